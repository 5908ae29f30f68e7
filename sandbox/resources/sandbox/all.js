// Stand-in of Atlassian's all.js for development: the same global AP, as far as Towline uses it. Loaded by the app's page inside an
// iframe; talks to the page around it, which must be of the origin this script came from.
'use strict';

(() => {
  const host = new URL(document.currentScript.src).origin;
  const options = Object.fromEntries((document.currentScript.dataset.options || '').split(';').filter(Boolean)
    .map(option => option.split(':')).map(([name, value]) => [name.trim(), (value || '').trim() !== 'false']));
  const waiting = new Map();
  const listeners = new Map();
  let next = 1;
  let themed = false;

  function call(name, args) {
    return new Promise((resolve, reject) => {
      if (parent === window) {
        reject(new Error('AP works only inside Jira'));
        return;
      }
      const id = next++;
      waiting.set(id, { resolve, reject });
      parent.postMessage({ ap: 'call', id, call: name, args }, host);
    });
  }

  // Every reading call takes a callback, returns a promise, or both, as Atlassian's does.
  function answered(promise, callback) {
    if (typeof callback === 'function') promise.then(callback, () => {});
    return promise;
  }

  function theme(mode) {
    document.documentElement.dataset.colorMode = mode;
    document.documentElement.dataset.theme = 'light:light dark:dark spacing:spacing typography:typography';
  }

  addEventListener('message', message => {
    if (message.source !== parent || message.origin !== host || message.data?.host !== 'jira') return;
    const { id, result, error, event, args, colorMode } = message.data;
    if (waiting.has(id)) {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) resolve(result); else reject(new Error(error));
    } else if (event !== undefined) {
      [...(listeners.get(event) || [])].forEach(listener => listener(...(args || [])));
    } else if (colorMode && themed) {
      theme(colorMode);
    }
  });

  const events = {
    on(name, listener) {
      if (!listeners.has(name)) listeners.set(name, new Set());
      listeners.get(name).add(listener);
    },
    once(name, listener) {
      const first = (...args) => { events.off(name, first); listener(...args); };
      events.on(name, first);
    },
    off: (name, listener) => listeners.get(name)?.delete(listener),
    offAll: name => listeners.delete(name),
    emit: (name, args) => { call('emit', { name, args }); },
  };

  async function request(address, more) {
    const wanted = typeof address === 'string' ? { ...more, url: address } : { ...address };
    const { success, error, ...plain } = wanted;
    const { status, body } = await call('request', { url: plain.url, type: plain.type, data: plain.data });
    const xhr = { status, responseText: body };
    if (status >= 200 && status < 300) {
      success?.(body, 'success', xhr);
      return { body, xhr };
    }
    error?.(xhr, 'error', String(status));
    if (error) return { body, xhr };
    throw Object.assign(new Error('HTTP ' + status), { err: body, xhr });
  }

  window.AP = {
    context: {
      getToken: callback => answered(call('getToken'), callback),
      getContext: callback => answered(call('getContext'), callback),
    },
    user: { getCurrentUser: callback => answered(call('getCurrentUser'), callback) },
    getLocation: callback => answered(call('getLocation'), callback),
    resize: (width, height) => { call('resize', { width, height: height ?? contentHeight() }); },
    sizeToParent: () => { call('sizeToParent'); },
    theming: {
      async initializeTheming() {
        themed = true;
        theme(await call('getColorMode'));
      },
    },
    request,
    events,
    navigator: {
      go: (target, context) => { call('go', { target, context: context || {} }); },
      reload: () => { call('reload'); },
      getLocation: callback => answered(call('getLocation').then(href => ({ href })), callback),
    },
    jira: { refreshIssuePage: () => { call('reload'); } },
    flag: {
      create(flag) {
        const id = 'flag-' + next++;
        call('createFlag', { id, title: flag.title, body: flag.body, type: flag.type, close: flag.close });
        return { close: () => { call('closeFlag', { id }); } };
      },
    },
  };

  function content() {
    return document.querySelector('.ac-content') || document.getElementById('content');
  }

  function contentHeight() {
    const box = content() || document.body;
    return Math.ceil(box.getBoundingClientRect().bottom + scrollY);
  }

  function begin() {
    if (parent === window) return;
    if (options.margin !== false) document.body.style.margin = '10px 10px 0 10px';
    if (options.base) document.head.append(Object.assign(document.createElement('base'), { target: '_parent' }));
    if (options.sizeToParent) {
      AP.sizeToParent();
    } else if (options.resize !== false && content()) {
      new ResizeObserver(() => AP.resize(undefined, contentHeight())).observe(content());
    }
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin); else begin();
})();
