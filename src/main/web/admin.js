// The admin page: forms that say what is wrong beside the field, secrets that are shown once, and a list that follows
// what happens at the git servers.

import { call } from './api.js';
import { showOnce } from './admin/made.js';
import './admin/setup.js';
import { forms } from './forms.js';
import { resize } from './host.js';
import { keep } from './part.js';
import './copy/copy.js';
import './admin/views.js';
import './admin/trace.js';
import './admin/opened.js';
import './admin/comparison.js';
import './admin/health.js';

const main = document.querySelector('main');
const list = document.getElementById('integrations');
const made = document.getElementById('made');

const refresh = keep(list, mirror);

// Which edition a person saw who began to change a form. The form follows the server meanwhile, all but what the person touched.
const begun = new WeakMap();
const begunAt = form => begun.get(form) ?? Number(form.elements.edition.value);
list.addEventListener('input', ({ target }) => {
  const form = target.closest('[data-change]');
  if (form && !begun.has(form)) {
    begun.set(form, Number(form.elements.edition.value));
  }
});

// The value of a form's kind is the id of the integration, or of the delivery.
forms({
  async create(form) {
    const answer = await call('POST', list.dataset.source, { accept: 'text/html', body: { name: form.elements.name.value, provider: form.elements.provider.value } });
    showOnce(await answer.text());
    form.reset();
  },
  async change(form, id) {
    const projects = form.elements['rules.projects'].value.split(/[\s,;]+/).filter(Boolean);
    const { name, descriptionKeys, fileNames, emails } = form.elements;
    const rules = {
      descriptionKeys: descriptionKeys.checked, projects, repositories: lines(form, 'repositories'), branches: lines(form, 'branches'),
      fileNames: fileNames.checked, emails: emails.checked, keptDays: form.elements['rules.keptDays'].valueAsNumber,
    };
    try {
      await call('PATCH', of(id), { body: { name: name.value, rules, edition: begunAt(form) } });
    } catch (refusal) {
      if (refusal.status === 409) {
        // The person is told now what somebody else did, and may save once more.
        await refresh();
      }
      throw refusal;
    } finally {
      begun.delete(form);
    }
    return main.dataset.saved;
  },
  async pause(form, id) {
    await call('PATCH', of(id), { body: { paused: form.dataset.paused === 'true' } });
    return main.dataset.saved;
  },
  async rotate(form, id) {
    const answer = await call('POST', `${of(id)}/rotate`, { accept: 'text/html', body: { what: form.dataset.what, stopOld: form.elements.stopOld.checked } });
    form.reset();
    form.closest('details').open = false;
    showOnce(await answer.text());
  },
  async stop(form, id) {
    await call('POST', `${of(id)}/rotate/stop`, { body: { what: form.dataset.what } });
    document.getElementById('list-title').focus();
    return form.dataset.said;
  },
  async confirm(form, id) {
    await call('POST', `${of(id)}/topics/confirm`, { body: { topic: form.elements.topic.value } });
    document.getElementById('list-title').focus();
    return form.dataset.said;
  },
  async replay(form, id) {
    await call('POST', `/api/deliveries/${encodeURIComponent(id)}/replay`);
    return main.dataset.tried;
  },
  async delete(form, id) {
    await call('DELETE', of(id));
    document.getElementById('list-title').focus();
    return main.dataset.deleted;
  },
}, refresh);

const lines = (form, rule) => form.elements[`rules.${rule}`].value.split('\n').map(line => line.trim()).filter(Boolean);
const of = id => `${list.dataset.source}/${encodeURIComponent(id)}`;

document.addEventListener('click', event => {
  if (event.target.closest('#made [data-close]')) {
    event.target.closest('section').remove();
    made.hidden = !made.firstElementChild;
    resize();
    document.getElementById('create-name').focus();
  }
});

document.addEventListener('toggle', resize, true);

// The view of a new integration shows the same state as its row in the list.
function mirror() {
  document.dispatchEvent(new Event('towline-news'));
  for (const mirrored of made.querySelectorAll('[data-mirror]')) {
    const state = document.getElementById(mirrored.dataset.mirror)?.firstElementChild;
    if (state && !mirrored.firstElementChild.isEqualNode(state)) {
      mirrored.replaceChildren(state.cloneNode(true));
    }
  }
}
