// The model of a board: what it reads after which event, and what becomes of a move. Jira and our own API answer as the test says.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

type Issue = { id: string; key: string; fields: { summary: string; status: { id: string }; project: { id: string }; assignee: null } };

const jira = { issues: [] as Issue[], gone: new Set<string>(), asked: [] as string[], transitions: [] as { id: string; to: { id: string } }[], cards: true };

Object.assign(globalThis, {
  document: { querySelector: () => null },
  AP: {
    context: { getToken: async () => 'token' },
    request: async ({ url, type, data }: { url: string; type: string; data?: string }) => {
      jira.asked.push(`${type} ${url}`);
      const answer = answered(new URL(url, 'https://jira.example'), data);
      if (typeof answer === 'number') {
        throw { xhr: { status: answer, responseText: JSON.stringify({ errorMessages: ['No.'] }) } };
      }
      return { body: JSON.stringify(answer) };
    },
  },
  fetch: async (_: string, { body }: { body: string }) => {
    if (!jira.cards) {
      return new Response('{}', { status: 503 });
    }
    const { issues } = JSON.parse(body) as { issues: number[] };
    return new Response(JSON.stringify({ cards: issues.map(issueId => ({ issueId, commits: 1 })) }));
  },
});

function answered({ pathname, searchParams }: URL, data?: string): unknown {
  const [, , api] = pathname.split('/');
  if (jira.gone.has(api!)) {
    return 410;
  }
  if (pathname.endsWith('/transitions')) {
    return data ? null : { transitions: jira.transitions };
  }
  if (pathname.endsWith('/configuration')) {
    return { columnConfig: { columns: [{ name: 'To do', statuses: [{ id: '1' }] }, { name: 'Doing', statuses: [{ id: '2' }, { id: '3' }] }, { name: 'Never', statuses: [] }] } };
  }
  if (!pathname.endsWith('/issue')) {
    return { id: 5, name: 'Board', type: 'kanban', location: { projectId: 10 } };
  }
  const wanted = /id in \((\d+)\)/.exec(searchParams.get('jql') ?? '')?.[1];
  const seen = jira.issues.filter(({ id }) => wanted === undefined || id === wanted);
  // Fewer than what was asked for, as Jira may.
  const most = Math.min(Number(searchParams.get('maxResults') ?? 50), 100);
  if (api === 'agile') {
    const startAt = Number(searchParams.get('startAt') ?? 0);
    return { startAt, maxResults: most, total: seen.length, issues: seen.slice(startAt, startAt + most) };
  }
  const from = Number(searchParams.get('nextPageToken') ?? 0);
  return { issues: seen.slice(from, from + most), ...(from + most < seen.length ? { nextPageToken: String(from + most) } : {}) };
}

function issue(id: number, status = '1'): Issue {
  return { id: String(id), key: `ABC-${id}`, fields: { summary: `Issue ${id}`, status: { id: status }, project: { id: '10' }, assignee: null } };
}

const { Model, NoStep } = await import('../../../main/web/board/model');
const { JiraRefusal, MOST_ISSUES } = await import('../../../main/web/board/jira');

let model: InstanceType<typeof Model>;

beforeEach(async () => {
  Object.assign(jira, { issues: [issue(1), issue(2), issue(3, '2')], gone: new Set(), asked: [], transitions: [], cards: true });
  model = new Model('5');
  await model.readAll();
});

afterEach(() => assert.ok(jira.asked.every(asked => !asked.includes('undefined'))));

const shown = () => model.issues.map(({ id, status }) => [id, status]);

test('an issue that is read again stays in its place, and the others as they are', async () => {
  jira.issues = [issue(1), issue(2, '3'), issue(3, '1')];
  await model.read(2);
  assert.deepEqual(shown(), [[1, '1'], [2, '3'], [3, '2']]);
  assert.equal(model.columnOf(model.find(2)!), 1);
});

