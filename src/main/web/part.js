// The live part of a page: fetched again when something happened, one fetch at a time, and never twice for one burst.

import { fragment } from './api.js';
import { isLost, resize } from './host.js';
import { follow } from './live.ts';
import { morph } from './morph.js';
import { keepTimes, sayTimes } from './times.js';

// One push is several events; they arrive within this time of each other.
const BURST_MS = 150;
// An event said that something happened: a fetch that failed is tried again, or the page would stay behind for good.
const RETRY_MS = 5_000;

/** Keeps `element` equal to the server's `data-source`. Returns a function that fetches it now. */
export function keep(element, changed = () => {}) {
  let timer = 0;
  let fetching = null;
  let due = false;

  function refresh() {
    due = true;
    fetching ??= run().finally(() => { fetching = null; });
    return fetching;
  }

  async function run() {
    while (due) {
      due = false;
      try {
        morph(element, await fragment(element.dataset.source), sayTimes);
        changed();
        news();
        resize();
      } catch (refusal) {
        if (isLost(refusal.status)) {
          leave();
        } else {
          clearTimeout(timer);
          timer = setTimeout(refresh, RETRY_MS * (1 + Math.random()));
        }
      }
    }
  }

  // Not to be seen any more: what was shown before must not stay on the screen.
  function leave() {
    element.replaceChildren(document.querySelector('template[data-lost]').content.cloneNode(true));
    resize();
  }

  keepTimes();
  follow(element.dataset.channel, Number(element.dataset.position), () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, BURST_MS);
  });
  return refresh;
}

// Tells it to those who do not see it change.
function news() {
  for (const sign of document.querySelectorAll('[data-news]')) {
    sign.textContent = '';
    setTimeout(() => { sign.textContent = sign.dataset.text; }, 100);
  }
}
