// Follows one channel for as long as the page is looked at. The ticket for a stream is single use, so each connection begins
// with a new one and resumes after the last event seen: what happens in between is replayed, never lost.

import { call } from './api.js';
import { isLost, present } from './host.js';

const EVENTS = [
  'avi:towline:pushed:commit', 'avi:towline:updated:branch', 'avi:towline:updated:pull-request', 'avi:towline:updated:repository',
  'avi:towline:received:delivery', 'avi:towline:updated:integration', 'refresh', 'leave',
];
// A stream ends now and then by design; only a longer absence is worth a word.
const QUIET_MS = 3_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
// Nobody looks: give the connection back (a browser has six for each host), and resume when somebody does.
const HIDDEN_MS = 60_000;

/** @param position of the log at which the page was read */
export function follow({ channel, position, onEvent }) {
  if (!channel || !present()) {
    show('off');
    return;
  }
  let last = position;
  let failures = 0;
  let stream = null;
  let retry = 0;
  let hiding = 0;
  let doubt = 0;
  let connecting = false;

  async function connect() {
    if (connecting || stream) {
      return;
    }
    connecting = true;
    try {
      const answer = await call('POST', '/api/realtime/tickets', { body: { channels: [channel] } });
      const { ticket, accepted } = await answer.json();
      if (!accepted.includes(channel)) {
        refused();
        return;
      }
      if (!paused()) {
        open(ticket);
      }
    } catch (refusal) {
      if (isLost(refusal.status)) {
        refused();
      } else {
        again();
      }
    } finally {
      connecting = false;
    }
  }

  function open(ticket) {
    stream = new EventSource(`/realtime/stream?${new URLSearchParams({ ticket, lastEventId: last })}`);
    stream.onopen = () => {
      failures = 0;
      clearTimeout(doubt);
      doubt = 0;
      show('live');
    };
    // EventSource would come back by itself, but with a ticket that is spent.
    stream.onerror = () => {
      close();
      again();
    };
    for (const name of EVENTS) {
      stream.addEventListener(name, event => {
        last = event.lastEventId || last;
        if (name === 'leave') {
          close();
          refused();
        }
        onEvent(name);
      });
    }
  }

  function again() {
    doubt ||= setTimeout(() => show('reconnecting'), QUIET_MS);
    const limit = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++);
    clearTimeout(retry);
    // Full jitter: a thousand panels must not come back in the same moment after a restart.
    retry = setTimeout(() => paused() || connect(), Math.random() * limit);
  }

  function refused() {
    clearTimeout(doubt);
    clearTimeout(retry);
    show('off');
  }

  function close() {
    stream?.close();
    stream = null;
  }

  let isPaused = false;
  const paused = () => isPaused;

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = setTimeout(() => {
        isPaused = true;
        clearTimeout(doubt);
        doubt = 0;
        close();
        show('paused');
      }, HIDDEN_MS);
    } else if (isPaused) {
      isPaused = false;
      failures = 0;
      connect();
    }
  });
  addEventListener('pagehide', close);
  // The browser keeps pages to go back to: such a page lives on without its stream.
  addEventListener('pageshow', event => event.persisted && connect());

  connect();
}

function show(state) {
  for (const sign of document.querySelectorAll('[data-live]')) {
    sign.dataset.state = state;
    sign.querySelector('[data-live-word]').textContent = sign.dataset[`${state}Text`];
  }
}
