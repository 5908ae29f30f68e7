// The Development section of an issue: asks the site every second and shows what the app has uploaded.
'use strict';

{
  const EVERY = 1000;
  const issue = document.querySelector('[data-issue]')?.dataset.issue;
  const box = document.getElementById('development-content');
  let shown;

  const element = (name, text, properties) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, properties);
  const link = (text, href) => element('a', text, /^https?:/.test(href) ? { href, target: '_blank', rel: 'noreferrer' } : {});
  const time = text => { const at = new Date(text); return isNaN(at) ? text : at.toLocaleString(); };
  const plural = (count, one, many) => count + ' ' + (count === 1 ? one : many);

  function item(title, href, detail, lozenge) {
    const line = element('li');
    line.append(link(title, href));
    if (lozenge) line.append(' ', element('span', lozenge.replace('_', ' '), { className: 'lozenge ' + lozenge }));
    line.append(element('small', detail.filter(Boolean).join(' · ')));
    return line;
  }

  const kinds = {
    branches: ['branch', 'branches', branch => item(branch.name, branch.url, [branch.repository.name])],
    commits: ['commit', 'commits', commit => item(commit.message.split('\n')[0], commit.url,
      [commit.displayId, commit.author.name, time(commit.authorTimestamp), plural(commit.fileCount, 'file', 'files'), commit.repository.name])],
    pullRequests: ['pull request', 'pull requests', request => item(request.title, request.url,
      [request.displayId, request.sourceBranch + (request.destinationBranch ? ' → ' + request.destinationBranch : ''),
        (request.reviewers || []).map(reviewer => reviewer.name + (reviewer.approvalStatus === 'APPROVED' ? ' ✓' : '')).join(', '),
        request.repository.name], request.status)],
    builds: ['build', 'builds', build => item(build.displayName, build.url, ['#' + build.buildNumber, time(build.lastUpdated)], build.state)],
    deployments: ['deployment', 'deployments', deployment => item(deployment.displayName, deployment.url,
      [deployment.environment.displayName + ' (' + deployment.environment.type + ')', deployment.description, time(deployment.lastUpdated)], deployment.state)],
  };

  function show(development) {
    const closed = new Set([...box.querySelectorAll('details:not([open])')].map(details => details.dataset.kind));
    const sections = Object.entries(kinds).filter(([kind]) => development[kind].length > 0).map(([kind, [one, many, render]]) => {
      const details = element('details', undefined, { open: !closed.has(kind) });
      const list = element('ul');
      details.dataset.kind = kind;
      details.dataset.count = development[kind].length;
      list.append(...development[kind].map(render));
      details.append(element('summary', plural(development[kind].length, one, many)), list);
      return details;
    });
    box.replaceChildren(...(sections.length ? sections : [element('p', 'No development activity yet.', { className: 'empty' })]));
  }

  async function refresh() {
    try {
      const answer = await sandbox.call('GET', 'issues/' + encodeURIComponent(issue) + '/development');
      if (answer.ok && answer.text !== shown) {
        shown = answer.text;
        show(answer.json());
      }
    } catch {
      // The sandbox is restarting; the next second asks again.
    }
    setTimeout(refresh, EVERY);
  }
  if (issue && box) refresh();
}
