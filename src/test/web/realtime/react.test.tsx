import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { act, StrictMode, type ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { connect, type Live } from '../../../main/web/realtime/index';
import { Realtime, RealtimeProvider } from '../../../main/web/realtime/react';
import { Clock } from './clock';
import { Towline } from './towline';

const A = 'ari:cloud:jira:site:issue/1';
const B = 'ari:cloud:jira:site:issue/2';

const { window } = new JSDOM('<main></main>');
Object.assign(globalThis, {
  window, document: window.document, IS_REACT_ACT_ENVIRONMENT: true,
  addEventListener: window.addEventListener.bind(window), removeEventListener: window.removeEventListener.bind(window),
});
// Node 21 and later have one of their own, which cannot be assigned.
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
// jsdom's page counts as hidden unless it is drawn, and a hidden page pauses.
Object.defineProperty(window.document, 'hidden', { value: false });
const { createRoot } = await import('react-dom/client');
const clock = new Clock();
clock.install();

let server: Towline;
let live: Live;
let root: Root;
let heard: string[];

beforeEach(() => {
  server = new Towline();
  Object.assign(globalThis, { fetch: server.fetch });
  live = connect({ token: async () => 'developer', base: 'http://towline.test' });
  root = createRoot(window.document.querySelector('main')!);
  heard = [];
});

afterEach(async () => {
  await act(async () => root.unmount());
  live.close();
});

async function show(...children: ReactNode[]): Promise<void> {
  await act(async () => root.render(<StrictMode><RealtimeProvider live={live}>{children}</RealtimeProvider></StrictMode>));
  await clock.pass(10);
}

const following = (name: string, channels: string[]) =>
  <Realtime key={name} channels={channels} onReceive={event => heard.push(`${name} hears ${event.position}`)} onLeave={gone => heard.push(`${name} leaves ${gone.length}`)} />;

test('components share one connection, and each hears its own', async () => {
  await show(following('x', [A]), following('y', [B]));
  assert.equal(server.streams.size, 1);
  assert.equal(server.asked.length, 1);
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(heard, ['x hears 1001']);
});

test('rendering again asks nothing, and the newest listener is called', async () => {
  await show(following('x', [A]));
  await show(<Realtime key="x" channels={[A]} onReceive={() => heard.push('the newest')} />);
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(heard, ['the newest']);
  assert.equal(server.asked.length, 1);
});

test('other channels are followed without a hole', async () => {
  await show(following('x', [A]));
  server.append('updated', A);
  await clock.pass(10);
  await act(async () => root.render(<StrictMode><RealtimeProvider live={live}>{following('x', [A, B])}</RealtimeProvider></StrictMode>));
  server.append('updated', B);
  await clock.pass(10);
  assert.deepEqual(heard, ['x hears 1001', 'x hears 1002']);
});

test('a component that goes hears no more, and the last one ends the connection', async () => {
  await show(following('x', [A]));
  await show();
  server.append('updated', A);
  await clock.pass(10);
  assert.deepEqual(heard, []);
  assert.equal(server.streams.size, 0);
});

test('a refusal reaches its component', async () => {
  server.refuses = () => 'no permission';
  await show(following('x', [A]));
  assert.deepEqual(heard, ['x leaves 1']);
});

test('without a provider it says so', async () => {
  const complaints = console.error;
  console.error = () => {};
  try {
    await assert.rejects(async () => act(async () => root.render(following('x', [A]))), /RealtimeProvider/);
  } finally {
    console.error = complaints;
  }
});
