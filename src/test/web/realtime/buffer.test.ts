import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { UpdateBuffer, type Update } from '../../../main/web/realtime/buffer';
import type { ClientEvent } from '../../../main/web/realtime/event';
import { Clock, settle } from './clock';

const UPDATED = 'avi:jira:updated:issue';
const TRANSITIONED = 'avi:jira:transitioned:issue';

const clock = new Clock();
clock.install();
let read: Update[];
let answers: { good(): void; bad(): void }[];
let buffer: UpdateBuffer;
let position: number;

beforeEach(() => {
  read = [];
  answers = [];
  position = 1000;
  buffer = new UpdateBuffer({
    me: 'me',
    apply: update => new Promise((resolve, reject) => {
      read.push(update);
      answers.push({ good: resolve, bad: () => reject(new Error('unreachable')) });
    }),
  });
});

function event(issueId: number, atlassianId = 'other', type = UPDATED): ClientEvent {
  return { position: ++position, type, channels: [], payload: { issueId, atlassianId } };
}

async function answer(): Promise<void> {
  answers.shift()!.good();
  await settle();
}

/** What was read, once everything is answered. */
async function all(): Promise<Update[]> {
  while (answers.length > 0) {
    await answer();
  }
  return read.splice(0);
}

test('what somebody else did is read', async () => {
  buffer.receive(event(1));
  assert.deepEqual(await all(), [{ issueId: 1 }]);
});

test('one at a time, and several events of an issue are one reading', async () => {
  buffer.receive(event(1));
  buffer.receive(event(2));
  buffer.receive(event(3));
  buffer.receive(event(2));
  assert.deepEqual(read, [{ issueId: 1 }]);
  await answer();
  assert.deepEqual(read, [{ issueId: 1 }, { issueId: 2 }]);
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 2 }, { issueId: 3 }]);
});

test('an event that comes while its issue is read has it read once more', async () => {
  buffer.receive(event(1));
  buffer.receive(event(1));
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 1 }]);
});

test('an own change is not read back', async () => {
  await buffer.act({ issueId: 1, causes: [UPDATED, TRANSITIONED] }, async () => {});
  buffer.receive(event(1, 'me', UPDATED));
  buffer.receive(event(1, 'me', TRANSITIONED));
  assert.deepEqual(await all(), []);
});

test('its event may come before its answer', async () => {
  let done = () => {};
  const acting = buffer.act({ issueId: 1, causes: [UPDATED] }, () => new Promise<void>(resolve => { done = resolve; }));
  buffer.receive(event(1, 'me'));
  done();
  await acting;
  assert.deepEqual(await all(), []);
});

test('the same person in another tab is somebody else', async () => {
  await buffer.act({ issueId: 1, causes: [UPDATED] }, async () => {});
  buffer.receive(event(1, 'me'));
  buffer.receive(event(1, 'me'));
  buffer.receive(event(2, 'me'));
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 2 }]);
});

test('an own event that comes after its time is read', async () => {
  await buffer.act({ issueId: 1, causes: [UPDATED] }, async () => {});
  await clock.pass(31_000);
  buffer.receive(event(1, 'me'));
  assert.deepEqual(await all(), [{ issueId: 1 }]);
});

test('while an answer is waited for nothing is read', async () => {
  let done = () => {};
  const acting = buffer.act({ issueId: 1, causes: [] }, () => new Promise<void>(resolve => { done = resolve; }));
  buffer.receive(event(2));
  await settle();
  assert.deepEqual(read, []);
  done();
  await acting;
  assert.deepEqual(await all(), [{ issueId: 2 }]);
});

test('while the person drags nothing is read, and letting go twice is letting go once', async () => {
  const first = buffer.hold();
  const second = buffer.hold();
  buffer.receive(event(1));
  buffer.receive(event(1));
  buffer.refresh();
  first();
  first();
  await settle();
  assert.deepEqual(read, []);
  second();
  assert.deepEqual(await all(), ['all']);
});

test('what failed is no own change: the issue is read again, and the failure told', async () => {
  await assert.rejects(buffer.act({ issueId: 1, causes: [UPDATED] }, async () => { throw new Error('refused'); }), /refused/);
  assert.deepEqual(await all(), [{ issueId: 1 }]);
  buffer.receive(event(1, 'me'));
  assert.deepEqual(await all(), [{ issueId: 1 }]);
});

test('a reading that is under way when the person acts may show the past: then the own event is read', async () => {
  buffer.receive(event(1));
  await buffer.act({ issueId: 1, causes: [UPDATED] }, async () => {});
  await answer();
  buffer.receive(event(1, 'me'));
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 1 }]);
});

test('two own changes of an issue at a time may be answered in any order: their events are read', async () => {
  await Promise.all([1, 2].map(() => buffer.act({ issueId: 1, causes: [UPDATED] }, settle)));
  buffer.receive(event(1, 'me'));
  assert.deepEqual(await all(), [{ issueId: 1 }]);
});

test('a reading of everything takes the place of all that waits', async () => {
  const release = buffer.hold();
  buffer.receive(event(1));
  buffer.refresh();
  buffer.receive(event(2));
  release();
  assert.deepEqual(await all(), ['all']);
});

test('what a newer full reading by the page knows is not read again', async () => {
  buffer.receive(event(1));
  buffer.receive(event(2));
  const release = buffer.hold();
  buffer.receive(event(3));
  buffer.receive(event(4));
  buffer.refreshed(position - 1);
  release();
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 4 }]);
  buffer.receive({ ...event(5), position: 1002 });
  assert.deepEqual(await all(), []);
});

test('an event that names no issue concerns everything, and many issues are read as one', async () => {
  buffer.receive({ position: ++position, type: 'avi:jira-software:configuration-changed:board', channels: [], payload: { boardId: 1 } });
  assert.deepEqual(await all(), ['all']);
  const release = buffer.hold();
  Array.from({ length: 30 }, (_, i) => buffer.receive(event(i)));
  release();
  assert.deepEqual(await all(), ['all']);
});

test('what could not be read is tried again, and the others do not wait for it', async () => {
  buffer.receive(event(1));
  buffer.receive(event(2));
  answers.shift()!.bad();
  await settle();
  assert.deepEqual(await all(), [{ issueId: 1 }, { issueId: 2 }]);
  await clock.pass(11_000);
  assert.deepEqual(await all(), [{ issueId: 1 }]);
  await clock.pass(60_000);
  assert.deepEqual(await all(), []);
});

test('a board that is closed reads nothing', async () => {
  buffer.receive(event(1));
  answers.shift()!.bad();
  await settle();
  buffer.close();
  buffer.receive(event(2));
  await clock.pass(60_000);
  assert.deepEqual(read, [{ issueId: 1 }]);
  assert.equal(clock.waiting, 0);
});
