// What an administrator opens of one integration below the list of all: its environments, and its people. It is fetched when it is
// opened, and again when one of its forms changed something.

import { call, fragment } from '../api.js';
import { forms } from '../forms.js';
import { resize } from '../host.js';
import { morph } from '../morph.js';
import { sayTimes } from '../times.js';

const main = document.querySelector('main');
const opened = document.getElementById('opened');
const of = id => `/api/integrations/${encodeURIComponent(id)}`;

let openedBy = null;

forms({
  async open(form, source) {
    opened.dataset.source = source;
    openedBy = form.querySelector('button').id;
    opened.replaceChildren(document.createRange().createContextualFragment(await fragment(source)));
    opened.hidden = false;
    opened.querySelector('h2').focus();
  },
  async environments(form, id) {
    const environments = Object.fromEntries([...form.querySelectorAll('input')]
      .map(({ name, value }) => [name.split('.').at(-1), value.split(',').map(word => word.trim()).filter(Boolean)]));
    await call('PATCH', of(id), { body: { rules: { environments } } });
    await reopen();
    return main.dataset.saved;
  },
  async person(form, id) {
    const { git, email, account } = form.elements;
    await call('PUT', `${of(id)}/people`, { body: { git: git.value, email: email.value, account: account.value } });
    await reopen();
    return main.dataset.saved;
  },
  async personGone(form, id) {
    await call('DELETE', `${of(id)}/people?git=${encodeURIComponent(form.elements.git.value)}`);
    await reopen();
    return main.dataset.deleted;
  },
  async peopleFile(form, id) {
    const [file] = form.elements.file.files;
    await call('POST', `${of(id)}/people/file`, { body: file ?? '', type: 'text/csv' });
    form.reset();
    await reopen();
    return main.dataset.saved;
  },
  async peopleExport(form, id) {
    const file = await (await call('GET', `${of(id)}/people/file`, { accept: 'text/csv' })).blob();
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: 'people.csv' });
    link.click();
    URL.revokeObjectURL(link.href);
  },
});

async function reopen() {
  morph(opened, await fragment(opened.dataset.source), sayTimes);
  // The form that was sent may be gone with its row.
  if (document.activeElement === document.body) {
    opened.querySelector('h2').focus();
  }
}

opened.addEventListener('click', event => {
  if (event.target.closest('[data-close]')) {
    opened.replaceChildren();
    opened.hidden = true;
    document.getElementById(openedBy)?.focus();
    resize();
  }
});
