package dev.towline.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** What people do to issues; the app's webhooks are told of each deed. */
final class Edits {

    private final Site site;
    private final Webhooks webhooks;
    private final Executor telling;

    /** @param telling a page does not wait until the app has answered, a test does */
    Edits(Site site, Webhooks webhooks, Executor telling) {
        this.site = site;
        this.webhooks = webhooks;
        this.telling = telling;
    }

    Site.Issue create(Site.User by, String key, String summary) {
        var issue = site.createIssue(key, summary);
        telling.execute(() -> webhooks.created(by, issue));
        return issue;
    }

    Site.Issue edit(Site.User by, String key, String summary) {
        var before = before(key);
        var after = site.editIssue(key, summary);
        telling.execute(() -> webhooks.updated(by, after, "issue_generic", List.of(Webhooks.Item.text("summary", before.summary(), after.summary()))));
        return after;
    }

    Site.Issue transition(Site.User by, String key, String status) {
        var before = before(key);
        var after = site.transitionIssue(key, status);
        if (!after.equals(before)) {
            var item = new Webhooks.Item("status", id(before.status()), before.status(), id(after.status()), after.status());
            telling.execute(() -> webhooks.updated(by, after, "issue_generic", List.of(item)));
        }
        return after;
    }

    /** @param assignee account id; {@code ""} for nobody */
    Site.Issue assign(Site.User by, String key, String assignee) {
        var before = before(key);
        var after = site.assignIssue(key, assignee);
        if (!after.equals(before)) {
            var item = new Webhooks.Item("assignee", before.assignee(), name(before.assignee()), after.assignee(), name(after.assignee()));
            telling.execute(() -> webhooks.updated(by, after, "issue_assigned", List.of(item)));
        }
        return after;
    }

    Site.Issue rank(Site.User by, String key, String before) {
        var issue = site.rankIssue(key, before);
        telling.execute(() -> webhooks.updated(by, issue, "issue_generic", List.of(Webhooks.Item.rank())));
        return issue;
    }

    Site.Comment comment(Site.User by, String key, String text) {
        var comment = site.comment(key, by.accountId(), text);
        var issue = before(key);
        telling.execute(() -> webhooks.commented(by, issue, comment));
        return comment;
    }

    void delete(Site.User by, String key) {
        var before = before(key);
        site.deleteIssue(key);
        telling.execute(() -> webhooks.deleted(by, before));
    }

    /** Into another project, or only to another key. */
    Site.Issue move(Site.User by, String key, String newKey) {
        var before = before(key);
        var after = site.moveIssue(key, newKey);
        var items = new ArrayList<Webhooks.Item>();
        if (before.projectId() != after.projectId()) {
            items.add(new Webhooks.Item("project", String.valueOf(before.projectId()), project(before), String.valueOf(after.projectId()), project(after)));
        }
        items.add(Webhooks.Item.text("Key", before.key(), after.key()));
        telling.execute(() -> webhooks.updated(by, after, "issue_moved", items));
        return after;
    }

    /** Issue-level security: whether this person sees the issue. Jira tells when an issue gets its level, or loses it. */
    void secure(Site.User by, String key, String accountId, boolean hidden) {
        var issue = before(key);
        var was = site.isSecured(issue);
        if (hidden) {
            site.hide(key, accountId);
        } else {
            site.reveal(key, accountId);
        }
        if (was != site.isSecured(issue)) {
            var item = new Webhooks.Item("security", was ? "10000" : "", was ? "Not for everybody" : "", was ? "" : "10000", was ? "" : "Not for everybody");
            telling.execute(() -> webhooks.updated(by, issue, "issue_generic", List.of(item)));
        }
    }

    Board createBoard(String projectKey, String name, String type) {
        var project = site.projectByKey(projectKey).orElseThrow(() -> new IllegalArgumentException("no project " + projectKey));
        var board = site.planning(boards -> boards.create(project.id(), name, type));
        telling.execute(() -> webhooks.board("board_created", board));
        return board;
    }

    Board configure(long id, List<Board.Column> columns) {
        var known = columns.stream().flatMap(column -> column.statuses().stream()).toList();
        if (columns.isEmpty() || !Site.STATUSES.containsAll(known) || Set.copyOf(known).size() != known.size()) {
            throw new IllegalArgumentException("A board has columns, and a status stands in one of them at most.");
        }
        var before = site.board(id).orElseThrow(() -> new IllegalArgumentException("no board " + id));
        var board = site.planning(boards -> boards.replace(before.with(columns)));
        telling.execute(() -> webhooks.configured(board));
        return board;
    }

    void deleteBoard(long id) {
        var board = site.board(id).orElseThrow(() -> new IllegalArgumentException("no board " + id));
        site.planning(boards -> boards.delete(board));
        telling.execute(() -> webhooks.board("board_deleted", board));
    }

    Board.Sprint createSprint(long board, String name) {
        var sprint = site.planning(boards -> boards.createSprint(board, name));
        telling.execute(() -> webhooks.sprint("sprint_created", sprint));
        return sprint;
    }

    /** @param state {@code active} or {@code closed} */
    Board.Sprint advance(long sprint, String state) {
        var before = site.planning(boards -> boards.sprint(sprint)).orElseThrow(() -> new IllegalArgumentException("no sprint " + sprint));
        var after = site.planning(boards -> boards.replace(new Board.Sprint(before.id(), before.boardId(), before.name(), state)));
        telling.execute(() -> webhooks.sprint(state.equals("active") ? "sprint_started" : "sprint_closed", after));
        return after;
    }

    Site.Issue plan(Site.User by, String key, long sprint) {
        var issue = before(key);
        site.planning(boards -> {
            boards.plan(sprint, issue.id());
            return issue;
        });
        telling.execute(() -> webhooks.updated(by, issue, "issue_generic", List.of(new Webhooks.Item("Sprint", "", "", String.valueOf(sprint), "Sprint " + sprint))));
        return issue;
    }

    /** @param event such as {@code jira:version_released} */
    void version(String event, long id, String projectKey, String name) {
        var project = site.projectByKey(projectKey).orElseThrow(() -> new IllegalArgumentException("no project " + projectKey));
        telling.execute(() -> webhooks.version(event, id, project, name));
    }

    private String project(Site.Issue issue) {
        return site.project(issue.projectId()).map(Site.Project::name).orElse("");
    }

    private Site.Issue before(String key) {
        return site.issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key));
    }

    private String name(String accountId) {
        return site.user(accountId).map(Site.User::displayName).orElse("");
    }

    static String id(String status) {
        return String.valueOf(10_000 + Site.STATUSES.indexOf(status));
    }
}
