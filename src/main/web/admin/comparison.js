// What Jira holds, compared with the index: the button, and what is said of it while it goes on.

import { call, fragment } from '../api.js';
import { forms } from '../forms.js';
import { resize } from '../host.js';
import { morph } from '../morph.js';
import { sayTimes } from '../times.js';

// A repository takes a second or more.
const LOOK_MS = 3_000;

const comparison = document.getElementById('comparison');
let timer = 0;

forms({
  async compare() {
    await call('POST', comparison.dataset.source);
  },
}, show);

async function show() {
  try {
    morph(comparison, await fragment(comparison.dataset.source), sayTimes);
    resize();
  } finally {
    follow();
  }
}

function follow() {
  clearTimeout(timer);
  if (comparison.querySelector('[data-running="true"]')) {
    timer = setTimeout(() => show().catch(() => { /* The next look may succeed. */ }), LOOK_MS);
  }
}

follow();
