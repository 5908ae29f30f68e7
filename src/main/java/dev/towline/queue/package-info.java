/**
 * What every reader of a queue needs, whatever is on it: SQS in few words, and whose fault a failure is.
 *
 * <p>In: messages as text. Out: the same, at least once. Never here: what a message means, and who handles it.
 */
package dev.towline.queue;
