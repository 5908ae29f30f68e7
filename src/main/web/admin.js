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

const main = document.querySelector('main');
const list = document.getElementById('integrations');
const made = document.getElementById('made');

const refresh = keep(list, mirror);

// The value of a form's kind is the id of the integration, or of the delivery.
forms({
  async create(form) {
    const answer = await call('POST', list.dataset.source, { accept: 'text/html', body: { name: form.elements.name.value, provider: form.elements.provider.value } });
    showOnce(await answer.text());
    form.reset();
  },
  async change(form, id) {
    const projects = form.elements['rules.projects'].value.split(/[\s,;]+/).filter(Boolean);
    await call('PATCH', of(id), { body: { name: form.elements.name.value, rules: { descriptionKeys: form.elements.descriptionKeys.checked, projects } } });
    return main.dataset.saved;
  },
  async pause(form, id) {
    await call('PATCH', of(id), { body: { paused: form.dataset.paused === 'true' } });
    return main.dataset.saved;
  },
  async rotate(form, id) {
    const answer = await call('POST', `${of(id)}/rotate`, { accept: 'text/html', body: { what: form.dataset.what } });
    form.closest('details').open = false;
    showOnce(await answer.text());
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
