// Says times as the viewer would: how long ago, and exactly in their own zone on hover. The server rendered them in UTC.

// The page's language, as the viewer's country writes it.
const language = navigator.languages.find(wanted => wanted.split('-')[0] === document.documentElement.lang) ?? document.documentElement.lang;
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
// Beyond a month a date says more than a count.
const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86_400, 'hour', 3600], [30 * 86_400, 'day', 86_400]];
const REFRESH_MS = 30_000;

export function sayTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    time.title = exact.format(at);
    time.textContent = words(at);
  }
}

function words(at) {
  const seconds = Math.round((at - Date.now()) / 1000);
  for (const [limit, unit, length] of STEPS) {
    if (Math.abs(seconds) < limit) {
      return ago.format(Math.trunc(seconds / length), unit);
    }
  }
  return day.format(at);
}

export function keepTimes() {
  sayTimes(document);
  setInterval(() => document.hidden || sayTimes(document), REFRESH_MS);
}
