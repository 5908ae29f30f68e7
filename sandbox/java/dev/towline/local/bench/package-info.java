/**
 * {@code ./towline bench}: how fast the packaged application is, each time beside what the parts do without it, in the same run. Bounded in
 * count and time, on this machine's loopback address only, and nothing of it is left behind but the figures in docs/performance.md.
 */
package dev.towline.local.bench;
