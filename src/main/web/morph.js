// Makes a part of the page equal to what the server rendered, by changing only what differs. What a person opened stays
// open, the focus and the selection stay where they are, and a half-typed form is left alone.

/** @param html rendered by our server, which escapes whatever came from a git server */
export function morph(target, html, prepare) {
  const wanted = document.createElement(target.tagName);
  wanted.append(document.createRange().createContextualFragment(html));
  prepare(wanted);
  children(target, wanted);
}

function children(from, to) {
  const named = new Map([...from.children].filter(child => child.id).map(child => [child.id, child]));
  let present = from.firstChild;
  for (const next of [...to.childNodes]) {
    const match = next.id ? named.get(next.id) : fits(present, next) ? present : null;
    if (!match) {
      if (next.id && next.tagName === 'LI') {
        next.dataset.fresh = '';
      }
      from.insertBefore(next, present);
      continue;
    }
    if (match === present) {
      present = present.nextSibling;
    } else {
      from.insertBefore(match, present);
    }
    node(match, next);
  }
  while (present) {
    const gone = present;
    present = present.nextSibling;
    gone.remove();
  }
}

const fits = (present, next) => present && !present.id && present.nodeName === next.nodeName;

function node(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) {
      from.nodeValue = to.nodeValue;
    }
    return;
  }
  if (from.isEqualNode(to)) {
    return;
  }
  attributes(from, to);
  if (from.tagName === 'INPUT') {
    // What the person did not touch follows the server: an attribute change alone does that.
    return;
  }
  children(from, to);
}

// Belongs to the person and the browser, not to the server's markup.
const OURS = new Set(['open', 'aria-invalid', 'disabled']);

function attributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (!to.hasAttribute(name) && !OURS.has(name)) {
      from.removeAttribute(name);
    }
  }
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value && !OURS.has(name)) {
      from.setAttribute(name, value);
    }
  }
}