test('an issue that is new comes last, and one that is gone goes', async () => {
  jira.issues.push(issue(4));
  await model.read(4);
  assert.deepEqual(shown().map(([id]) => id), [1, 2, 3, 4]);
  jira.issues.splice(0, 1);
  await model.read(1);
  assert.deepEqual(shown().map(([id]) => id), [2, 3, 4]);
  assert.equal(model.find(1), undefined);
});

test('after a change of rank all stand as Jira has them, and that is one more question', async () => {
  jira.issues = [issue(3, '2'), issue(2), issue(1)];
  jira.asked = [];
  model.misplaced = true;
  await model.read(1);
  assert.deepEqual(shown().map(([id]) => id), [3, 2, 1]);
  assert.equal(jira.asked.length, 2);
  assert.equal(model.misplaced, false);
  await model.read(1);
  assert.equal(jira.asked.length, 3);
});

test('an issue that the order does not know keeps its place, and an order that was not read is read with the next', async () => {
  jira.issues = [issue(3, '2'), issue(1)];
  model.misplaced = true;
  jira.gone = new Set(['software', 'agile']);
  await assert.rejects(model.read(3), JiraRefusal);
  jira.gone = new Set();
  model.misplaced = true;
  await model.read(1);
  assert.deepEqual(shown().map(([id]) => id), [3, 2, 1]);
});

test('a move takes the first step that Jira offers into the column, and says which status it leads to', async () => {
  jira.transitions = [{ id: '11', to: { id: '1' } }, { id: '31', to: { id: '3' } }, { id: '21', to: { id: '2' } }];
  assert.equal(await model.step(1, 1), '3');
  model.place(1, '3');
  assert.deepEqual(shown(), [[1, '3'], [2, '1'], [3, '2']]);
});

test('without a step into the column nothing is asked of Jira but which there are', async () => {
  jira.transitions = [{ id: '11', to: { id: '1' } }];
  jira.asked = [];
  await assert.rejects(model.step(1, 1), NoStep);
  await assert.rejects(model.step(1, 2), NoStep);
  assert.ok(jira.asked.every(asked => asked.startsWith('GET ')));
});

test('an issue that is not on the board has no place, and is not put there by a move', () => {
  model.place(9, '2');
  assert.equal(model.find(9), undefined);
  assert.equal(model.columnOf({ ...model.find(1)!, status: '77' }), -1);
});

test('all pages are read, as many as are shown', async () => {
  jira.issues = Array.from({ length: MOST_ISSUES + 1 }, (_, at) => issue(at + 1));
  await model.readAll();
  assert.equal(model.issues.length, MOST_ISSUES);
  assert.equal(model.more, true);
  jira.issues.pop();
  await model.readAll();
  assert.equal(model.issues.length, MOST_ISSUES);
  assert.equal(model.more, false);
});

test('without the newer address of issues the former one is read, to its last page', async () => {
  jira.gone.add('software');
  jira.issues = Array.from({ length: 250 }, (_, at) => issue(at + 1));
  await model.readAll();
  assert.deepEqual(model.issues.map(({ id }) => id), jira.issues.map(({ id }) => Number(id)));
  assert.equal(model.more, false);
  jira.issues[0] = issue(1, '2');
  await model.read(1);
  assert.equal(model.find(1)!.status, '2');
});

test('a board that neither address has is a refusal', async () => {
  jira.gone = new Set(['software', 'agile']);
  await assert.rejects(model.readAll(), JiraRefusal);
});

test('one issue is read as it is now, whatever the search has heard of it yet', async () => {
  jira.asked = [];
  await model.read(2);
  assert.equal(new URL(jira.asked[0]!.slice('GET '.length), 'https://jira.example').searchParams.get('reconcileIssues'), '2');
});

test('regression: what git servers told of one issue does not stand for that of the others', async () => {
  assert.equal(model.undeveloped, false);
  jira.cards = false;
  await model.readAll();
  assert.equal(model.undeveloped, true);
  jira.cards = true;
  await model.read(2);
  assert.equal(model.undeveloped, true);
  await model.read(1);
  jira.issues.pop();
  await model.read(3);
  assert.equal(model.undeveloped, false);
});
