// What became of deliveries, where a commit is, and who did what: views that are fetched when somebody looks at them.

import { call, fragment } from '../api.js';
import { forms } from '../forms.js';
import { resize } from '../host.js';
import { sayTimes } from '../times.js';

const main = document.querySelector('main');
const view = id => document.getElementById(`view-${id}`);
const listOf = section => section.querySelector('[data-list]');
const filter = document.getElementById('filter');

// What is asked of the server by the fields that are filled in.
function query(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
}

async function fill(place, address) {
  const html = await fragment(address);
  place.replaceChildren(document.createRange().createContextualFragment(html));
  sayTimes(place);
  resize();
}

// The integrations to choose among are those of the list.
function offer() {
  const choice = filter.elements.integration;
  const { value } = choice;
  const every = choice.options[0];
  const rows = [...document.querySelectorAll('#integrations [data-integration]')];
  choice.replaceChildren(every, ...rows.map(row => new Option(row.querySelector('strong').textContent, row.dataset.integration)));
  choice.value = rows.some(row => row.dataset.integration === value) ? value : '';
}

const addresses = {
  deliveries: () => `/api/deliveries?${query(filter)}`,
  audit: () => '/api/audit',
};

// Fetched again only as far as the first page: who has paged on or opened something is reading, and keeps what they read.
async function renew(id) {
  const section = view(id);
  const list = listOf(section);
  if (!section.hidden && !list.querySelector('[data-paged], details[open]')) {
    await fill(list, addresses[id]()).catch(() => { list.textContent = main.dataset.failed; });
  }
}

document.addEventListener('towline-shown', event => {
  const id = event.target.id.replace('view-', '');
  if (addresses[id]) {
    renew(id);
  }
});
document.addEventListener('towline-news', () => {
  offer();
  renew('deliveries');
});

filter.addEventListener('change', () => filter.requestSubmit());

document.addEventListener('toggle', async event => {
  const part = event.target;
  const into = part.querySelector?.(':scope > [data-into]');
  if (part.open && part.dataset.part && into) {
    await fill(into, part.dataset.part).catch(() => { into.textContent = main.dataset.failed; });
  }
}, true);

forms({
  async filter() {
    await fill(listOf(view('deliveries')), addresses.deliveries());
  },
  async find(form) {
    await fill(document.getElementById('found'), `/api/find?${new URLSearchParams({ q: form.elements.q.value.trim() })}`);
  },
  async older(form, before) {
    const section = form.closest('[role="tabpanel"]');
    const address = new URL(addresses[section.id.replace('view-', '')](), location.href);
    address.searchParams.set('before', before);
    const page = document.createElement('div');
    page.dataset.paged = '';
    await fill(page, address.pathname + address.search);
    form.replaceWith(page);
  },
  async tryall(form) {
    const answer = await call('POST', `/api/deliveries/replay?${query(filter)}`);
    const { queued } = await answer.json();
    await renew('deliveries');
    return queued ? form.dataset.trying.replace('{}', queued) : form.dataset.none;
  },
  async download(form, id) {
    const answer = await call('GET', `/api/deliveries/${encodeURIComponent(id)}/content`, { accept: '*/*' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `delivery-${id}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  },
});
