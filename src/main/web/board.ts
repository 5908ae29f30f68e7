// The live board: read once as the person who looks, then again only what an event says has changed.

import { connect, type Live, type State } from '@towline/realtime';
import { UpdateBuffer, type Update } from '@towline/realtime/buffer';
import { boardsOf, JiraRefusal } from './board/jira';
import { Model, NoStep } from './board/model';
import { View } from './board/view';
import { wordsOf } from './board/words';
import { present, resize, token } from './host.js';

// Those after which a card, or the board, looks different. A transition or an assignment is an update as well, and is told as one.
const UPDATED = 'avi:jira:updated:issue';
const RANKED = 'avi:jira:ranked:issue';
const EVENTS = [
  UPDATED, RANKED, 'avi:jira:created:issue', 'avi:jira:deleted:issue', 'avi:jira:moved:issue', 'avi:jira:deleted:project',
  'avi:jira-software:configuration-changed:board', 'avi:jira-software:updated:board', 'avi:jira-software:deleted:board',
  'avi:jira-software:started:sprint', 'avi:jira-software:closed:sprint', 'avi:jira-software:deleted:sprint',
  'avi:towline:pushed:commit', 'avi:towline:updated:branch', 'avi:towline:updated:pull-request', 'avi:towline:updated:build',
  'avi:towline:updated:deployment', 'avi:towline:updated:repository',
];
// Of one page; the server takes no more.
const CHANNELS = 50;
const DEVELOPMENT_RETRY_MS = 5_000;
// All boards of a site ask again at once when what they ask for is away; the longer it lasts, the less often.
const DEVELOPMENT_RETRY_AT_MOST_MS = 60_000;

const page = document.getElementById('board')!;
const data = page.dataset as Record<'projectId' | 'boardId' | 'accountId' | 'cloudId' | 'position', string>;
const say = wordsOf(page);
const heading = document.getElementById('board-name')!;
const unnamed = heading.textContent;
const site = new URLSearchParams(location.search).get('xdm_e') ?? '';

class Page {
  readonly #model: Model;
  readonly #view = new View(say, { move: (issue, key, column) => void this.#move(issue, key, column), drag: () => this.#buffer.hold() }, site);
  readonly #buffer = new UpdateBuffer({ me: data.accountId, apply: update => this.#apply(update) });
  readonly #live: Live;
  #followed = '';
  #unfollow: (() => void) | null = null;
  #seen: number;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pause = DEVELOPMENT_RETRY_MS;
  #gone = false;

  constructor(board: string, live: Live, position: number) {
    this.#model = new Model(board);
    this.#live = live;
    this.#seen = position;
  }

  async open(): Promise<void> {
    try {
      await this.#readAll();
    } catch (failure) {
      if (!this.#gone) {
        this.#view.notice('error').querySelector('[data-again]')!.addEventListener('click', () => void this.open());
        resize();
      }
    }
  }

  close(): void {
    this.#gone = true;
    this.#buffer.close();
    clearTimeout(this.#retry);
    this.#unfollow?.();
  }

  async #apply(update: Update): Promise<void> {
    if (this.#gone) {
      return;
    }
    if (update === 'all' || !this.#model.board) {
      await this.#readAll();
      return;
    }
    await this.#reading(() => this.#model.read(update.issueId));
  }

