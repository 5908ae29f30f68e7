/**
 * Running Towline: settings that must be there, the clock, what is kept for how long, and what is behind over all sites.
 *
 * <p>Never here: a metric or job that belongs to a room.
 */
package dev.towline.ops;
