package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Looks many issues up at once, as the app, which may see all of them: nothing from here is for a person before {@link Permissions} was asked. */
@ApplicationScoped
public class Issues {

    /** Of one question to Jira (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/, bulkfetch, 2026-11). */
    public static final int AT_ONCE = 100;

    /** @param open it has no security level: whoever browses its project may see it */
    public record Found(Issue issue, boolean open) {}

    private record Question(TenantId tenant, Set<String> names) {}

    private final JiraClient jira;
    private final Together<Question, List<Found>> together = new Together<>();

    Issues(JiraClient jira) {
        this.jira = jira;
    }

    /**
     * The issues that exist, under the keys that they have now, in no order; the others are left out. Those who look for the same at the same time
     * ask Jira once.
     *
     * @param idsOrKeys at most {@link #AT_ONCE}
     * @throws JiraUnavailable when Jira does not say
     */
    public List<Found> find(Tenant tenant, Collection<String> idsOrKeys) {
        var wanted = Set.copyOf(idsOrKeys);
        if (wanted.size() > AT_ONCE) {
            throw new IllegalArgumentException("too many issues at once: " + wanted.size());
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        return together.ask(new Question(tenant.id(), wanted), () -> ask(tenant, wanted));
    }

    private List<Found> ask(Tenant tenant, Set<String> wanted) {
        var question = JsonNodeFactory.instance.objectNode();
        var names = question.putArray("issueIdsOrKeys");
        wanted.forEach(names::add);
        question.putArray("fields").add("project").add("security");
        var answer = jira.send(tenant, "POST", "/rest/api/3/issue/bulkfetch", question);
        if (!answer.isSuccess()) {
            throw new JiraUnavailable("Jira answered a question about issues with status " + answer.status(), answer.retryAfter().orElse(null), null);
        }
        var failed = answer.body().path("issueErrors");
        if (!failed.isEmpty()) {
            throw new JiraUnavailable("Jira could not look up " + failed.size() + " issues", null, null);
        }
        var found = new ArrayList<Found>();
        answer.body().path("issues").forEach(issue -> found.add(read(issue)));
        return List.copyOf(found);
    }

    private static Found read(JsonNode json) {
        var fields = json.path("fields");
        var issue = new Issue(json.path("id").asLong(), json.path("key").asText(""), fields.path("project").path("id").asLong());
        if (issue.id() <= 0 || issue.key().isEmpty() || issue.projectId() <= 0) {
            throw new JiraUnavailable("Jira described an issue without its id, key or project", null, null);
        }
        // A project without a security scheme does not have the field at all.
        return new Found(issue, !fields.hasNonNull("security"));
    }
}
