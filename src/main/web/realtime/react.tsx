// The same for React: a component that follows something for as long as it is on the page. It renders nothing.

import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import type { Live, Subscription } from './index';

const Connection = createContext<Live | null>(null);

/** Gives the page's one connection to all `<Realtime>` within. Whoever made it closes it. */
export function RealtimeProvider({ live, children }: { live: Live; children?: ReactNode }) {
  return <Connection.Provider value={live}>{children}</Connection.Provider>;
}

/**
 * Follows these channels while it is mounted. Listeners may be new functions at each rendering; only other channels or events make a new subscription,
 * which is told from where the last one was.
 */
export function Realtime(wanted: Subscription): null {
  const live = useContext(Connection);
  if (!live) {
    throw new Error('there is no <RealtimeProvider> around this <Realtime>');
  }
  const latest = useRef(wanted);
  const told = useRef(wanted.since);
  useEffect(() => {
    latest.current = wanted;
  });
  // What is followed, by its content: arrays are written anew at each rendering.
  const key = JSON.stringify([[...wanted.channels].sort(), [...wanted.events ?? []].sort()]);
  useEffect(() => {
    const { channels, events } = latest.current;
    return live.subscribe({
      channels,
      ...(events && { events }),
      ...(told.current !== undefined && { since: told.current }),
      onJoin: joined => latest.current.onJoin?.(joined),
      onReceive: event => {
        told.current = event.position;
        latest.current.onReceive?.(event);
      },
      onLeave: (gone, reason) => latest.current.onLeave?.(gone, reason),
      onRefresh: () => latest.current.onRefresh?.(),
      onState: state => latest.current.onState?.(state),
    });
  }, [live, key]);
  return null;
}
