package dev.towline.sandbox;

import java.util.List;

/** What there is on a site, in the words that its parts share. */
public interface Things {

    record User(String accountId, String displayName, boolean jiraAdministrator) {}

    record Project(long id, String key, String name) {}

    /** @param assignee account id; {@code ""} for nobody */
    record Issue(long id, String key, long projectId, String summary, String status, String assignee) {

        /** What a file from before there were statuses and assignees lacks is as in a new issue. */
        public Issue {
            status = status == null ? STATUSES.getFirst() : status;
            assignee = assignee == null ? "" : assignee;
        }

        Issue(long id, String key, long projectId, String summary) {
            this(id, key, projectId, summary, null, null);
        }
    }

    record Comment(long id, long issueId, String author, String text) {}

    /** The one workflow of the site; every transition is allowed. */
    List<String> STATUSES = List.of("To Do", "In Progress", "Done", "In Review");
}
