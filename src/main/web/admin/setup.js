// The set-up of an integration: what the chosen git server tells, the check list that follows what arrives, and links for others.

import { call, fragment } from '../api.js';
import { forms } from '../forms.js';
import { resize } from '../host.js';
import { morph } from '../morph.js';
import { sayTimes } from '../times.js';
import { showOnce } from './made.js';

const made = document.getElementById('made');
const provider = document.getElementById('create-provider');
const of = id => `/api/integrations/${encodeURIComponent(id)}/setup`;

function chosen() {
  for (const section of document.querySelectorAll('[data-abilities]')) {
    section.hidden = section.dataset.abilities !== provider.value;
  }
  document.querySelector('[data-gets] > summary').textContent = document.querySelector('[data-abilities]:not([hidden]) h3').textContent;
  document.querySelectorAll('[data-abilities] h3').forEach(title => { title.hidden = true; });
  resize();
}

provider.addEventListener('change', chosen);
provider.form.addEventListener('reset', () => setTimeout(chosen));
chosen();

// The list of integrations was fetched again, because something happened: what is looked at follows.
document.addEventListener('towline-news', async () => {
  for (const list of made.querySelectorAll('[data-checks]')) {
    try {
      morph(list, await fragment(list.dataset.checks), sayTimes);
    } catch {
      // The next news may succeed; a deleted integration has no list any more.
    }
  }
  resize();
});

async function showGuides(id, html) {
  const place = made.querySelector(`[data-guides="${CSS.escape(id)}"]`);
  place.replaceChildren(document.createRange().createContextualFragment(html));
  sayTimes(place);
}

forms({
  async setup(form, id) {
    showOnce(await fragment(of(id)));
    sayTimes(made);
  },
  async guide(form, id) {
    const { hookUrl, secret, withSecret } = form.elements;
    const answer = await call('POST', `${of(id)}/guides`, {
      accept: 'text/html', body: { hookUrl: hookUrl.value, secret: withSecret?.checked ? secret.value : '' },
    });
    await showGuides(id, await answer.text());
  },
  async revoke(form, guide) {
    const { of: id } = form.dataset;
    await call('DELETE', `${of(id)}/guides/${encodeURIComponent(guide)}`);
    const said = form.closest('[data-guides]').dataset.revoked;
    await showGuides(id, await fragment(`${of(id)}/guides`));
    return said;
  },
});
