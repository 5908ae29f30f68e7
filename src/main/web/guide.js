// The guide of one integration, outside of Jira: nothing to do but to copy, and to say times in the reader's zone.

import './copy/copy.js';
import { sayTimes } from './times.js';

sayTimes(document);
