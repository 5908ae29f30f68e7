// The issue panel: what the server rendered, kept up to date.

import { resize } from './host.js';
import { keep } from './part.js';

keep(document.getElementById('development'));

// Unfolding changes the height.
document.addEventListener('toggle', resize, true);