  async #readAll(): Promise<void> {
    const from = this.#seen;
    await this.#reading(() => this.#model.readAll());
    this.#buffer.refreshed(from);
  }

  async #reading(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (failure) {
      if (failure instanceof JiraRefusal && (failure.status === 403 || failure.status === 404)) {
        this.#lose();
        return;
      }
      throw failure;
    }
    this.#show();
    this.#follow();
  }

  #show(): void {
    const { board, issues, development, more, undeveloped } = this.#model;
    if (this.#gone || !board) {
      return;
    }
    heading.textContent = board.name;
    document.getElementById('board-many')!.hidden = !more;
    document.getElementById('board-undeveloped')!.hidden = !undeveloped;
    if (!undeveloped) {
      clearTimeout(this.#retry);
      this.#retry = undefined;
      this.#pause = DEVELOPMENT_RETRY_MS;
    } else if (this.#retry === undefined) {
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.#buffer.refresh();
      }, this.#pause * (1 + Math.random()));
      this.#pause = Math.min(2 * this.#pause, DEVELOPMENT_RETRY_AT_MOST_MS);
    }
    if (issues.length === 0) {
      this.#view.notice('empty');
    } else {
      this.#view.show({ board, issues, development });
    }
    resize();
  }

  // Not to be seen any more: what was shown before must not stay on the screen.
  #lose(): void {
    this.close();
    heading.textContent = unnamed;
    document.getElementById('board-choice')!.hidden = true;
    this.#view.notice('lost');
    showState('off');
    resize();
  }

  // The board's own channel tells of its project's issues that all may see who browse it. Other projects have channels of their own,
  // and so has each issue with a security level.
  #follow(): void {
    const { board, issues } = this.#model;
    if (!board || this.#gone) {
      return;
    }
    const jira = `ari:cloud:jira:${data.cloudId}:`;
    const projects = [...new Set(issues.map(issue => issue.projectId))].filter(id => id !== board.projectId).map(id => `${jira}project/${id}`);
    const secured = issues.filter(issue => issue.secured).map(issue => `${jira}issue/${issue.id}`);
    const ours = `ari:cloud:jira-software:${data.cloudId}:board/${board.id}`;
    const all = [ours, ...projects, ...secured];
    const channels = all.slice(0, CHANNELS);
    document.getElementById('board-restricted')!.hidden = all.length <= CHANNELS;
    if (this.#followed === channels.join()) {
      return;
    }
    this.#followed = channels.join();
    // What happens in between is told to the new one, from where this page is.
    this.#unfollow?.();
    this.#unfollow = this.#live.subscribe({
      channels, events: EVENTS, since: this.#seen,
      onReceive: event => {
        this.#seen = Math.max(this.#seen, event.position);
        this.#model.misplaced ||= event.type === RANKED;
        this.#buffer.receive(event);
      },
      onRefresh: () => this.#buffer.refresh(),
      onLeave: (left, reason) => {
        if (left.includes(ours) && (reason === 'withdrawn' || reason === 'no permission')) {
          this.#lose();
        } else {
          this.#buffer.refresh();
        }
      },
      onState: showState,
    });
  }

  async #move(id: number, key: string, column: number): Promise<void> {
    const issue = this.#model.find(id);
    const target = this.#model.board?.columns[column];
    if (!issue) {
      // It went while it was under the hand.
      refuse(say('gone', { key }));
      return;
    }
    if (!target || this.#model.columnOf(issue) === column) {
      return;
    }
    const [status] = target.statuses;
    if (status === undefined) {
      refuse(say('noStep', { key: issue.key, column: target.name }));
      return;
    }
    refuse('');
    this.#model.place(id, status);
    this.#show();
    try {
      await this.#buffer.act({ issueId: id, causes: [UPDATED] }, async () => {
        this.#model.place(id, await this.#model.step(id, column));
        this.#show();
      });
      announce(say('moved', { key: issue.key, column: target.name }));
    } catch (failure) {
      this.#model.place(id, issue.status);
      this.#show();
      refuse(why(failure, issue.key, target.name));
    }
  }
}

function why(failure: unknown, key: string, column: string): string {
  if (failure instanceof NoStep) {
    return say('noStep', { key, column });
  }
  return failure instanceof JiraRefusal && failure.reason ? say('refused', { key, reason: failure.reason }) : say('unreachable', { key });
}

function refuse(text: string): void {
  const place = document.getElementById('board-refusal')!;
  place.replaceChildren();
  if (text) {
    const banner = document.querySelector<HTMLTemplateElement>('template[data-refusal]')!.content.firstElementChild!.cloneNode(true) as HTMLElement;
    banner.querySelector('[data-why]')!.textContent = text;
    banner.querySelector('[data-close]')!.addEventListener('click', () => refuse(''));
    place.append(banner);
  }
  resize();
}

function announce(text: string): void {
  document.getElementById('board-said')!.textContent = text;
}

function showState(state: State): void {
  for (const sign of state === 'connecting' ? [] : document.querySelectorAll<HTMLElement>('[data-live]')) {
    sign.dataset['state'] = state;
    sign.querySelector('[data-live-word]')!.textContent = sign.dataset[`${state}Text`] ?? '';
  }
}

async function open(): Promise<void> {
  const live = connect({ token });
  let shown: Page | null = null;
  const choose = (board: string) => {
    shown?.close();
    shown = new Page(board, live, Number(data.position));
    void shown.open();
  };
  if (data.boardId) {
    choose(data.boardId);
    return;
  }
  try {
    const boards = await boardsOf(data.projectId);
    const choice = document.getElementById('board-choice')!;
    const select = choice.querySelector('select')!;
    select.replaceChildren(...boards.map(({ id, name }) => new Option(name, String(id))));
    choice.hidden = boards.length < 2;
    select.addEventListener('change', () => choose(select.value));
    if (boards[0]) {
      choose(String(boards[0].id));
    } else {
      nothing('none');
    }
  } catch {
    nothing('error')?.addEventListener('click', () => void open());
  }
}

function nothing(name: 'none' | 'error'): Element | null {
  const notice = document.querySelector<HTMLTemplateElement>(`template[data-${name}]`)!.content.cloneNode(true);
  const root = document.getElementById('columns')!;
  root.replaceChildren(notice);
  root.removeAttribute('aria-busy');
  resize();
  return root.querySelector('[data-again]');
}

if (present()) {
  void open();
} else {
  nothing('error');
}
