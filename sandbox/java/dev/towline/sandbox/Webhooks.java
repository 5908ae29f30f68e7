package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells the app of issues, comments and projects through the webhooks of its descriptor. Jira tries again after minutes; here the retries follow at once.
 * A filter (JQL) is not evaluated: everything passes.
 */
final class Webhooks {

    private static final int ATTEMPTS = 6;
    private static final Set<Integer> AGAIN = Set.of(408, 409, 425, 429);

    private final Site site;
    private final App app;
    private final Clock clock;

    Webhooks(Site site, App app, Clock clock) {
        this.site = site;
        this.app = app;
        this.clock = clock;
    }

    void created(Site.User by, Site.Issue issue) {
        fire("jira:issue_created", event("jira:issue_created", "issue_created", by, issue), values(by, issue));
    }

    /** One changed field, as Jira's changelog has it; an empty id or text counts as none. */
    record Item(String field, String from, String fromText, String to, String toText) {

        /** A field without ids. */
        static Item text(String field, String from, String to) {
            return new Item(field, "", from, "", to);
        }

        /** Where Jira has null for other fields, it has empty texts for this one. */
        static Item rank() {
            return new Item("Rank", "", "", "", "Ranked higher");
        }

        private ObjectNode told() {
            var isRank = field.equals("Rank");
            var told = Json.object().put("field", field).put("fieldtype", isRank ? "custom" : "jira").put("fieldId", isRank ? "customfield_10019" : field)
                    .put("from", from).put("fromString", fromText).put("to", to).put("toString", toText);
            if (!isRank) {
                told.properties().stream().filter(each -> each.getValue().asText().isEmpty()).forEach(each -> each.setValue(NullNode.instance));
            }
            return told;
        }
    }

    /** @param type Jira's finer name of the event */
    void updated(Site.User by, Site.Issue after, String type, List<Item> items) {
        var body = event("jira:issue_updated", type, by, after);
        var list = body.putObject("changelog").put("id", String.valueOf(clock.millis())).putArray("items");
        items.forEach(item -> list.add(item.told()));
        fire("jira:issue_updated", body, values(by, after));
    }

    void deleted(Site.User by, Site.Issue issue) {
        fire("jira:issue_deleted", event("jira:issue_deleted", "issue_deleted", by, issue), values(by, issue));
    }

    /** Jira names the author within the comment, and describes the issue in few fields. */
    void commented(Site.User by, Site.Issue issue, Site.Comment comment) {
        var body = event("comment_created", "", by, issue);
        body.remove(List.of("user", "issue_event_type_name"));
        ((ObjectNode) body.at("/issue/fields")).remove("security");
        var told = body.putObject("comment").put("id", String.valueOf(comment.id())).put("body", comment.text()).put("jsdPublic", true);
        person(told.putObject("author"), by);
        person(told.putObject("updateAuthor"), by);
        fire("comment_created", body, values(by, issue));
    }

    /** @param event such as {@code project_created} */
    void project(String event, Site.Project project) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", event);
        body.putObject("project").put("id", project.id()).put("key", project.key()).put("name", project.name());
        fire(event, body, Map.of("project.id", String.valueOf(project.id()), "project.key", project.key()));
    }

    /** @param event such as {@code board_created} */
    void board(String event, Board board) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", event);
        body.putObject("board").put("id", board.id()).put("name", board.name()).put("type", board.type());
        fire(event, body, Map.of("board.id", String.valueOf(board.id())));
    }

    void configured(Board board) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", "board_configuration_changed");
        body.putObject("configuration").put("id", board.id()).put("name", board.name()).put("type", board.type());
        fire("board_configuration_changed", body, Map.of("board.id", String.valueOf(board.id())));
    }

    /** @param event such as {@code sprint_started} */
    void sprint(String event, Board.Sprint sprint) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", event);
        body.putObject("sprint").put("id", sprint.id()).put("state", sprint.state()).put("name", sprint.name()).put("originBoardId", sprint.boardId());
        fire(event, body, Map.of("sprint.id", String.valueOf(sprint.id())));
    }

    void version(String event, long id, Site.Project project, String name) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", event);
        body.putObject("version").put("id", String.valueOf(id)).put("name", name).put("projectId", project.id()).put("archived", false).put("released", event.endsWith("_released"));
        fire(event, body, Map.of("version.id", String.valueOf(id)));
    }

    private ObjectNode event(String name, String type, Site.User by, Site.Issue issue) {
        var project = site.project(issue.projectId()).orElseThrow();
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", name).put("issue_event_type_name", type);
        person(body.putObject("user"), by);
        var fields = body.putObject("issue").put("id", String.valueOf(issue.id())).put("key", issue.key()).putObject("fields").put("summary", issue.summary());
        fields.putObject("project").put("id", String.valueOf(project.id())).put("key", project.key()).put("name", project.name());
        fields.putObject("status").put("id", Edits.id(issue.status())).put("name", issue.status());
        site.user(issue.assignee()).ifPresentOrElse(assignee -> person(fields.putObject("assignee"), assignee), () -> fields.putNull("assignee"));
        if (site.isSecured(issue)) {
            fields.putObject("security").put("id", "10000").put("name", "Not for everybody");
        } else {
            fields.putNull("security");
        }
        return body;
    }

    private static void person(ObjectNode into, Site.User user) {
        into.put("accountId", user.accountId()).put("displayName", user.displayName()).put("accountType", "atlassian").put("active", true);
    }

    private static Map<String, String> values(Site.User by, Site.Issue issue) {
        return Map.of("issue.id", String.valueOf(issue.id()), "issue.key", issue.key(),
                "project.id", String.valueOf(issue.projectId()), "modifiedUser.accountId", by.accountId());
    }

    /** @param values what the placeholders of an address stand for */
    private void fire(String event, ObjectNode body, Map<String, String> values) {
        site.installation().filter(Installation::enabled).ifPresent(installation -> {
            for (var hook : installation.descriptor().path("modules").path("webhooks")) {
                if (hook.path("event").asText().equals(event)) {
                    deliver(installation, hook, values, body);
                }
            }
        });
    }

    private void deliver(Installation installation, JsonNode hook, Map<String, String> values, ObjectNode body) {
        var path = Placeholders.fill(hook.path("url").asText(), values);
        var identifier = UUID.randomUUID().toString();
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var headers = Map.of("X-Atlassian-Webhook-Identifier", identifier, "X-Atlassian-Webhook-Flow", "Primary",
                    "X-Atlassian-Webhook-Retry", String.valueOf(attempt));
            if (delivered(installation, hook, path, body, headers)) {
                return;
            }
        }
    }

    /** False when Jira would try again. */
    private boolean delivered(Installation installation, JsonNode hook, String path, ObjectNode body, Map<String, String> headers) {
        try {
            var status = app.send(installation, path, app.requestToken(null, "POST", path), hook.path("excludeBody").asBoolean() ? null : body, headers);
            return status < 500 && !AGAIN.contains(status);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
