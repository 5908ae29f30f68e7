// A page without a browser, for NodeKillIT: follows a channel by the library, and says what it hears, a line each.
//
//   node follower.program.mjs TOKEN CHANNEL NODE…      the addresses of nodes; it speaks to the first that answers, as through a load balancer

import { connect } from '../../../main/web/realtime/index';

const [token = '', channel = '', ...nodes] = process.argv.slice(2);

Object.assign(globalThis, { document: Object.assign(new EventTarget(), { hidden: false }), addEventListener: () => {}, removeEventListener: () => {} });

const plain = globalThis.fetch;
globalThis.fetch = async (path, init) => {
  for (const node of nodes) {
    try {
      return await plain(`${node}${String(path)}`, init);
    } catch {
      // The next may answer.
    }
  }
  throw new TypeError('no node answers');
};

connect({ token: async () => token }).subscribe({
  channels: [channel],
  onJoin: () => console.log('joined'),
  onReceive: event => console.log(`event ${event.position}`),
  onLeave: (_, reason) => console.log(`left ${reason}`),
  onRefresh: () => console.log('refresh'),
  onState: state => console.log(`state ${state}`),
});
