// The views of the administration, one at a time: a list of tabs as the ARIA pattern has it, with arrow keys.

import { resize } from '../host.js';

const list = document.querySelector('[role="tablist"]');
const tabs = [...list.querySelectorAll('[role="tab"]')];

function show(tab) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute('aria-selected', String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute('aria-controls')).hidden = !chosen;
  }
  document.getElementById(tab.getAttribute('aria-controls')).dispatchEvent(new Event('towline-shown', { bubbles: true }));
  resize();
}

list.addEventListener('click', event => {
  const tab = event.target.closest('[role="tab"]');
  if (tab) {
    show(tab);
  }
});

list.addEventListener('keydown', event => {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    show(tab);
  }
});

list.hidden = false;
