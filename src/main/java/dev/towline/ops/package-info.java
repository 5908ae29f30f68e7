/**
 * Running Towline: settings that must be there, and the clock.
 *
 * <p>Never here: a metric or job that belongs to a room.
 */
package dev.towline.ops;
