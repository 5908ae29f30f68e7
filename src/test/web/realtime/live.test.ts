import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect, type ClientEvent, type Live } from '../../../main/web/realtime/index';
import { Clock } from './clock';
import { Towline } from './towline';

const A = 'ari:cloud:jira:site:issue/1';
const B = 'ari:cloud:jira:site:issue/2';
const C = 'ari:cloud:jira:site:project/3';

const clock = new Clock();
clock.install();
let server: Towline;
let live: Live;
let page: EventTarget & { hidden: boolean };
let heard: string[];

beforeEach(() => {
  server = new Towline();
  page = Object.assign(new EventTarget(), { hidden: false });
  heard = [];
  const window = new EventTarget();
  Object.assign(globalThis, {
    fetch: server.fetch, document: page,
    addEventListener: window.addEventListener.bind(window), removeEventListener: window.removeEventListener.bind(window),
    dispatch: window.dispatchEvent.bind(window),
  });
  live = connect({ token: async () => 'developer', base: 'http://towline.test' });
});

afterEach(() => live.close());

/** A subscription that notes what it hears, under a name. */
function follow(name: string, channels: string[], more: { since?: number; events?: string[] } = {}): () => void {
  return live.subscribe({
    channels, ...more,
    onJoin: joined => heard.push(`${name} joins ${joined.map(short)}`),
    onReceive: event => heard.push(`${name} hears ${told(event)}`),
    onLeave: (gone, reason) => heard.push(`${name} leaves ${gone.map(short)}: ${reason}`),
    onRefresh: () => heard.push(`${name} refreshes`),
    onState: state => heard.push(`${name} is ${state}`),
  });
}

const short = (channel: string) => channel.slice(channel.lastIndexOf(':') + 1);
const told = ({ position, type, channels }: ClientEvent) => `${position} ${type} of ${channels.map(short)}`;

function news(): string[] {
  return heard.splice(0);
}

function look(hidden: boolean): void {
  page.hidden = hidden;
  page.dispatchEvent(new Event('visibilitychange'));
}

test('a subscription joins, hears what happens, and nothing of other channels', async () => {
  follow('x', [A]);
  await clock.pass(10);
  assert.deepEqual(news(), ['x is connecting', 'x joins issue/1', 'x is live']);
  server.append('updated', A);
  server.append('updated', B);
  await clock.pass(10);
  assert.deepEqual(news(), ['x hears 1001 updated of issue/1']);
});

test('what happened since the page was read is told first, once', async () => {
  server.append('updated', A);
  server.append('updated', A);
  follow('x', [A], { since: 1001 });
  await clock.pass(10);
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(news().slice(3), ['x hears 1002 updated of issue/1', 'x hears 1003 updated of issue/1']);
});

test('however many subscriptions, there is one connection, and each hears its own', async () => {
  follow('x', [A]);
  follow('y', [B, C], { events: ['deleted'] });
  await clock.pass(10);
  assert.equal(server.streams.size, 1);
  assert.equal(server.asked.length, 1);
  news();
  server.append('updated', A);
  server.append('updated', C);
  server.append('deleted', A, C);
  await clock.pass(10);
  assert.deepEqual(news(), ['x hears 1001 updated of issue/1', 'x hears 1003 deleted of issue/1', 'y hears 1003 deleted of project/3']);
});

test('a part that comes later is told from its own position, and nobody hears anything twice', async () => {
  follow('x', [A]);
  await clock.pass(10);
  server.append('updated', A);
  server.append('updated', B);
  server.append('updated', A);
  await clock.pass(10);
  news();
  follow('y', [A, B], { since: 1001 });
  server.append('updated', A, B);
  await clock.pass(10);
  assert.equal(server.streams.size, 1);
  assert.deepEqual(news().filter(line => line.includes('hears')), [
    'x hears 1004 updated of issue/1',
    'y hears 1002 updated of issue/2', 'y hears 1003 updated of issue/1', 'y hears 1004 updated of issue/1,issue/2']);
});

test('a part that ends costs no request, and hears no more', async () => {
  const end = follow('x', [A]);
  follow('y', [A, B]);
  await clock.pass(10);
  news();
  end();
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(news(), ['y hears 1001 updated of issue/1']);
  assert.equal(server.asked.length, 1);
});

test('without any subscription there is no connection', async () => {
  const end = follow('x', [A]);
  await clock.pass(10);
  end();
  await clock.pass(10);
  assert.equal(server.streams.size, 0);
  assert.equal(live.state, 'off');
});

test('a cut is resumed within a second, without a hole, a repeat or a word', async () => {
  follow('x', [A]);
  await clock.pass(10);
  server.append('updated', A);
  await clock.pass(10);
  news();
  server.cut();
  server.append('updated', A);
  await clock.pass(1_000);
  assert.deepEqual(news(), ['x hears 1002 updated of issue/1']);
  assert.deepEqual(server.opened, [null, '1001']);
});

test('a stream that ends before its first event is resumed from where it began', async () => {
  follow('x', [A]);
  await clock.pass(10);
  server.cut();
  server.append('updated', A);
  await clock.pass(1_000);
  assert.ok(news().includes('x hears 1001 updated of issue/1'));
});

test('a longer absence is told, and its end', async () => {
  follow('x', [A]);
  await clock.pass(10);
  news();
  server.broken = 'unreachable';
  server.cut();
  await clock.pass(2_900);
  assert.deepEqual(news(), []);
  await clock.pass(200);
  assert.deepEqual(news(), ['x is reconnecting']);
  server.broken = null;
  server.append('updated', A);
  await clock.pass(40_000);
  assert.deepEqual(news(), ['x is live', 'x hears 1001 updated of issue/1']);
});

