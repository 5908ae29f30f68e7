// Tabs and iframes of one person share one stream, where the browser lets them: one of them, the leader, has it and passes on what it brings.
// They find each other by a name that holds whose they are, by their own token; so nobody is ever told what was granted to somebody else.

import { Connection, type Server } from './connection';
import { CHANNELS, NOTHING, union, type Demand, type Frame, type Listener, type Opened, type State } from './event';

const BEAT_MS = 20_000;
// Of three beats none came: the leader hangs, and waiting for it would be waiting for nobody.
const SILENCE_MS = 60_000;

type Word =
  | { kind: 'want'; from: string; demand: Demand }
  | { kind: 'bye'; from: string }
  | { kind: 'leader' }
  | { kind: 'beat' }
  | { kind: 'full'; to: string }
  | { kind: 'opened'; what: Opened }
  | { kind: 'frame'; frame: Frame }
  | { kind: 'state'; state: State };

/** The tabs of one person, seen from one of them. */
interface Group {
  identity: string;
  name: string;
  id: string;
  words: BroadcastChannel;
  /** Aborted when this tab leaves. */
  left: AbortController;
}

export class Tabs {
  #demand: Demand = NOTHING;
  #group: Group | null = null;
  /** Of a leader, or of a tab that is alone. */
  #connection: Connection | null = null;
  #others = new Map<string, Demand>();
  #joining: object | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly server: Server, private readonly listener: Listener) {}

  want(demand: Demand): void {
    this.#demand = demand;
    if (this.#connection) {
      this.#lead();
    } else if (this.#group) {
      this.#say({ kind: 'want', from: this.#group.id, demand });
    } else if (!this.#joining) {
      void this.#join();
    }
  }

  close(): void {
    this.#joining = null;
    this.#connection?.close();
    this.#connection = null;
    this.#others.clear();
    clearTimeout(this.#timer);
    const group = this.#group;
    if (group) {
      this.#say({ kind: 'bye', from: group.id });
      this.#group = null;
      group.left.abort();
      group.words.close();
    }
  }

  async #join(): Promise<void> {
    const joining = (this.#joining = {});
    let identity: string | null = null;
    try {
      identity = whose(await this.server.token());
    } catch {
      // Without a token there is no identity; the connection will say what that means.
    }
    if (this.#joining !== joining) {
      return;
    }
    this.#joining = null;
    if (identity === null || !globalThis.navigator?.locks || typeof BroadcastChannel === 'undefined') {
      this.#alone();
      return;
    }
    try {
      this.#enter(identity);
    } catch {
      // Browsers may forbid it to iframes.
      this.#alone();
    }
  }

  #alone(): void {
    this.close();
    this.#connection = new Connection(this.server, this.listener, () => true);
    this.listener.lost();
  }

  #enter(identity: string): void {
    const name = `towline ${this.server.base} ${identity}`;
    const group: Group = { identity, name, id: crypto.randomUUID(), words: new BroadcastChannel(name), left: new AbortController() };
    this.#group = group;
    const { signal } = group.left;
    const forever = new Promise<void>(resolve => { signal.addEventListener('abort', () => resolve()); });
    const forbidden = () => {
      if (!signal.aborted) {
        this.#alone();
      }
    };
    group.words.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
    this.#expect();
    // Held as long as this tab lives: by asking for it the leader learns of its end.
    navigator.locks.request(`${name} ${group.id}`, { signal }, () => {
      this.#say({ kind: 'want', from: group.id, demand: this.#demand });
      return forever;
    }).catch(forbidden);
    navigator.locks.request(name, { signal }, () => {
      this.#begin(group);
      return forever;
    }).catch(forbidden);
  }

  /** This tab leads from now on. */
  #begin(group: Group): void {
    if (this.#group !== group) {
      return;
    }
    const relay: Listener = {
      opened: what => {
        // Whoever had to be told something is told it by this stream.
        this.#demand = { ...this.#demand, position: null };
        this.#others.forEach((demand, id) => this.#others.set(id, { ...demand, position: null }));
        this.listener.opened(what);
        this.#say({ kind: 'opened', what });
      },
      frame: frame => {
        this.listener.frame(frame);
        this.#say({ kind: 'frame', frame });
      },
      state: state => {
        this.listener.state(state);
        this.#say({ kind: 'state', state });
      },
      lost: () => this.listener.lost(),
    };
    this.#connection = new Connection(this.server, relay, token => {
      const same = whose(token) === group.identity;
      if (!same) {
        // Somebody else signed in meanwhile: their tabs are another group.
        this.close();
        this.listener.lost();
      }
      return same;
    });
    this.#say({ kind: 'leader' });
    this.#beat();
    this.listener.lost();
  }

  #lead(): void {
    this.#connection?.want(union([this.#demand, ...this.#others.values()]));
  }

  #hear(word: Word): void {
    if (this.#connection) {
      this.#hearFollower(word);
      return;
    }
    if (word.kind !== 'want' && word.kind !== 'bye') {
      this.#expect();
    }
    switch (word.kind) {
      case 'leader':
        this.listener.lost();
        break;
      case 'full':
        if (word.to === this.#group?.id) {
          this.#alone();
        }
        break;
      case 'opened':
        this.listener.opened(word.what);
        break;
      case 'frame':
        this.listener.frame(word.frame);
        break;
      case 'state':
        this.listener.state(word.state);
        break;
      case 'beat':
      case 'want':
      case 'bye':
        break;
    }
  }

  #hearFollower(word: Word): void {
    if (word.kind === 'want') {
      const others = new Map(this.#others).set(word.from, word.demand);
      if (union([this.#demand, ...others.values()]).channels.length > CHANNELS) {
        this.#say({ kind: 'full', to: word.from });
        return;
      }
      if (!this.#others.has(word.from)) {
        this.#watch(word.from);
      }
      this.#others = others;
      this.#lead();
    } else if (word.kind === 'bye' && this.#others.delete(word.from)) {
      this.#lead();
    }
  }

  #watch(id: string): void {
    const group = this.#group!;
    navigator.locks.request(`${group.name} ${id}`, { signal: group.left.signal }, () => {
      if (this.#group === group && this.#others.delete(id)) {
        this.#lead();
      }
    }).catch(() => {});
  }

  #beat(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#say({ kind: 'beat' });
      this.#beat();
    }, BEAT_MS);
  }

  #expect(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#alone(), SILENCE_MS);
  }

  #say(word: Word): void {
    this.#group?.words.postMessage(word);
  }
}

/** The site and the person that a context token is of; null where it does not say. Not checked, because it is our own: the server checks. */
export function whose(token: string): string | null {
  try {
    const part = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const { iss, sub } = JSON.parse(atob(part)) as { iss?: unknown; sub?: unknown };
    return typeof iss === 'string' && typeof sub === 'string' && iss && sub ? `${iss} ${sub}` : null;
  } catch {
    return null;
  }
}
