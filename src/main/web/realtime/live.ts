// The subscriptions of one page, and what each has been told. However many there are, they share one connection.

import type { Server } from './connection';
import { CHANNELS, covers, union, type ClientEvent, type Demand, type Frame, type Opened, type Reason, type State } from './event';
import { Tabs } from './tabs';
import { visibility } from './visibility';

/** What a part of the page follows, and whom to tell. */
export interface Subscription {
  /** ARIs, at most 50 on a page. */
  channels: readonly string[];
  /** AVIs; left out or empty: all. */
  events?: readonly string[];
  /** The position at which the page's content was read: what happened since is told first. Left out: from now on. */
  since?: number;
  /** These channels are followed now. */
  onJoin?(channels: string[]): void;
  /** Called in the order of the log, once for each event. */
  onReceive?(event: ClientEvent): void;
  /** These channels are not followed, or no longer: do not go on showing what was read for them. */
  onLeave?(channels: string[], reason: Reason): void;
  /** Events were missed that nobody can replay: read everything again. */
  onRefresh?(): void;
  onState?(state: State): void;
}

/** The live events of one page. */
export interface Live {
  /** Returns the function that ends it. @throws RangeError for no channel, or more than 50 on the page */
  subscribe(subscription: Subscription): () => void;
  readonly state: State;
  /** Ends all subscriptions. */
  close(): void;
}

/** Where to connect, and as whom. */
export interface Options {
  /** Resolves to a fresh context token, as `AP.context.getToken()` does. */
  token(): Promise<string>;
  /** Where Towline is, as `https://towline.example`; left out: where the page is from. */
  base?: string;
}

interface Follower {
  wish: Subscription;
  channels: string[];
  events: string[] | null;
  position: number | null;
  /** The present stream tells all that this one has to know, from its position on. */
  covered: boolean;
  joined: Set<string>;
  left: Set<string>;
}

/** One for a page: every subscription of it shares the connection. */
export function connect(options: Options): Live {
  const server: Server = { base: options.base ?? '', token: () => options.token() };
  const followers = new Set<Follower>();
  let state: State = 'connecting';
  let asking: ReturnType<typeof setTimeout> | undefined;
  let paused = false;

  const listener = { opened, frame, state: say, lost };
  const link = new Tabs(server, listener);

  function demand(): Demand {
    return union([...followers].map(({ channels, events, covered, position }) => ({ channels, events, position: covered ? null : position })));
  }

  // Components come and go together: one question for all of them.
  function ask(): void {
    clearTimeout(asking);
    asking = setTimeout(() => paused || link.want(demand()), 0);
  }

  function opened(what: Opened): void {
    for (const follower of followers) {
      follower.covered = covers(what, follower.channels, follower.events) && (follower.position === null || what.at === null || what.at <= follower.position);
      if (!follower.covered) {
        continue;
      }
      follower.position ??= what.at;
      join(follower, what.accepted.filter(channel => follower.channels.includes(channel)));
      for (const { channel, reason } of what.refused) {
        leave(follower, [channel], reason);
      }
    }
    if ([...followers].some(follower => !follower.covered)) {
      ask();
    }
  }

  function join(follower: Follower, accepted: string[]): void {
    const fresh = accepted.filter(channel => !follower.joined.has(channel));
    if (fresh.length === 0) {
      return;
    }
    const back = fresh.some(channel => follower.left.delete(channel));
    fresh.forEach(channel => follower.joined.add(channel));
    tell(follower, () => follower.wish.onJoin?.(fresh));
    if (back) {
      // What happened while it was away was told to nobody.
      tell(follower, () => follower.wish.onRefresh?.());
    }
  }

  function leave(follower: Follower, channels: string[], reason: Reason): void {
    const gone = channels.filter(channel => follower.channels.includes(channel) && !follower.left.has(channel));
    if (gone.length > 0) {
      gone.forEach(channel => { follower.left.add(channel); follower.joined.delete(channel); });
      tell(follower, () => follower.wish.onLeave?.(gone, reason));
    }
  }

  function frame({ id, type, data }: Frame): void {
    const { channels = [], payload = {} } = data ? JSON.parse(data) as Partial<ClientEvent> : {};
    for (const follower of followers) {
      if (!follower.covered || (id !== null && follower.position !== null && id <= follower.position)) {
        continue;
      }
      follower.position = id ?? follower.position;
      const concerned = channels.filter(channel => follower.joined.has(channel));
      if (type === 'leave') {
        leave(follower, channels, 'withdrawn');
      } else if (concerned.length > 0 && type === 'refresh') {
        tell(follower, () => follower.wish.onRefresh?.());
      } else if (concerned.length > 0 && id !== null && (follower.events === null || follower.events.includes(type))) {
        tell(follower, () => follower.wish.onReceive?.({ position: id, type, channels: concerned, payload }));
      }
    }
  }

  function lost(): void {
    followers.forEach(follower => { follower.covered = false; });
    ask();
  }

  // One listener's fault is its own: it shows as an uncaught error, and the next is told all the same.
  function tell(follower: Follower, call: () => void): void {
    try {
      if (followers.has(follower)) {
        call();
      }
    } catch (fault) {
      setTimeout(() => { throw fault; }, 0);
    }
  }

  function say(now: State): void {
    if (state !== now) {
      state = now;
      followers.forEach(follower => tell(follower, () => follower.wish.onState?.(now)));
    }
  }

  const unwatch = visibility({
    pause(nobodyLooks) {
      paused = true;
      link.close();
      if (nobodyLooks) {
        say('paused');
      }
    },
    resume() {
      paused = false;
      lost();
    },
  });

  return {
    subscribe(wish) {
      const channels = [...new Set(wish.channels)];
      const all = new Set([...followers].flatMap(follower => follower.channels).concat(channels));
      if (channels.length === 0 || all.size > CHANNELS) {
        throw new RangeError(`one to ${CHANNELS} channels can be followed on a page`);
      }
      const follower: Follower = {
        wish, channels, events: wish.events?.length ? [...wish.events] : null, position: wish.since ?? null,
        covered: false, joined: new Set(), left: new Set(),
      };
      followers.add(follower);
      if (state === 'off') {
        state = 'connecting';
      }
      tell(follower, () => wish.onState?.(state));
      ask();
      return () => {
        if (followers.delete(follower)) {
          ask();
        }
      };
    },
    get state() {
      return state;
    },
    close() {
      followers.clear();
      clearTimeout(asking);
      unwatch();
      link.close();
      state = 'off';
    },
  };
}
