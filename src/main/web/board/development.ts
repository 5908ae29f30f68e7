// What git servers told of the issues on a board, as far as the viewer may see them.

import { call } from '../api.js';

export interface Development {
  issueId: number;
  commits: number;
  branchCount: number;
  branches: { name: string; url: string }[];
  pullRequestCount: number;
  pullRequests: { number: string; title: string; state: string; url: string; approved: number; needsWork: number; waiting: number }[];
  builds: { name: string; state: string; url: string }[];
  deployments: { environment: string; type: string; state: string; url: string }[];
}

const post = call as (method: string, path: string, options: { body: unknown }) => Promise<Response>;

// The server takes no more at once.
const AT_ONCE = 100;

/** By issue. Issues that have none, and those that may not be seen, are missing or empty. */
export async function developmentOf(issues: number[]): Promise<Map<number, Development>> {
  const found = new Map<number, Development>();
  const since = startOfYesterday();
  for (let from = 0; from < issues.length; from += AT_ONCE) {
    const answer = await post('POST', '/api/board/cards', { body: { issues: issues.slice(from, from + AT_ONCE), since } });
    const { cards } = await answer.json() as { cards: Development[] };
    cards.forEach(card => found.set(card.issueId, card));
  }
  return found;
}

function startOfYesterday(): string {
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - 1);
  return day.toISOString();
}
