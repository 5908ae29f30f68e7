// What the samples of docs/realtime.md take for granted around them.

declare const AP: { context: { getToken(): Promise<string> } };
declare const boardAri: string, issueAri: string, accountId: string, position: number;
declare const board: {
  load(): Promise<number>;
  loadIssue(id: number): Promise<void>;
  clear(): void;
  move(id: number, column: string): void;
  transition(id: number, column: string): Promise<void>;
};
declare const sign: HTMLElement;
