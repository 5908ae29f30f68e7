import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect, type Live } from '../../../main/web/realtime/index';
import { browser, names, token } from './browser';
import { Clock } from './clock';
import { Towline } from './towline';

const A = 'ari:cloud:jira:site:issue/1';
const B = 'ari:cloud:jira:site:issue/2';

const clock = new Clock();
clock.install();
let server: Towline;
let tabs: Tab[];
let heard: string[];

interface Tab { live: Live; page: EventTarget & { hidden: boolean }; who: string }

beforeEach(() => {
  server = new Towline();
  tabs = [];
  heard = [];
  browser();
  Object.assign(globalThis, { fetch: server.fetch, addEventListener: () => {}, removeEventListener: () => {} });
});

afterEach(async () => {
  tabs.forEach(tab => tab.live.close());
  await clock.pass(10);
  assert.equal(server.streams.size, 0);
  assert.equal(clock.waiting, 0);
});

function open(who: string, name: string, channels: string[], since?: number): Tab {
  const page = Object.assign(new EventTarget(), { hidden: false });
  Object.assign(globalThis, { document: page });
  const tab: Tab = { page, who, live: connect({ token: async () => token(tab.who), base: 'http://towline.test' }) };
  tab.live.subscribe({
    channels, ...(since !== undefined && { since }),
    onReceive: event => heard.push(`${name} hears ${event.position}`),
    onLeave: (_, reason) => heard.push(`${name} leaves: ${reason}`),
    onRefresh: () => heard.push(`${name} refreshes`),
  });
  tabs.push(tab);
  return tab;
}

function news(): string[] {
  return heard.splice(0).sort();
}

test('tabs of one person share a stream', async () => {
  const one = open('ann', 'one', [A]);
  const two = open('ann', 'two', [A, B]);
  await clock.pass(50);
  assert.equal(server.streams.size, 1);
  assert.deepEqual([one.live.state, two.live.state], ['live', 'live']);
  server.append('updated', A);
  server.append('updated', B);
  await clock.pass(10);
  assert.deepEqual(news(), ['one hears 1001', 'two hears 1001', 'two hears 1002']);
});

test('a tab that comes later is told from where its page was read', async () => {
  open('ann', 'one', [A]);
  await clock.pass(50);
  server.append('updated', A);
  server.append('updated', A);
  await clock.pass(10);
  news();
  open('ann', 'two', [A], 1001);
  await clock.pass(50);
  assert.equal(server.streams.size, 1);
  assert.deepEqual(news(), ['two hears 1002']);
});

test('another person, and another site, has a stream of its own, and hears only by that', async () => {
  server.refuses = (channel, who) => (who === token('bob') && channel === A ? 'no permission' : null);
  open('ann', 'ann', [A]);
  await clock.pass(50);
  open('bob', 'bob', [A, B]);
  await clock.pass(50);
  assert.equal(server.streams.size, 2);
  assert.equal(names().length, 2);
  server.append('updated', A);
  server.append('updated', B);
  await clock.pass(10);
  assert.deepEqual(news(), ['ann hears 1001', 'bob hears 1002', 'bob leaves: no permission']);
});

test('when the leader is closed another takes over, without a hole or a repeat', async () => {
  const one = open('ann', 'one', [A]);
  await clock.pass(50);
  open('ann', 'two', [A]);
  open('ann', 'three', [B]);
  await clock.pass(50);
  server.append('updated', A);
  await clock.pass(10);
  news();
  one.live.close();
  server.append('updated', A, B);
  await clock.pass(50);
  server.append('updated', A);
  await clock.pass(10);
  assert.equal(server.streams.size, 1);
  assert.deepEqual(news(), ['three hears 1002', 'two hears 1002', 'two hears 1003']);
});

