// The issue panel: what the server rendered, kept up to date.

import { fragment } from './api.js';
import { forms } from './forms.js';
import { resize } from './host.js';
import { keep } from './part.js';
import { sayTimes } from './times.js';

keep(document.getElementById('development'));

// Unfolding changes the height.
document.addEventListener('toggle', resize, true);

forms({
  async missing(form, address) {
    const html = await fragment(`${address}?${new URLSearchParams({ q: form.elements.q.value.trim() })}`);
    const missed = document.getElementById('missed');
    missed.replaceChildren(document.createRange().createContextualFragment(html));
    sayTimes(missed);
  },
});
