// The host's side of the iframes: answers what an app's page asks through all.js. A message counts only when it comes from the
// window of one of our frames and from the app's origin, and an answer goes to that origin only.
'use strict';

{
  const frames = [...document.querySelectorAll('iframe[data-origin]')];

  const post = (frame, message) => frame.contentWindow.postMessage({ host: 'jira', ...message }, frame.dataset.origin);
  const height = value => (typeof value === 'number' || /^\d+$/.test(value) ? value + 'px' : String(value));

  const calls = {
    getToken: async () => {
      const answer = await sandbox.call('GET', 'token');
      if (!answer.ok) throw new Error('no token: ' + answer.status);
      return answer.json().token;
    },
    getContext: (_, frame) => {
      const { issueKey, issueId, projectKey, projectId } = frame.dataset;
      return issueKey ? { jira: { issue: { id: issueId, key: issueKey }, project: { id: projectId, key: projectKey } } } : { jira: {} };
    },
    getCurrentUser: () => ({ atlassianAccountId: document.getElementById('user').value }),
    getColorMode: () => sandbox.colorMode(),
    getLocation: () => location.href,
    resize: ({ width, height: wanted }, frame) => {
      if (width !== undefined) frame.style.width = height(width);
      if (wanted !== undefined) frame.style.height = height(wanted);
    },
    sizeToParent: (_, frame) => {
      frame.style.height = Math.max(300, innerHeight - frame.getBoundingClientRect().top - 24) + 'px';
    },
    request: async options => {
      const answer = await sandbox.call('POST', 'request', { url: options.url, type: options.type || 'GET', data: options.data });
      return { status: answer.status, body: answer.text };
    },
    // A frame hears the events of its own app only.
    emit: ({ name, args }, sender) => {
      frames.filter(frame => frame.dataset.origin === sender.dataset.origin).forEach(frame => post(frame, { event: name, args }));
    },
    go: ({ target, context }) => {
      const pages = { issue: () => '/browse/' + encodeURIComponent(context.issueKey), dashboard: () => '/', addonModule: () => '/admin', addonmodule: () => '/admin' };
      if (!Object.hasOwn(pages, target)) throw new Error('navigator.go does not know ' + target);
      location.href = pages[target]();
    },
    reload: () => location.reload(),
    createFlag: ({ id, title, body, close }) => {
      const flag = document.createElement('p');
      const head = document.createElement('strong');
      flag.dataset.flag = id;
      head.textContent = title || '';
      flag.append(head, body || '');
      flag.addEventListener('click', () => flag.remove());
      document.getElementById('flags').append(flag);
      if (close === 'auto') setTimeout(() => flag.remove(), 8000);
    },
    closeFlag: ({ id }) => document.querySelectorAll('[data-flag]').forEach(flag => flag.dataset.flag === id && flag.remove()),
  };

  addEventListener('message', async message => {
    const frame = frames.find(each => each.contentWindow === message.source && each.dataset.origin === message.origin);
    const { ap, id, call, args } = message.data || {};
    if (!frame || ap !== 'call' || !Object.hasOwn(calls, call)) return;
    try {
      post(frame, { id, result: await calls[call](args || {}, frame) });
    } catch (error) {
      post(frame, { id, error: String(error.message || error) });
    }
  });

  addEventListener('color-mode', change => frames.forEach(frame => post(frame, { colorMode: change.detail })));
}
