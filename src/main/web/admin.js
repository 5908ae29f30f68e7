// The admin page: forms that say what is wrong beside the field, secrets that are shown once, and a list that follows
// what happens at the git servers.

import { call, fragment } from './api.js';
import { present, resize } from './host.js';
import { morph } from './morph.js';
import { keep } from './part.js';
import { sayTimes } from './times.js';

const main = document.querySelector('main');
const list = document.getElementById('integrations');
const made = document.getElementById('made');
const opened = document.getElementById('opened');

const refresh = keep(list, mirror);

// What happens when a form of each kind is sent, and the words for it where nothing else on the page tells that it is done.
// A kind is the form's data attribute; its value is the id of the integration, or of the delivery.
const deeds = {
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
  async open(form, source) {
    opened.dataset.source = source;
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
};

const of = id => `${list.dataset.source}/${encodeURIComponent(id)}`;

document.addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  const kind = Object.keys(deeds).find(name => name === form.id || form.dataset[name]);
  const button = form.querySelector('button');
  if (!kind || button.disabled) {
    return;
  }
  const held = document.activeElement === button;
  button.disabled = true;
  clear(form);
  try {
    if (!present()) {
      throw new Error(main.dataset.outside);
    }
    const done = await deeds[kind](form, form.dataset[kind]);
    await refresh();
    say(done ?? '', button);
  } catch (refusal) {
    // What the browser says of a failed call is no sentence for a person.
    blame(form, refusal instanceof TypeError || refusal.name === 'TimeoutError' ? new Error(main.dataset.unreachable) : refusal);
  } finally {
    button.disabled = false;
    if (held && document.activeElement === document.body) {
      button.focus();
    }
    resize();
  }
});

document.addEventListener('click', async event => {
  const copy = event.target.closest('[data-copy]');
  if (copy) {
    await copyFrom(copy, document.getElementById(copy.dataset.copy));
  } else if (event.target.closest('[data-close]')) {
    event.target.closest('section').remove();
    made.hidden = !made.firstElementChild;
    opened.hidden = !opened.firstElementChild;
    resize();
    document.getElementById('create-name').focus();
  }
});

document.addEventListener('toggle', resize, true);

// What a form of the opened part changed is shown in it.
async function reopen() {
  morph(opened, await fragment(opened.dataset.source), sayTimes);
  if (document.activeElement === document.body) {
    opened.querySelector('h2').focus();
  }
}

// What is shown once stays until the person closes it: asking for another secret must not take the first away.
function showOnce(html) {
  made.querySelectorAll('*').forEach(makeRoom);
  made.prepend(document.createRange().createContextualFragment(html));
  made.hidden = false;
  made.querySelector('h2').focus();
}

// Two views of the same kind would have the same ids.
function makeRoom(element) {
  for (const name of ['id', 'for', 'data-copy', 'aria-labelledby']) {
    if (element.hasAttribute(name)) {
      element.setAttribute(name, `${element.getAttribute(name)}-earlier`);
    }
  }
}

// The view of a new integration shows the same state as its row in the list.
function mirror() {
  for (const mirrored of made.querySelectorAll('[data-mirror]')) {
    const state = document.getElementById(mirrored.dataset.mirror)?.firstElementChild;
    if (state && !mirrored.firstElementChild.isEqualNode(state)) {
      mirrored.replaceChildren(state.cloneNode(true));
    }
  }
}

function clear(form) {
  form.querySelectorAll('[data-error], [data-error-of]').forEach(place => { place.textContent = ''; });
  form.querySelectorAll('[aria-invalid]').forEach(field => field.removeAttribute('aria-invalid'));
}

function blame(form, refusal) {
  const unplaced = (refusal.errors ?? []).filter(({ field, message }) => {
    const place = form.querySelector(`[data-error-of="${CSS.escape(field)}"]`);
    if (place) {
      place.textContent += `${place.textContent && '\n'}${message}`;
      form.elements[field]?.setAttribute('aria-invalid', 'true');
    }
    return !place;
  });
  if (unplaced.length || !refusal.errors?.length) {
    form.querySelector('[data-error]').textContent = unplaced.map(({ message }) => message).join(' ') || refusal.message || main.dataset.failed;
  }
  form.querySelector('[aria-invalid="true"]')?.focus();
}

function say(text, button) {
  document.querySelector('[data-done]').textContent = text;
  if (text) {
    flash(button, text);
  }
}

// The words of buttons that say something else for a moment.
const resting = new WeakMap();

// On the button, because that is where the person looks who pressed it. What the server changed meanwhile stays.
function flash(button, text) {
  const word = resting.get(button) ?? button.textContent;
  resting.set(button, word);
  button.textContent = text;
  setTimeout(() => {
    resting.delete(button);
    if (button.textContent === text) {
      button.textContent = word;
    }
  }, 2_000);
}

async function copyFrom(button, input) {
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    flash(button, button.dataset.copied);
  } catch {
    // An iframe may be refused the clipboard; the text is selected, and the old way is often allowed.
    flash(button, document.execCommand('copy') ? button.dataset.copied : button.dataset.byHand);
  }
}
