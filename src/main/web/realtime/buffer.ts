// What stands between events and a board that a person works on: it says what has to be read again, and when. Nothing is read while
// the person drags or waits for an answer, one thing is read at a time, and an own change is not read back without need.

import type { ClientEvent } from './event';

// Jira tells of a change within seconds. What comes later is taken for somebody else's, which costs one reading.
const OWN_MS = 30_000;
// More issues than this are cheaper to read as one board.
const MANY = 20;
const RETRY_MS = 5_000;

/** What has to be read again: an issue, or everything. */
export type Update = { issueId: number } | 'all';

export interface BufferOptions {
  /**
   * Reads it from the server and shows it. The next update waits until this has settled; one that fails is tried again after some
   * seconds. It must read what is so at the time of the call, not what some cache holds.
   */
  apply(update: Update): Promise<void>;
  /** Atlassian account id of the person whose page this is. */
  me: string;
}

/** What a person does to an issue. */
export interface Action {
  issueId: number;
  /** The AVIs that it causes, each once, as `['avi:jira:updated:issue', 'avi:jira:transitioned:issue']` of a transition. */
  causes: readonly string[];
}

interface Own extends Action {
  /** Nothing else touched the issue meanwhile, so what the page shows is what the action left. */
  alone: boolean;
}

export class UpdateBuffer {
  readonly #options: BufferOptions;
  readonly #acting = new Set<Own>();
  #expected: { issueId: number; type: string; until: number }[] = [];
  #held: ClientEvent[] = [];
  /** With the position of the newest event that asks for it. */
  #due = new Map<number | 'all', number>();
  #reading: number | 'all' | null = null;
  #holds = 0;
  #read = 0;
  #retries = new Set<ReturnType<typeof setTimeout>>();
  #closed = false;

  constructor(options: BufferOptions) {
    this.#options = options;
  }

  /** For `onReceive`. An event that names issues concerns those; any other concerns everything. */
  receive(event: ClientEvent): void {
    if (event.position > this.#read) {
      this.#held.push(event);
      this.#flush();
    }
  }

  /** For `onRefresh`: read everything again. */
  refresh(): void {
    this.#due.set('all', Infinity);
    this.#flush();
  }

  /** Everything was read, and shown, as of this position of the log: older events are moot. */
  refreshed(position: number): void {
    this.#read = Math.max(this.#read, position);
    this.#held = this.#held.filter(event => event.position > this.#read);
    this.#due.forEach((at, what) => at > this.#read || this.#due.delete(what));
  }

  /**
   * Does what a person asked for, and holds all updates until it is answered. `work` has to leave the page as the server is after it; then the events
   * that it causes are not read back. After a failure, which is the caller's to tell, the issue is read again: nobody knows what came of it.
   */
  async act<T>(action: Action, work: () => Promise<T>): Promise<T> {
    const own: Own = { ...action, alone: this.#reading !== action.issueId && this.#reading !== 'all' };
    for (const other of this.#acting) {
      if (other.issueId === own.issueId) {
        other.alone = own.alone = false;
      }
    }
    this.#acting.add(own);
    try {
      const result = await work();
      if (own.alone) {
        const until = Date.now() + OWN_MS;
        this.#expected.push(...own.causes.map(type => ({ issueId: own.issueId, type, until })));
      }
      return result;
    } catch (failure) {
      this.#due.set(own.issueId, Infinity);
      throw failure;
    } finally {
      this.#acting.delete(own);
      this.#flush();
    }
  }

  /** Holds all updates, as during a drag, until the returned function is called. */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (held) {
        held = false;
        this.#holds--;
        this.#flush();
      }
    };
  }

  close(): void {
    this.#closed = true;
    this.#retries.forEach(clearTimeout);
  }

  #flush(): void {
    if (this.#closed || this.#holds > 0 || this.#acting.size > 0) {
      return;
    }
    for (const event of this.#held.splice(0)) {
      if (!this.#isOwn(event)) {
        issues(event).forEach(issue => this.#due.set(issue, Math.max(event.position, this.#due.get(issue) ?? 0)));
      }
    }
    if (this.#due.has('all') || this.#due.size > MANY) {
      // A reading of everything, which begins after all of these, makes them moot.
      this.#due = new Map([['all', Math.max(...this.#due.values())]]);
    }
    const [next] = this.#due.keys();
    if (next !== undefined && this.#reading === null) {
      void this.#apply(next);
    }
  }

  async #apply(next: number | 'all'): Promise<void> {
    this.#due.delete(next);
    this.#reading = next;
    try {
      await this.#options.apply(next === 'all' ? 'all' : { issueId: next });
    } catch {
      this.#later(next);
    } finally {
      this.#reading = null;
      this.#flush();
    }
  }

  // The others need not wait for the one that failed.
  #later(what: number | 'all'): void {
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      this.#due.set(what, Infinity);
      this.#flush();
    }, RETRY_MS * (1 + Math.random()));
    this.#retries.add(retry);
  }

  // Each expectation answers for one event: the same person in another tab is somebody else to this page.
  #isOwn({ type, payload }: ClientEvent): boolean {
    const now = Date.now();
    this.#expected = this.#expected.filter(({ until }) => now < until);
    const index = payload.atlassianId === this.#options.me
      ? this.#expected.findIndex(own => own.issueId === payload.issueId && own.type === type)
      : -1;
    if (index >= 0) {
      this.#expected.splice(index, 1);
    }
    return index >= 0;
  }
}

function issues({ payload }: ClientEvent): (number | 'all')[] {
  return payload.issueIds ?? [payload.issueId ?? 'all'];
}
