package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells the app of edited issues and of projects through the webhooks of its descriptor. Jira tries again after minutes; here the retries follow at once.
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

    void edited(Site.User by, Site.Issue before, Site.Issue after) {
        var body = event("jira:issue_updated", "issue_generic", by, after);
        body.putObject("changelog").put("id", String.valueOf(clock.millis())).putArray("items").addObject()
                .put("field", "summary").put("fieldtype", "jira").put("fieldId", "summary")
                .putNull("from").put("fromString", before.summary()).putNull("to").put("toString", after.summary());
        fire("jira:issue_updated", body, values(by, after));
    }

    /** @param event such as {@code project_created} */
    void project(String event, Site.Project project) {
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", event);
        body.putObject("project").put("id", project.id()).put("key", project.key()).put("name", project.name());
        fire(event, body, Map.of("project.id", String.valueOf(project.id()), "project.key", project.key()));
    }

    private ObjectNode event(String name, String type, Site.User by, Site.Issue issue) {
        var project = site.project(issue.projectId()).orElseThrow();
        var body = Json.object().put("timestamp", clock.millis()).put("webhookEvent", name).put("issue_event_type_name", type);
        body.putObject("user").put("accountId", by.accountId()).put("displayName", by.displayName()).put("accountType", "atlassian").put("active", true);
        body.putObject("issue").put("id", String.valueOf(issue.id())).put("key", issue.key()).putObject("fields").put("summary", issue.summary())
                .putObject("project").put("id", String.valueOf(project.id())).put("key", project.key()).put("name", project.name());
        return body;
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
