// Calls of our own API. Each carries a fresh token; an answer that is not a success is thrown as a Refusal, with the
// faults of each field in the server's words.

import { token } from './host.js';

// An answer that takes longer would not be waited for by a person.
const TIMEOUT_MS = 20_000;

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.title ?? '');
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

export async function call(method, path, { body, accept = 'application/json', type = 'application/json' } = {}) {
  const headers = { Authorization: `JWT ${await token()}`, Accept: accept };
  if (body !== undefined) {
    headers['Content-Type'] = type;
  }
  const answer = await fetch(path, {
    method, headers, body: body === undefined || type !== 'application/json' ? body : JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) {
    throw new Refusal(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

export async function fragment(path) {
  return (await call('GET', path, { accept: 'text/html' })).text();
}
