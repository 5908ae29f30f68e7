/**
 * Tries the packaged application as a whole under load while its processes are killed and its queue and database taken away,
 * and counts afterwards what was lost or doubled. On this machine's loopback address only.
 */
package dev.towline.local.soak;
