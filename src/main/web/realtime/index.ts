// @towline/realtime: see docs/realtime.md.

export { connect, type Live, type Options, type Subscription } from './live';
export type { ClientEvent, Reason, State } from './event';
