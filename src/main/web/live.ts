// The page's live connection, and the sign that tells whether it is live.

import { connect, type Live, type State } from '@towline/realtime';
import { present, token } from './host.js';

// What our own pages show comes from git servers and from administrators; what happens in Jira changes nothing here.
const EVENTS = [
  'avi:towline:pushed:commit', 'avi:towline:updated:branch', 'avi:towline:updated:tag', 'avi:towline:updated:pull-request',
  'avi:towline:updated:build', 'avi:towline:updated:deployment', 'avi:towline:updated:repository',
  'avi:towline:received:delivery', 'avi:towline:updated:integration',
];

let live: Live | undefined;

/** Calls `changed` when something happened on the channel, and when it may not be followed any more. Does nothing where there is no Jira around the page. */
export function follow(channel: string, position: number, changed: () => void): void {
  if (!channel || !present()) {
    return;
  }
  live ??= connect({ token });
  live.subscribe({ channels: [channel], events: EVENTS, since: position, onReceive: changed, onRefresh: changed, onLeave: changed, onState: show });
}

function show(state: State): void {
  if (state === 'connecting') {
    // A moment: the sign keeps what the server wrote.
    return;
  }
  for (const sign of document.querySelectorAll<HTMLElement>('[data-live]')) {
    sign.dataset['state'] = state;
    sign.querySelector('[data-live-word]')!.textContent = sign.dataset[`${state}Text`] ?? '';
  }
}
