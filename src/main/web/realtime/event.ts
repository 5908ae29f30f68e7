// The words that the parts of this library share.

/** Something happened; identifiers only. Which of them are there depends on the type. */
export interface ClientEvent {
  /** Where it stands in the site's log. Rises from event to event. */
  position: number;
  /** An AVI, as `avi:jira:updated:issue`. */
  type: string;
  /** Those of the subscription's channels that it concerns, as ARIs. */
  channels: string[];
  payload: {
    issueId?: number;
    issueIds?: number[];
    projectId?: number;
    boardId?: number;
    sprintId?: number;
    integrationId?: string;
    /** Who did it in Jira, where Jira tells. */
    atlassianId?: string;
    [more: string]: unknown;
  };
}

/**
 * `connecting` until first live; `reconnecting` after three seconds without a stream; `paused` after a minute in which nobody looked;
 * `off` when nothing is followed, or nothing may be.
 */
export type State = 'connecting' | 'live' | 'reconnecting' | 'paused' | 'off';

/** Why a channel is not followed. `withdrawn`: it was, and the permission is gone. */
export type Reason = 'not a channel' | 'not of this site' | 'no permission' | 'Jira does not answer' | 'withdrawn';

/** One frame of the stream. Without a type it only says where the log stands. */
export interface Frame {
  id: number | null;
  type: string;
  data: string;
}

/** What has to be followed. */
export interface Demand {
  channels: string[];
  /** null for all. */
  events: string[] | null;
  /** From where something has to be replayed; null when nothing has. */
  position: number | null;
}

/** A stream was opened: what was asked, what Jira said, and from where it tells. */
export interface Opened {
  channels: string[];
  events: string[] | null;
  at: number | null;
  accepted: string[];
  refused: { channel: string; reason: Reason }[];
}

/** Who is told what a stream brings. */
export interface Listener {
  opened(what: Opened): void;
  frame(frame: Frame): void;
  state(state: State): void;
  /** Whoever told until now is gone: say again what is wanted, and from where. */
  lost(): void;
}

export const NOTHING: Demand = { channels: [], events: [], position: null };

/** How many channels one stream may follow; the server refuses more. */
export const CHANNELS = 50;

/** Whether a stream that was asked for the first also brings the second. */
export function covers(asked: { channels: string[]; events: string[] | null }, channels: Iterable<string>, events: readonly string[] | null): boolean {
  return [...channels].every(channel => asked.channels.includes(channel))
    && (asked.events === null || (events !== null && events.every(event => asked.events!.includes(event))));
}

/** The least that satisfies all. */
export function union(demands: Demand[]): Demand {
  const positions = demands.map(demand => demand.position).filter(position => position !== null);
  return {
    channels: [...new Set(demands.flatMap(demand => demand.channels))],
    events: demands.some(demand => demand.events === null) ? null : [...new Set(demands.flatMap(demand => demand.events ?? []))],
    position: positions.length > 0 ? Math.min(...positions) : null,
  };
}
