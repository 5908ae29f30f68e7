/**
 * Running Towline: settings that must be there, readiness, retention.
 *
 * <p>Never here: a metric or job that belongs to a room.
 */
package dev.towline.ops;
