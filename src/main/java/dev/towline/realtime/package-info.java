/**
 * Open pages follow the change log over server-sent events.
 *
 * <p>In: the change log, and who may see what. Out: identifiers on channels. Never here: content (a subject, a name, a title),
 * or an event for somebody whom Jira would not show the thing itself (law 8).
 */
package dev.towline.realtime;
