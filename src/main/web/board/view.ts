// The board on the page. A card keeps its element for as long as it is on the board, so that what a person points at stays.

import { badges } from './badges';
import type { Development } from './development';
import type { Board, Issue } from './jira';
import type { Says } from './words';

export interface Hands {
  /** A person wants the issue in this column. @param key as the card shows it: the issue may be gone */
  move(issue: number, key: string, column: number): void;
  /** A drag begins; the returned function says that it is over. */
  drag(): () => void;
}

export interface Shown {
  board: Board;
  issues: Issue[];
  development: Map<number, Development>;
}

function template(name: string): HTMLElement {
  return document.querySelector<HTMLTemplateElement>(`template[data-${name}]`)!.content.firstElementChild!.cloneNode(true) as HTMLElement;
}

export class View {
  readonly #root = document.getElementById('columns')!;
  readonly #cards = new Map<number, { element: HTMLElement; looks: string }>();
  #columns: HTMLElement[] = [];
  #layout = '';
  #targets: Board['columns'] = [];
  #dragged: { issue: number; key: string; over: () => void } | null = null;
  #waiting: Shown | null = null;

  constructor(private readonly say: Says, private readonly hands: Hands, private readonly site: string) {}

  /** Instead of a board: what one of the page's templates says. */
  notice(name: 'empty' | 'none' | 'error' | 'lost'): HTMLElement {
    const notice = template(name);
    // A browser does not say that the drag of an element has ended which is not there any more.
    this.#dragged?.over();
    this.#dragged = this.#waiting = null;
    this.#cards.clear();
    this.#columns = [];
    this.#layout = '';
    this.#root.replaceChildren(notice);
    this.#root.removeAttribute('aria-busy');
    return notice;
  }

  /** During a drag, when it is over: what was asked before the drag may be answered under the hand. */
  show(shown: Shown): void {
    if (this.#dragged) {
      this.#waiting = shown;
      return;
    }
    const { board, issues, development } = shown;
    this.#lay(board);
    const lists = this.#columns.map(column => column.querySelector('ul')!);
    const wanted: HTMLElement[][] = lists.map(() => []);
    const there = new Set<number>();
    for (const issue of issues) {
      const column = board.columns.findIndex(({ statuses }) => statuses.includes(issue.status));
      if (column >= 0) {
        there.add(issue.id);
        wanted[column]!.push(this.#card(issue, development.get(issue.id), column));
      }
    }
    for (const id of [...this.#cards.keys()].filter(id => !there.has(id))) {
      this.#cards.get(id)!.element.remove();
      this.#cards.delete(id);
    }
    lists.forEach((list, index) => {
      arrange(list, wanted[index]!);
      this.#columns[index]!.querySelector('[data-count]')!.textContent = String(wanted[index]!.length);
    });
  }

  #lay({ columns }: Board): void {
    const layout = JSON.stringify(columns);
    if (layout === this.#layout) {
      return;
    }
    this.#layout = layout;
    this.#targets = columns;
    this.#columns = columns.map(({ name }, index) => {
      const column = template('column');
      column.querySelector('[data-name]')!.textContent = name;
      column.querySelector('ul')!.setAttribute('aria-label', name);
      column.addEventListener('dragover', event => {
        if (this.#dragged) {
          event.preventDefault();
          column.classList.add('target');
        }
      });
      column.addEventListener('dragleave', event => column.contains(event.relatedTarget as Node | null) || column.classList.remove('target'));
      column.addEventListener('drop', event => {
        event.preventDefault();
        column.classList.remove('target');
        if (this.#dragged) {
          this.hands.move(this.#dragged.issue, this.#dragged.key, index);
        }
      });
      return column;
    });
    this.#root.replaceChildren(...this.#columns);
    this.#root.removeAttribute('aria-busy');
    // Each is drawn anew: their buttons name columns.
    this.#cards.forEach(card => { card.looks = ''; });
  }

  #card(issue: Issue, development: Development | undefined, column: number): HTMLElement {
    const looks = JSON.stringify([issue, development, column]);
    let card = this.#cards.get(issue.id);
    if (!card) {
      card = { element: this.#newCard(issue.id), looks: '' };
      this.#cards.set(issue.id, card);
    }
    if (card.looks !== looks) {
      this.#draw(card.element, issue, development, column);
      card.looks = looks;
    }
    return card.element;
  }

  #newCard(id: number): HTMLElement {
    const card = template('card');
    card.dataset['issue'] = String(id);
    const key = () => card.querySelector('[data-key]')!.textContent ?? '';
    card.addEventListener('dragstart', event => {
      event.dataTransfer?.setData('text/plain', key());
      card.classList.add('dragged');
      this.#dragged = { issue: id, key: key(), over: this.hands.drag() };
    });
    card.addEventListener('dragend', () => {
      card.classList.remove('dragged');
      this.#dragged?.over();
      this.#dragged = null;
      if (this.#waiting) {
        this.show(this.#waiting);
        this.#waiting = null;
      }
    });
    for (const button of card.querySelectorAll<HTMLElement>('[data-move]')) {
      button.addEventListener('click', () => {
        if (button.getAttribute('aria-disabled') !== 'true') {
          this.hands.move(id, key(), this.#next(Number(card.dataset['column']), Number(button.dataset['move'])));
        }
      });
    }
    return card;
  }

  // Nothing ever stands in a column without statuses, so a step passes over it. -1 for none.
  #next(column: number, by: number): number {
    let next = column + by;
    while (this.#targets[next]?.statuses.length === 0) {
      next += by;
    }
    return next in this.#targets ? next : -1;
  }

  #draw(card: HTMLElement, issue: Issue, development: Development | undefined, column: number): void {
    card.dataset['column'] = String(column);
    card.querySelector('[data-summary]')!.textContent = issue.summary;
    const key = card.querySelector<HTMLAnchorElement>('[data-key]')!;
    key.textContent = issue.key;
    key.href = `${this.site}/browse/${encodeURIComponent(issue.key)}`;
    const assignee = issue.assignee || this.say('unassigned');
    card.querySelector('[data-assignee]')!.textContent = assignee;
    const avatar = card.querySelector<HTMLElement>('[data-avatar]')!;
    avatar.textContent = issue.assignee ? issue.assignee.split(/\s+/).slice(0, 2).map(word => [...word][0]).join('').toUpperCase() : '–';
    avatar.title = assignee;
    card.querySelector('[data-development]')!.replaceChildren(...badges(development, this.say));
    for (const button of card.querySelectorAll<HTMLElement>('[data-move]')) {
      const to = this.#targets[this.#next(column, Number(button.dataset['move']))]?.name;
      button.setAttribute('aria-disabled', String(to === undefined));
      button.setAttribute('aria-label', to === undefined ? button.textContent! : this.say('move', { key: issue.key, column: to }));
    }
  }
}

/** Puts these elements into the list, in this order, and moves no more than it must: an element that is moved loses its focus. */
function arrange(list: HTMLElement, wanted: HTMLElement[]): void {
  const focused = document.activeElement as HTMLElement | null;
  let next = list.firstElementChild;
  for (const element of wanted) {
    if (element === next) {
      next = next.nextElementSibling;
    } else {
      list.insertBefore(element, next);
    }
  }
  if (focused && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}
