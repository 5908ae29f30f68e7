// The site's own pages: who one is, light or dark, and the forms.
'use strict';

const root = document.documentElement;

const sandbox = {
  // The header tells the server that one of its own pages asks.
  async call(method, path, body) {
    const answer = await fetch('/sandbox/' + path, {
      method, headers: { 'X-Sandbox': 'page', 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, text, json: () => (text ? JSON.parse(text) : {}) };
  },
  colorMode: () => root.dataset.colorMode,
};

function setColorMode(mode) {
  root.dataset.colorMode = mode;
  localStorage.setItem('color-mode', mode);
  dispatchEvent(new CustomEvent('color-mode', { detail: mode }));
}
root.dataset.colorMode = localStorage.getItem('color-mode') || 'light';

function submits(form, send, done) {
  form?.addEventListener('submit', async event => {
    event.preventDefault();
    act(form, () => send(Object.fromEntries(new FormData(form))), done);
  });
}

async function act(form, send, done) {
  const buttons = form.querySelectorAll('button');
  const error = form.querySelector('.error');
  buttons.forEach(button => { button.disabled = true; });
  error.hidden = true;
  const answer = await send();
  buttons.forEach(button => { button.disabled = false; });
  if (answer.ok) {
    done(answer.json());
  } else {
    error.textContent = answer.json().errorMessages?.[0] || 'That did not work.';
    error.hidden = false;
  }
}

addEventListener('DOMContentLoaded', () => {
  const user = document.getElementById('user');
  user.addEventListener('change', () => {
    document.cookie = 'sandbox-user=' + encodeURIComponent(user.value) + '; path=/; SameSite=Lax; max-age=31536000';
    location.reload();
  });

  const mode = document.getElementById('color-mode');
  const name = () => { mode.textContent = root.dataset.colorMode === 'dark' ? 'Light' : 'Dark'; };
  name();
  mode.addEventListener('click', () => {
    setColorMode(root.dataset.colorMode === 'dark' ? 'light' : 'dark');
    name();
  });

  submits(document.getElementById('create'), fields => sandbox.call('POST', 'issues', fields),
    created => { location.href = '/browse/' + created.key; });

  const edit = document.getElementById('edit');
  if (edit) {
    const save = edit.querySelector('button');
    const input = edit.querySelector('input');
    input.addEventListener('input', () => { save.hidden = input.value === input.defaultValue; });
    submits(edit, fields => sandbox.call('POST', 'issues/' + document.querySelector('[data-issue]').dataset.issue, fields),
      () => { input.defaultValue = input.value; save.hidden = true; input.blur(); });
  }

  const details = document.getElementById('details');
  if (details) {
    const issue = 'issues/' + document.querySelector('[data-issue]').dataset.issue;
    details.addEventListener('change', event => act(details, () => sandbox.call('POST', issue, { [event.target.name]: event.target.value }), () => {}));
    document.getElementById('delete').addEventListener('click', () => act(details, () => sandbox.call('DELETE', issue), () => { location.href = '/'; }));
    submits(document.getElementById('comment'), fields => sandbox.call('POST', issue, fields), () => location.reload());
  }

  document.querySelectorAll('[data-project]').forEach(form => {
    const path = ['projects', form.dataset.project].filter(Boolean).join('/');
    submits(form, fields => sandbox.call('POST', path, fields), () => location.reload());
    form.querySelector('[data-delete]')?.addEventListener('click', () => act(form, () => sandbox.call('DELETE', path), () => location.reload()));
  });

  const app = document.getElementById('app');
  if (app) {
    const uninstall = document.getElementById('uninstall');
    uninstall.hidden = app.dataset.installed !== 'true';
    if (!uninstall.hidden) {
      app.querySelector('[name=install]').textContent = 'Install again';
    }
    submits(app, fields => sandbox.call('POST', 'install', fields), () => location.reload());
    uninstall.addEventListener('click', () => act(app, () => sandbox.call('POST', 'uninstall'), () => location.reload()));
  }
});
