package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A Jira that writes down what it is asked, takes what the schema allows, and answers otherwise when told to. */
final class RecordingSite implements Site {

    record Asked(TenantId tenant, String method, String path, JsonNode body) {

        List<String> commits() {
            var ids = new ArrayList<String>();
            body.path("repositories").forEach(repository -> repository.path("commits").forEach(commit -> ids.add(commit.path("id").asText())));
            return ids;
        }
    }

    final List<Asked> asked = new ArrayList<>();
    /** Answers that come before the ordinary one, each to one request. */
    final Deque<UnaryOperator<JiraAnswer>> next = new ArrayDeque<>();
    final Set<String> unknownKeys = new HashSet<>();
    /** Entities that fail by themselves, with the reason. */
    final Map<String, String> failing = new HashMap<>();
    /** Entities that spoil the whole request. */
    final Set<String> poison = new HashSet<>();
    int most = Integer.MAX_VALUE;

    @Override
    public JiraAnswer send(TenantId tenant, String method, String path, JsonNode body) {
        asked.add(new Asked(tenant, method, path, body));
        if (body != null) {
            UploadSchema.assertValid(body);
        }
        var ordinary = body == null ? answer(202, MissingNode.getInstance())
                : body.has("repositories") ? bulk(body) : runs(body, body.has("builds") ? "Builds" : "Deployments");
        return next.isEmpty() ? ordinary : next.pop().apply(ordinary);
    }

    @Override
    public Tenant.Kind kind(TenantId tenant) {
        return Tenant.Kind.CONNECT;
    }

    /** The next request is answered with this status and nothing else. */
    void answerNext(int status) {
        next.add(ordinary -> answer(status, MissingNode.getInstance()));
    }

    static JiraAnswer answer(int status, JsonNode body) {
        return new JiraAnswer(status, body, Optional.empty());
    }

    private JiraAnswer bulk(JsonNode body) {
        var answer = JsonNodeFactory.instance.objectNode();
        var accepted = answer.putObject("acceptedDevinfoEntities");
        var failed = answer.putObject("failedDevinfoEntities");
        var entities = 0;
        for (var repository : body.path("repositories")) {
            for (var kind : Entity.Kind.values()) {
                var good = accepted.withObjectProperty(repository.path("id").asText()).putArray(kind.list);
                var bad = failed.withObjectProperty(repository.path("id").asText()).putArray(kind.list);
                for (var entity : repository.path(kind.list)) {
                    entities++;
                    var id = entity.path("id").asText();
                    if (poison.contains(id)) {
                        return answer(400, JsonNodeFactory.instance.objectNode().set("errorMessages", messages("poison")));
                    }
                    if (failing.containsKey(id)) {
                        bad.addObject().put("id", id).set("errorMessages", messages(failing.get(id)));
                    } else if (entity.path("issueKeys").valueStream().anyMatch(key -> !unknownKeys.contains(key.asText()))) {
                        good.add(id);
                    }
                }
            }
        }
        var unknown = answer.putArray("unknownIssueKeys");
        unknownKeys.forEach(unknown::add);
        return entities > most ? answer(413, MissingNode.getInstance()) : answer(202, answer);
    }

    /** A build or a deployment fails by what it is called. */
    private JiraAnswer runs(JsonNode body, String list) {
        var answer = JsonNodeFactory.instance.objectNode();
        for (var run : body.path(list.toLowerCase(Locale.ROOT))) {
            var key = JsonNodeFactory.instance.objectNode();
            if (list.equals("Builds")) {
                key.set("pipelineId", run.path("pipelineId"));
                key.set("buildNumber", run.path("buildNumber"));
            } else {
                key.set("pipelineId", run.at("/pipeline/id"));
                key.set("environmentId", run.at("/environment/id"));
                key.set("deploymentSequenceNumber", run.path("deploymentSequenceNumber"));
            }
            var reason = failing.get(run.path("displayName").asText());
            if (reason == null) {
                answer.withArrayProperty("accepted" + list).add(key);
            } else {
                var rejected = answer.withArrayProperty("rejected" + list).addObject();
                rejected.set("key", key);
                rejected.set("errors", messages(reason));
            }
        }
        return answer(202, answer);
    }

    private static ArrayNode messages(String message) {
        var messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("message", message);
        return messages;
    }
}
