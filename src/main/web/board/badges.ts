// The development state of an issue, in the few words that fit on its card.

import type { Development } from './development';
import type { Says } from './words';

function piece(text: string, url: string, kind = '', title = ''): HTMLElement {
  // The server lets through only addresses that may be followed.
  const element = document.createElement(url ? 'a' : 'span');
  if (url) {
    element.setAttribute('href', url);
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noreferrer');
  }
  element.textContent = text;
  element.className = kind;
  if (title) {
    element.title = title;
  }
  return element;
}

function line(...pieces: (HTMLElement | string)[]): HTMLElement {
  const item = document.createElement('li');
  pieces.forEach((each, index) => item.append(index > 0 ? ' ' : '', each));
  return item;
}

/** What is wrong first, then what waits for somebody, then what has happened. */
export function badges(development: Development | undefined, say: Says): HTMLElement[] {
  if (!development) {
    return [];
  }
  const { builds, pullRequests, pullRequestCount, branches, branchCount, commits, deployments } = development;
  const lines: HTMLElement[] = [];
  for (const { name, state, url } of builds) {
    if (state === 'failed') {
      lines.push(line(piece(say('buildFailed', { name }), url, 'lozenge failed')));
    } else if (state === 'in_progress' || state === 'pending') {
      lines.push(line(piece(say('building', { name }), url, 'lozenge in_progress')));
    }
  }
  for (const { number, title, state, url, approved, needsWork, waiting } of pullRequests) {
    const votes = [
      approved ? piece(say('approved', { count: approved }), '', 'vote approved') : null,
      needsWork ? piece(say('needsWork', { count: needsWork }), '', 'vote needs_work') : null,
      waiting ? piece(say('waiting', { count: waiting }), '', 'vote') : null,
    ].filter(vote => vote !== null);
    lines.push(line(piece(say(`state${state.charAt(0).toUpperCase()}${state.slice(1)}`), '', `lozenge ${state}`), piece(`#${number}`, url, '', title), ...votes));
  }
  if (pullRequestCount > pullRequests.length) {
    lines.push(line(piece(say('morePullRequests', { count: pullRequestCount - pullRequests.length }), '', 'quiet')));
  }
  const [newest] = branches;
  if (newest) {
    lines.push(line(piece(newest.name, newest.url, 'ref', newest.name),
      ...(branchCount > 1 ? [piece(say('moreBranches', { count: branchCount - 1 }), '', 'quiet')] : [])));
  }
  if (commits > 0) {
    lines.push(line(piece(commits === 1 ? say('commit') : say('commits', { count: commits }), '', 'quiet')));
  }
  const places = deployments.filter(({ state }) => state === 'successful' || state === 'failed')
    .map(({ environment, type, state, url }) => piece(say(state === 'failed' ? 'notDeployed' : 'deployed', { environment }), url,
      `lozenge ${state === 'failed' ? 'failed' : type === 'production' ? 'successful' : 'open'}`));
  if (places.length > 0) {
    lines.push(line(...places));
  }
  return lines;
}
