// How the site fares, and where it is told of trouble: fetched when somebody looks at it.

import { call, fragment } from '../api.js';
import { forms } from '../forms.js';
import { resize } from '../host.js';
import { morph } from '../morph.js';
import { sayTimes } from '../times.js';

const main = document.querySelector('main');
const view = document.getElementById('view-health');
const list = view.querySelector('[data-list]');

async function show() {
  morph(list, await fragment('/api/health'), sayTimes);
  resize();
}

document.addEventListener('towline-shown', event => {
  if (event.target === view) {
    show().catch(() => { list.textContent = main.dataset.failed; });
  }
});

forms({
  async alerts(form) {
    await call('PUT', '/api/alerts', { body: { url: form.elements.url.value } });
    form.reset();
    return main.dataset.saved;
  },
  async alertsgone() {
    await call('DELETE', '/api/alerts');
    document.getElementById('alerts-url').focus();
    return main.dataset.deleted;
  },
}, show);

forms({
  async alertstest(form) {
    const place = form.querySelector('[data-said]');
    place.textContent = '';
    const answer = await call('POST', '/api/alerts/test');
    place.textContent = (await answer.json()).said;
  },
});
