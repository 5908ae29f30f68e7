/**
 * Open pages follow the change log over server-sent events: history first, then live, one numbering for both.
 *
 * <p>In: the change log, who may see what, and what Jira tells of itself ({@link dev.towline.realtime.JiraEvents}). Out: identifiers on channels. Never here: content (a subject, a name, a title),
 * or an event for somebody whom Jira would not show the thing itself (law 8).
 *
 * <p>The way of a page: {@link dev.towline.realtime.TicketResource} asks Jira per channel and gives a {@code Ticket};
 * {@code StreamRoute} takes it and opens a {@code Stream}; {@code CatchUp} brings that to the present and joins it to its
 * {@code TenantFeed}; {@code PermissionWatch} asks again while it is open. {@code OpenIssues} knows of which issues a project's and a
 * board's followers may be told.
 */
package dev.towline.realtime;