test('a server that is down is asked less and less often', async () => {
  server.broken = 'unreachable';
  let asked = 0;
  globalThis.fetch = (async (url: string) => { asked++; return server.fetch(url); }) as typeof fetch;
  follow('x', [A]);
  await clock.pass(10 * 60_000);
  // Pauses of 15 s on average, once they have grown.
  assert.ok(asked > 20 && asked < 100, `${asked} times in ten minutes`);
});

test('a server that hangs up at once is asked less and less often too', async () => {
  follow('x', [A]);
  const open = server.fetch;
  globalThis.fetch = (async (url: string, init: RequestInit) => {
    const answer = await open(url, init);
    server.cut();
    return answer;
  }) as typeof fetch;
  await clock.pass(10 * 60_000);
  assert.ok(server.opened.length < 100, `${server.opened.length} streams`);
});

test('a server that asks for patience gets it', async () => {
  server.broken = 503;
  follow('x', [A]);
  await clock.pass(9_900);
  server.broken = null;
  assert.equal(server.asked.length, 0);
  await clock.pass(700);
  assert.equal(server.asked.length, 1);
});

test('a connection that is dead without a word is noticed by its silence', async () => {
  follow('x', [A]);
  await clock.pass(10);
  for (let i = 0; i < 10; i++) {
    await clock.pass(24_000);
    server.heartbeat();
  }
  assert.equal(server.opened.length, 1);
  await clock.pass(61_000);
  assert.equal(server.opened.length, 2);
});

test('what is no longer held makes every part refresh, and go on from there', async () => {
  server.append('updated', A);
  server.append('updated', A);
  server.append('updated', A);
  server.forget(1);
  follow('x', [A], { since: 1000 });
  await clock.pass(10);
  assert.ok(news().includes('x refreshes'));
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(news(), ['x hears 1004 updated of issue/1']);
});

test('a channel that is refused is told with the reason, and the others are followed', async () => {
  server.refuses = channel => (channel === B ? 'no permission' : null);
  follow('x', [A, B]);
  await clock.pass(10);
  assert.deepEqual(news(), ['x is connecting', 'x joins issue/1', 'x leaves issue/2: no permission', 'x is live']);
});

test('where nothing may be followed it is off, and does not ask again', async () => {
  server.refuses = () => 'no permission';
  follow('x', [A]);
  await clock.pass(10 * 60_000);
  assert.deepEqual(news(), ['x is connecting', 'x leaves issue/1: no permission', 'x is off']);
  assert.equal(server.asked.length, 1);
});

test('a permission that is withdrawn is told, and the last one ends the stream for good', async () => {
  follow('x', [A, B]);
  await clock.pass(10);
  news();
  server.withdraw(A);
  await clock.pass(10);
  server.append('updated', A, B);
  await clock.pass(10);
  assert.deepEqual(news(), ['x leaves issue/1: withdrawn', 'x hears 1001 updated of issue/2']);
  server.withdraw(B);
  await clock.pass(60_000);
  assert.deepEqual(news(), ['x leaves issue/2: withdrawn', 'x is off']);
});

test('a channel that comes back is followed by a refresh: what happened meanwhile was told to nobody', async () => {
  follow('x', [A, B]);
  await clock.pass(10);
  server.withdraw(A);
  server.append('updated', A);
  server.append('updated', B);
  await clock.pass(10);
  news();
  server.cut();
  await clock.pass(1_000);
  assert.deepEqual(news(), ['x joins issue/1', 'x refreshes']);
});

test('while Jira does not answer it asks again, and then goes on with what Jira answers for', async () => {
  server.refuses = channel => (channel === B ? 'Jira does not answer' : null);
  follow('x', [A, B]);
  await clock.pass(30_000);
  assert.equal(server.asked.length, 3);
  assert.deepEqual(news().filter(line => !line.includes(' is ')), ['x joins issue/1', 'x leaves issue/2: Jira does not answer']);
});

test('after a minute without a look it pauses, and catches up when somebody looks', async () => {
  follow('x', [A]);
  await clock.pass(10);
  news();
  look(true);
  await clock.pass(59_000);
  assert.equal(server.streams.size, 1);
  await clock.pass(2_000);
  assert.deepEqual(news(), ['x is paused']);
  assert.equal(server.streams.size, 0);
  server.append('updated', A);
  look(false);
  await clock.pass(10);
  assert.deepEqual(news(), ['x is live', 'x hears 1001 updated of issue/1']);
});

test('a short look away changes nothing', async () => {
  follow('x', [A]);
  await clock.pass(10);
  look(true);
  await clock.pass(30_000);
  look(false);
  server.heartbeat();
  await clock.pass(59_000);
  assert.equal(server.opened.length, 1);
});

test('one listener that breaks is not the others\' trouble, and does not hear it twice', async () => {
  let calls = 0;
  live.subscribe({ channels: [A], onReceive: () => { calls++; throw new Error('mine'); } });
  follow('y', [A]);
  await clock.pass(10);
  news();
  server.append('updated', A);
  await assert.rejects(clock.pass(10), /mine/);
  assert.deepEqual(news(), ['y hears 1001 updated of issue/1']);
  server.cut();
  await clock.pass(1_000);
  assert.equal(calls, 1);
});

test('more channels than a stream may follow are refused where they are asked for', () => {
  const many = Array.from({ length: 50 }, (_, i) => `ari:cloud:jira:site:issue/${i + 10}`);
  follow('x', many);
  assert.throws(() => follow('y', [A]), RangeError);
  assert.throws(() => follow('z', []), RangeError);
});

test('a page that is closed leaves no timer and no connection', async () => {
  follow('x', [A]);
  await clock.pass(10);
  live.close();
  await clock.pass(10);
  assert.equal(server.streams.size, 0);
  assert.equal(clock.waiting, 0);
});
