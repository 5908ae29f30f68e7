// One stream to the server, opened again for as long as it is wanted. The ticket for a stream is single use, so each attempt begins
// with a new one, and resumes after the last event that was seen: what happened in between is replayed.

import { covers, NOTHING, type Demand, type Listener, type Opened, type Reason } from './event';
import { frames } from './frames';

// A stream ends now and then by design; only a longer absence is worth a word.
const QUIET_MS = 3_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;
// A stream that ends sooner was no success: without this, a server that hangs up at once would be asked without pause.
const PROVEN_MS = 10_000;
const ANSWER_MS = 20_000;
// The server's heart beats every 16 to 24 seconds.
const SILENCE_MS = 60_000;
// Jira is asked channel by channel. One that it never answers for must not keep the others waiting.
const PATIENCE = 3;

/** How to reach the server. */
export interface Server {
  /** Address of the server, without a slash at its end; `''` for the page's own. */
  base: string;
  /** Resolves to a fresh context token. Called for every ticket. */
  token(): Promise<string>;
}

class Refusal extends Error {
  constructor(readonly status: number, readonly waitMs: number) {
    super(`refused with ${status}`);
  }
}

export class Connection {
  #demand: Demand = NOTHING;
  #current: Opened | null = null;
  /** All up to here was told. */
  #last: number | null = null;
  /** Somebody has to be told from here. */
  #from: number | null = null;
  #attempt: AbortController | null = null;
  #failures = 0;
  #unanswered = 0;
  #live = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  /** @param admits whether a token is of the person for whom this connection is */
  constructor(private readonly server: Server, private readonly listener: Listener, private readonly admits: (token: string) => boolean) {}

  /** Follows this from now on. What is followed already, and needs no replay, costs nothing. */
  want(demand: Demand): void {
    this.#demand = demand;
    const { channels, events, position } = demand;
    if (channels.length === 0) {
      this.close();
      this.listener.state('off');
      return;
    }
    if (position !== null && (this.#last === null || position < this.#last)) {
      this.#from = Math.min(this.#from ?? position, position);
    }
    if (this.#current && this.#from === null && covers(this.#current, channels, events)) {
      this.listener.opened({ ...this.#current, at: this.#last });
      this.listener.state('live');
    } else if (this.#retry === undefined) {
      void this.#connect();
    }
  }

  close(): void {
    this.#failures = 0;
    this.#attempt?.abort();
    this.#attempt = null;
    this.#current = null;
    this.#live = false;
    this.#noRetry();
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
    clearTimeout(this.#watchdog);
  }

  async #connect(): Promise<void> {
    this.#attempt?.abort();
    this.#noRetry();
    this.#current = null;
    const attempt = (this.#attempt = new AbortController());
    const within = (limit: number) => {
      clearTimeout(this.#watchdog);
      this.#watchdog = setTimeout(() => {
        attempt.abort();
        this.#again(0);
      }, limit);
    };
    within(ANSWER_MS);
    try {
      await this.#stream(attempt.signal, within);
      throw new Refusal(200, 0);
    } catch (trouble) {
      if (attempt.signal.aborted) {
        return;
      }
      clearTimeout(this.#watchdog);
      this.#current = null;
      if (trouble instanceof Refusal && [400, 403, 404].includes(trouble.status)) {
        this.#off();
      } else {
        this.#again(trouble instanceof Refusal ? trouble.waitMs : 0);
      }
    }
  }

  /** Returns when the stream ended. */
  async #stream(signal: AbortSignal, within: (limit: number) => void): Promise<void> {
    const { channels, events } = this.#demand;
    const token = await this.server.token();
    if (signal.aborted) {
      return;
    }
    if (!this.admits(token)) {
      this.close();
      return;
    }
    const asked = await answer(fetch(`${this.server.base}/api/realtime/tickets`, {
      method: 'POST',
      headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ channels, events: events ?? [] }),
      signal,
    }));
    const { ticket, accepted, refused } = await asked.json() as { ticket: string | null; accepted: string[]; refused: Opened['refused'] };
    if (refused.some(({ reason }) => reason === 'Jira does not answer') && ++this.#unanswered < PATIENCE) {
      throw new Refusal(503, 0);
    }
    this.#unanswered = 0;
    const at = this.#from ?? this.#last;
    if (ticket === null) {
      this.listener.opened({ channels, events, at, accepted: [], refused });
      throw new Refusal(403, 0);
    }
    const query = new URLSearchParams(at === null ? { ticket } : { ticket, lastEventId: String(at) });
    const stream = await answer(fetch(`${this.server.base}/realtime/stream?${query}`, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal }));
    const began = Date.now();
    this.#last = at;
    this.#from = null;
    this.#current = { channels, events, at, accepted, refused };
    this.listener.opened(this.#current);
    this.#isLive();
    for await (const frame of frames(stream.body!, () => within(SILENCE_MS))) {
      if (signal.aborted) {
        return;
      }
      if (Date.now() - began > PROVEN_MS) {
        this.#failures = 0;
      }
      // First, so that whoever is told and breaks does not get it twice.
      this.#last = frame.id ?? this.#last;
      this.listener.frame(frame);
      if (frame.type === 'leave') {
        this.#left((JSON.parse(frame.data) as { channels: string[] }).channels);
      }
    }
    if (Date.now() - began > PROVEN_MS) {
      this.#failures = 0;
    }
    if (this.#current && this.#current.accepted.length === 0) {
      throw new Refusal(403, 0);
    }
  }

  #left(channels: string[]): void {
    if (this.#current) {
      const reason: Reason = 'withdrawn';
      this.#current = {
        ...this.#current,
        accepted: this.#current.accepted.filter(channel => !channels.includes(channel)),
        refused: [...this.#current.refused, ...channels.map(channel => ({ channel, reason }))],
      };
    }
  }

  #isLive(): void {
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
    this.#live = true;
    this.listener.state('live');
  }

  #off(): void {
    this.close();
    this.listener.state('off');
  }

  #noRetry(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
  }

  #again(waitMs: number): void {
    this.#current = null;
    this.#doubt ??= setTimeout(() => this.listener.state('reconnecting'), this.#live ? QUIET_MS : 0);
    // Full jitter: a thousand pages must not come back in the same moment after a restart.
    const limit = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures++);
    this.#noRetry();
    this.#retry = setTimeout(() => void this.#connect(), waitMs + Math.random() * limit);
  }
}

async function answer(request: Promise<Response>): Promise<Response> {
  const response = await request;
  if (!response.ok) {
    const seconds = Number(response.headers.get('Retry-After'));
    throw new Refusal(response.status, seconds > 0 ? Math.min(seconds * 1000, LAST_RETRY_MS) : 0);
  }
  return response;
}
