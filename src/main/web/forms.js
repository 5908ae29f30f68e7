// Forms that say what is wrong beside the field, and what was done on the button that did it.

import { flash } from './copy/copy.js';
import { present, resize } from './host.js';

const main = document.querySelector('main');
const kinds = new Map();

/**
 * What happens when a form of each kind is sent: it answers with the words for it, where nothing else on the page tells
 * that it is done. A kind is the form's id or its data attribute, whose value comes along.
 */
export function forms(deeds, after = () => {}) {
  for (const [kind, deed] of Object.entries(deeds)) {
    kinds.set(kind, { deed, after });
  }
}

document.addEventListener('submit', async event => {
  const form = event.target;
  // It goes its own way.
  if (form.hasAttribute('action')) {
    return;
  }
  event.preventDefault();
  const kind = [...kinds.keys()].find(name => name === form.id || form.dataset[name]);
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
    const { deed, after } = kinds.get(kind);
    const done = await deed(form, form.dataset[kind]);
    await after();
    say(done ?? '', button);
  } catch (refusal) {
    // What the browser says of a failed call is no sentence for a person.
    if (refusal.status === 401 && main.dataset.ended) {
      refusal.message = main.dataset.ended;
    }
    blame(form, refusal instanceof TypeError || refusal.name === 'TimeoutError' ? new Error(main.dataset.unreachable) : refusal);
  } finally {
    button.disabled = false;
    if (held && document.activeElement === document.body) {
      button.focus();
    }
    resize();
  }
});

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
