// After any interleaving of what people do, what the network does, and what the page does, the board shows what the server has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UpdateBuffer } from '../../../main/web/realtime/buffer';
import type { ClientEvent } from '../../../main/web/realtime/event';
import { Clock, settle } from './clock';

type Field = 'status' | 'assignee' | 'summary';
type Issue = Record<Field, number>;

const TYPES: Record<Field, string[]> = {
  status: ['avi:jira:updated:issue', 'avi:jira:transitioned:issue'],
  assignee: ['avi:jira:updated:issue', 'avi:jira:assigned:issue'],
  summary: ['avi:jira:updated:issue'],
};
const ISSUES = [0, 1];

const clock = new Clock();
clock.install();

class World {
  server = new Map<number, Issue>(ISSUES.map(id => [id, { status: 0, assignee: 0, summary: 0 }]));
  board = structuredClone(this.server);
  events: ClientEvent[] = [];
  /** What travels over the network: each goes on when the test says so. */
  travelling: (() => void)[] = [];
  holds: (() => void)[] = [];
  refusing = 0;
  reads = 0;
  #position = 1000;
  #value = 0;

  buffer = new UpdateBuffer({
    me: 'me',
    apply: async update => {
      this.reads++;
      await this.travel();
      if (this.refusing > 0) {
        this.refusing--;
        throw new Error('no answer');
      }
      const seen = structuredClone(update === 'all' ? [...this.server] : [[update.issueId, this.server.get(update.issueId)!] as const]);
      await this.travel();
      seen.forEach(([id, issue]) => this.board.set(id, issue));
    },
  });

  travel(): Promise<void> {
    return new Promise(resolve => this.travelling.push(resolve));
  }

  change(id: number, field: Field, who: string, value = ++this.#value): void {
    this.server.get(id)![field] = value;
    for (const type of TYPES[field]) {
      this.events.push({ position: ++this.#position, type, channels: [], payload: { issueId: id, atlassianId: who } });
    }
  }

  act(id: number, field: Field, allowed: boolean): void {
    const value = ++this.#value;
    const before = this.board.get(id)![field];
    this.board.get(id)![field] = value;
    this.buffer.act({ issueId: id, causes: TYPES[field] }, async () => {
      await this.travel();
      if (!allowed) {
        throw new Error('refused');
      }
      this.change(id, field, 'me', value);
      await this.travel();
      this.board.get(id)![field] = value;
    }).catch(() => {
      this.board.get(id)![field] = before;
    });
  }

  /** Jira's webhooks may overtake each other. */
  deliver(which: number): void {
    this.events.splice(which % Math.max(1, this.events.length), 1).forEach(event => this.buffer.receive(event));
  }

  lose(): void {
    if (this.events.length > 0) {
      this.events = [];
      this.buffer.refresh();
    }
  }

  async calm(): Promise<void> {
    this.holds.splice(0).forEach(release => release());
    this.refusing = 0;
    do {
      this.events.splice(0).forEach(event => this.buffer.receive(event));
      this.travelling.splice(0).forEach(go => go());
      await clock.pass(11_000);
    } while (this.travelling.length > 0 || this.events.length > 0);
  }
}

type Step = (world: World) => void | Promise<void>;

const id = fc.constantFrom(...ISSUES);
const field = fc.constantFrom<Field>('status', 'assignee', 'summary');
const steps = fc.array(fc.oneof(
  fc.record({ id, field }).map(({ id, field }): Step => world => world.change(id, field, 'other')),
  fc.record({ id, field }).map(({ id, field }): Step => world => world.change(id, field, 'me')),
  fc.record({ id, field, allowed: fc.boolean() }).map(({ id, field, allowed }): Step => world => world.act(id, field, allowed)),
  { weight: 3, arbitrary: fc.nat(9).map((which): Step => world => world.deliver(which)) },
  { weight: 4, arbitrary: fc.nat(9).map((which): Step => world => world.travelling.splice(which % Math.max(1, world.travelling.length), 1).forEach(go => go())) },
  fc.constant<Step>(world => { world.holds.push(world.buffer.hold()); }),
  fc.constant<Step>(world => world.holds.pop()?.()),
  fc.constant<Step>(world => world.lose()),
  fc.constant<Step>(world => { world.refusing++; }),
  fc.constantFrom(1_000, 40_000).map((millis): Step => () => clock.pass(millis)),
), { maxLength: 40 });

test('after any interleaving the board equals the server', async () => {
  await fc.assert(fc.asyncProperty(steps, async steps => {
    const world = new World();
    for (const step of steps) {
      await step(world);
      await settle();
    }
    await world.calm();
    assert.deepEqual([...world.board], [...world.server]);
    world.buffer.close();
  }), { numRuns: 1_000 });
});

test('what one person does alone is never read back', async () => {
  const acts = fc.array(fc.record({ id, field }), { maxLength: 10 });
  await fc.assert(fc.asyncProperty(acts, async acts => {
    const world = new World();
    for (const { id, field } of acts) {
      world.act(id, field, true);
      await world.calm();
    }
    assert.equal(world.reads, 0);
    assert.deepEqual([...world.board], [...world.server]);
  }), { numRuns: 50 });
});
