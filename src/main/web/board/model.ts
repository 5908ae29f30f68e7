// What is known of the board at this moment, and how it is read.

import { developmentOf, type Development } from './development';
import { readBoard, readIssue, readIssues, readOrder, transition, transitionsOf, type Board, type Issue } from './jira';

/** Jira offers this person no step to that column. */
export class NoStep extends Error {}

export class Model {
  board: Board | null = null;
  issues: Issue[] = [];
  development = new Map<number, Development>();
  /** There are more issues than are shown. */
  more = false;
  /** An issue got another rank: where it and the others stand is to be read with the next issue that is. */
  misplaced = false;
  /** Those of which could not be read what git servers told. */
  #undeveloped = new Set<number>();

  constructor(readonly id: string) {}

  /** What git servers told of some issues could not be read. */
  get undeveloped(): boolean {
    return this.issues.some(({ id }) => this.#undeveloped.has(id));
  }

  async readAll(): Promise<void> {
    this.misplaced = false;
    const board = await readBoard(this.id);
    const { issues, more } = await readIssues(board);
    Object.assign(this, { board, issues, more });
    await this.#develop(issues.map(issue => issue.id), () => this.development.clear());
  }

  async read(id: number): Promise<void> {
    const found = this.board && await readIssue(this.board, id);
    if (!found) {
      this.issues = this.issues.filter(issue => issue.id !== id);
      return;
    }
    const at = this.issues.findIndex(issue => issue.id === id);
    if (at >= 0) {
      this.issues[at] = found;
    } else {
      this.issues.push(found);
    }
    if (this.misplaced) {
      await this.#order(id);
    }
    await this.#develop([id], () => this.development.delete(id));
  }

  // Of those that the answer does not know each keeps its place.
  async #order(ranked: number): Promise<void> {
    this.misplaced = false;
    try {
      const places = new Map((await readOrder(this.board!, ranked)).map((id, place) => [id, place]));
      const inOrder = this.issues.filter(({ id }) => places.has(id)).sort((one, other) => places.get(one.id)! - places.get(other.id)!);
      this.issues = this.issues.map(issue => (places.has(issue.id) ? inOrder.shift()! : issue));
    } catch (failure) {
      this.misplaced = true;
      throw failure;
    }
  }

  // A board without what git servers told is still a board.
  async #develop(ids: number[], forget: () => void): Promise<void> {
    try {
      const found = await developmentOf(ids);
      forget();
      found.forEach((card, id) => this.development.set(id, card));
      ids.forEach(id => this.#undeveloped.delete(id));
    } catch {
      ids.forEach(id => this.#undeveloped.add(id));
    }
  }

  find(id: number): Issue | undefined {
    return this.issues.find(issue => issue.id === id);
  }

  /** Where the issue stands; -1 for nowhere on the board. */
  columnOf(issue: Issue): number {
    return this.board?.columns.findIndex(({ statuses }) => statuses.includes(issue.status)) ?? -1;
  }

  place(id: number, status: string): void {
    this.issues = this.issues.map(issue => (issue.id === id ? { ...issue, status } : issue));
  }

  /** Does in Jira what moves it into that column. @returns the status that it has then @throws NoStep, JiraRefusal */
  async step(id: number, column: number): Promise<string> {
    const statuses = this.board?.columns[column]?.statuses ?? [];
    const offered = await transitionsOf(id);
    const step = offered.find(({ to }) => statuses.includes(to));
    if (!step) {
      throw new NoStep();
    }
    await transition(id, step.id);
    return step.to;
  }
}
