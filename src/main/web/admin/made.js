// What an administrator is shown once, or opened to follow it: one view above the other, the newest on top.

const made = document.getElementById('made');

// It stays until the person closes it: asking for another secret must not take the first away.
export function showOnce(html) {
  made.querySelectorAll('*').forEach(makeRoom);
  made.prepend(document.createRange().createContextualFragment(html));
  made.hidden = false;
  made.querySelector('h2').focus();
}

// Two views of the same kind would have the same ids.
function makeRoom(element) {
  for (const name of ['id', 'for', 'data-copy', 'aria-labelledby', 'aria-describedby']) {
    if (element.hasAttribute(name)) {
      element.setAttribute(name, element.getAttribute(name).split(' ').map(id => `${id}-earlier`).join(' '));
    }
  }
}
