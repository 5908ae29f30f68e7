// Jira, read and changed as the person who looks: every answer holds what that person may see, and nothing else.

export interface Column {
  name: string;
  statuses: string[];
}

export interface Board {
  id: number;
  name: string;
  scrum: boolean;
  projectId: number;
  columns: Column[];
}

export interface Issue {
  id: number;
  key: string;
  summary: string;
  status: string;
  projectId: number;
  /** `''` for nobody. */
  assignee: string;
  /** It has a security level: not all who browse its project see it. */
  secured: boolean;
}

export interface Transition {
  id: string;
  to: string;
}

/** Beyond this a board is no help to anybody; Jira itself shows no more than 5000. */
export const MOST_ISSUES = 500;
const PAGE = 100;
const FIELDS = 'summary,status,assignee,project,security';

interface Answer {
  body: string;
}

interface Ap {
  request(options: { url: string; type: string; data?: string; contentType?: string }): Promise<Answer>;
}

/** Jira's answer was not a success; 0 when there was none. */
export class JiraRefusal extends Error {
  constructor(readonly status: number, readonly reason: string) {
    super(`Jira answered ${status}`);
  }
}

async function call<T>(type: string, url: string, data?: unknown): Promise<T> {
  const ap = (globalThis as unknown as { AP: Ap }).AP;
  try {
    const { body } = await ap.request({ url, type, ...(data === undefined ? {} : { data: JSON.stringify(data), contentType: 'application/json' }) });
    return (body ? JSON.parse(body) : null) as T;
  } catch (failure) {
    const { xhr } = failure as { xhr?: { status?: number; responseText?: string } };
    throw new JiraRefusal(xhr?.status ?? 0, reason(xhr?.responseText ?? ''));
  }
}

function reason(body: string): string {
  try {
    const { errorMessages = [], errors = {} } = JSON.parse(body) as { errorMessages?: string[]; errors?: Record<string, string> };
    return [...errorMessages, ...Object.values(errors)].join(' ');
  } catch {
    return '';
  }
}

/** The boards of a project, at most 50. */
export async function boardsOf(projectId: string): Promise<{ id: number; name: string }[]> {
  const { values } = await call<{ values: { id: number; name: string }[] }>('GET', `/rest/agile/1.0/board?projectKeyOrId=${encodeURIComponent(projectId)}&maxResults=50`);
  return values;
}

export async function readBoard(id: string): Promise<Board> {
  const [board, layout] = await Promise.all([
    call<{ id: number; name: string; type: string; location?: { projectId?: number } }>('GET', `/rest/agile/1.0/board/${id}`),
    call<{ columnConfig: { columns: { name: string; statuses: { id: string }[] }[] } }>('GET', `/rest/agile/1.0/board/${id}/configuration`),
  ]);
  return {
    id: board.id, name: board.name, scrum: board.type === 'scrum', projectId: board.location?.projectId ?? 0,
    columns: layout.columnConfig.columns.map(({ name, statuses }) => ({ name, statuses: statuses.map(status => status.id) })),
  };
}

interface RawIssue {
  id: string;
  key: string;
  fields: { summary: string; status: { id: string }; project: { id: string }; assignee: { displayName: string } | null; security?: unknown };
}

// A sprint's board shows what is in the running sprint; what waits in the backlog is not on it.
const RUNNING = 'sprint in openSprints()';

/** What asks for the following page. */
type Next = { nextPageToken: string } | { startAt: string };

interface Page {
  issues: RawIssue[];
  next: Next | null;
}

// Jira has two addresses for it, and is on its way from the one with numbered pages to the one with tokens
// (https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/, 2026-11). A board that neither has is a refusal.
async function issuesOn(board: Board, asked: Record<string, string>, next: Next | null = null): Promise<Page> {
  const query = new URLSearchParams({ fields: FIELDS, ...asked, ...next });
  if (!next || 'nextPageToken' in next) {
    try {
      const { issues, nextPageToken } = await call<{ issues: RawIssue[]; nextPageToken?: string }>('GET', `/rest/software/1.0/board/${board.id}/issue?${query}`);
      return { issues, next: nextPageToken ? { nextPageToken } : null };
    } catch (refusal) {
      if (next || !(refusal instanceof JiraRefusal && (refusal.status === 404 || refusal.status === 410))) {
        throw refusal;
      }
    }
  }
  const { issues, startAt, total } = await call<{ issues: RawIssue[]; startAt: number; total: number }>('GET', `/rest/agile/1.0/board/${board.id}/issue?${query}`);
  const read = startAt + issues.length;
  return { issues, next: issues.length > 0 && read < total ? { startAt: String(read) } : null };
}

/** In the order of the board. @returns at most `MOST_ISSUES`, and whether there are more */
export async function readIssues(board: Board): Promise<{ issues: Issue[]; more: boolean }> {
  const issues: Issue[] = [];
  let next: Next | null = null;
  do {
    const page: Page = await issuesOn(board, { maxResults: String(PAGE), ...(board.scrum ? { jql: RUNNING } : {}) }, next);
    issues.push(...page.issues.map(issue));
    next = page.next;
  } while (next && issues.length < MOST_ISSUES);
  return { issues: issues.slice(0, MOST_ISSUES), more: next !== null || issues.length > MOST_ISSUES };
}

/** The issues' ids in the order of the board, as it is after this one got another rank; no more than `MOST_ISSUES` of them. */
export async function readOrder(board: Board, ranked: number): Promise<number[]> {
  // Hardly more than ids, so that they come on one page.
  const asked = { fields: 'status', maxResults: String(MOST_ISSUES), reconcileIssues: String(ranked), ...(board.scrum ? { jql: RUNNING } : {}) };
  const order: number[] = [];
  let next: Next | null = null;
  do {
    const page: Page = await issuesOn(board, asked, next);
    order.push(...page.issues.map(({ id }) => Number(id)));
    next = page.next;
  } while (next && order.length < MOST_ISSUES);
  return order;
}

/** The issue as it stands on the board; null when it is not on it, or not for this person. */
export async function readIssue(board: Board, id: number): Promise<Issue | null> {
  try {
    // Without reconciliation the search may answer with the issue as it was some seconds ago.
    const { issues: [found] } = await issuesOn(board, { jql: `id in (${id})${board.scrum ? ` AND ${RUNNING}` : ''}`, reconcileIssues: String(id) });
    return found ? issue(found) : null;
  } catch (refusal) {
    // Jira says so of an issue that does not exist, or must not be known of.
    if (refusal instanceof JiraRefusal && refusal.status === 400) {
      return null;
    }
    throw refusal;
  }
}

function issue({ id, key, fields }: RawIssue): Issue {
  return {
    id: Number(id), key, summary: fields.summary, status: fields.status.id, projectId: Number(fields.project.id),
    assignee: fields.assignee?.displayName ?? '', secured: fields.security != null,
  };
}

/** Those that Jira offers this person now. */
export async function transitionsOf(id: number): Promise<Transition[]> {
  const { transitions } = await call<{ transitions: { id: string; to: { id: string } }[] }>('GET', `/rest/api/3/issue/${id}/transitions`);
  return transitions.map(({ id, to }) => ({ id, to: to.id }));
}

export async function transition(id: number, by: string): Promise<void> {
  await call<null>('POST', `/rest/api/3/issue/${id}/transitions`, { transition: { id: by } });
}
