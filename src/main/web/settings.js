// The page in a project's settings: it says its times as the viewer does.

import { resize } from './host.js';
import { sayTimes } from './times.js';

sayTimes(document);
resize();
