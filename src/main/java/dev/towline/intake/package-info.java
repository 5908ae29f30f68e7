/**
 * From a git server's call to the index: the door, the queue and its overflow, the worker and its lanes, bodies too
 * large for the queue, quarantine.
 *
 * <p>In: webhook calls. Out: applied deliveries, and a record of every one. Never here: an answer 2xx before the delivery is
 * durable (law 1), a message deleted before the database commit (law 2), a payload in a log.
 */
package dev.towline.intake;