test('a leader at which nobody looks hands over, and is told the rest when somebody does', async () => {
  const one = open('ann', 'one', [A]);
  await clock.pass(50);
  open('ann', 'two', [A]);
  await clock.pass(50);
  one.page.hidden = true;
  one.page.dispatchEvent(new Event('visibilitychange'));
  await clock.pass(30_000);
  server.heartbeat();
  await clock.pass(31_000);
  assert.equal(one.live.state, 'paused');
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(news(), ['two hears 1001']);
  one.page.hidden = false;
  one.page.dispatchEvent(new Event('visibilitychange'));
  await clock.pass(50);
  assert.deepEqual(news(), ['one hears 1001']);
  assert.equal(server.streams.size, 1);
});

test('what only a closed tab followed is asked for no more', async () => {
  open('ann', 'one', [A]);
  await clock.pass(50);
  const two = open('ann', 'two', [B]);
  await clock.pass(50);
  two.live.close();
  await clock.pass(50);
  server.cut();
  await clock.pass(1_000);
  assert.deepEqual(server.asked.at(-1), [A]);
});

test('a refusal and a refresh reach the tabs that they concern', async () => {
  server.append('updated', A);
  server.append('updated', A);
  server.forget(1);
  server.refuses = channel => (channel === B ? 'no permission' : null);
  open('ann', 'one', [A]);
  await clock.pass(50);
  open('ann', 'two', [A, B], 1000);
  await clock.pass(50);
  assert.deepEqual(news(), ['two leaves: no permission', 'two refreshes']);
});

test('more than one stream may follow is left to a stream of its own', async () => {
  const many = (from: number) => Array.from({ length: 40 }, (_, i) => `ari:cloud:jira:site:issue/${from + i}`);
  open('ann', 'one', many(100));
  await clock.pass(50);
  open('ann', 'two', many(200));
  await clock.pass(50);
  assert.equal(server.streams.size, 2);
  server.append('updated', 'ari:cloud:jira:site:issue/205');
  await clock.pass(10);
  assert.deepEqual(news(), ['two hears 1001']);
});

test('when another person signs in, the group is left before a ticket is asked for', async () => {
  const one = open('ann', 'one', [A]);
  const two = open('ann', 'two', [A]);
  await clock.pass(50);
  server.refuses = (_, who) => (who === token('bob') ? 'no permission' : null);
  one.who = two.who = 'bob';
  server.cut();
  server.append('updated', A);
  await clock.pass(5_000);
  // Bob may not see it: what ann's stream had not told yet is told to neither.
  assert.deepEqual(news(), ['one leaves: no permission', 'two leaves: no permission']);
  assert.ok(names().every(name => name.includes('bob')));
});

test('a leader that hangs is not waited for', async () => {
  open('ann', 'one', [A]);
  await clock.pass(50);
  open('ann', 'two', [A]);
  await clock.pass(50);
  // As if the first page's scripts stood still: nothing that it would say arrives.
  const deaf = BroadcastChannel.prototype.postMessage;
  BroadcastChannel.prototype.postMessage = () => {};
  server.append('updated', A);
  for (let i = 0; i < 4; i++) {
    await clock.pass(20_000);
    server.heartbeat();
  }
  BroadcastChannel.prototype.postMessage = deaf;
  assert.deepEqual(news(), ['one hears 1001', 'two hears 1001']);
});

test('where the browser forbids it each tab is alone', async () => {
  Object.assign(globalThis, { BroadcastChannel: class { constructor() { throw new DOMException('no', 'SecurityError'); } } });
  open('ann', 'one', [A]);
  open('ann', 'two', [A]);
  await clock.pass(50);
  assert.equal(server.streams.size, 2);
});

test('a token that does not say whose it is shares with nobody', async () => {
  Object.assign(globalThis, { atob: () => '{"iss":"site"}' });
  try {
    open('ann', 'one', [A]);
    open('ann', 'two', [A]);
    await clock.pass(50);
    assert.equal(server.streams.size, 2);
  } finally {
    Object.assign(globalThis, { atob: (text: string) => Buffer.from(text, 'base64').toString('latin1') });
  }
});
