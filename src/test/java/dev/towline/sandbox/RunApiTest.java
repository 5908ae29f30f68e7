package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the site takes of builds and deployments, what it refuses, and what it keeps. */
class RunApiTest {

    private StandInApp app;
    private SandboxJira jira;

    @BeforeEach
    void start() throws Exception {
        app = new StandInApp();
        jira = SandboxJira.start(0, null);
        jira.install(app.url());
    }

    @AfterEach
    void stop() {
        jira.close();
        app.close();
    }

    @Test
    void builds_and_deployments_are_stored_for_their_issues_and_named_in_the_answer() {
        var answer = send(RunKind.BUILD, upload(RunKind.BUILD, 5));
        assertEquals(202, answer.status());
        assertEquals(1, answer.json().at("/acceptedBuilds").size());
        assertEquals("p1", answer.json().at("/acceptedBuilds/0/pipelineId").asText());
        assertEquals(7, answer.json().at("/acceptedBuilds/0/buildNumber").asInt());
        assertEquals("[]", answer.json().get("rejectedBuilds").toString());
        assertEquals("successful", jira.site().builds("ABC-1").getFirst().path("state").asText());
        answer = send(RunKind.DEPLOYMENT, upload(RunKind.DEPLOYMENT, 5));
        assertEquals(1, answer.json().at("/acceptedDeployments").size());
        assertEquals("e1", answer.json().at("/acceptedDeployments/0/environmentId").asText());
        assertEquals("production", jira.site().deployments("ABC-1").getFirst().at("/environment/type").asText());
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void only_a_higher_sequence_replaces(RunKind kind) {
        send(kind, upload(kind, 5));
        for (var sequence : new int[] {4, 5}) {
            assertEquals(202, send(kind, with(upload(kind, sequence), run -> run.put("displayName", "older"))).status());
            assertEquals("A run", stored(kind).path("displayName").asText());
        }
        send(kind, with(upload(kind, 6), run -> run.put("displayName", "newer")));
        assertEquals("newer", stored(kind).path("displayName").asText());
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void a_run_that_breaks_a_rule_is_rejected_alone(RunKind kind) {
        alone(kind, "no name", run -> run.remove("displayName"));
        alone(kind, "a state that is none", run -> run.put("state", "SUCCESSFUL"));
        alone(kind, "an unknown property", run -> run.put("secret", 1));
        alone(kind, "a time without a zone", run -> run.put("lastUpdated", "2026-11-20T10:00:00"));
        alone(kind, "a URL without a scheme", run -> run.put("url", "ci.example.com"));
        alone(kind, "a name of 256", run -> run.put("displayName", "x".repeat(256)));
        alone(kind, "no issues", run -> {
            run.remove("issueKeys");
            run.remove("associations");
        });
        alone(kind, "501 issues", run -> {
            var values = run.putArray("associations").addObject().put("associationType", "issueIdOrKeys").putArray("values");
            IntStream.rangeClosed(1, 500).forEach(number -> values.add("ABC-" + number));
            run.putArray("issueKeys").add("ABC-1");
        });
        alone(kind, "unknown issues only", run -> {
            run.remove("associations");
            run.putArray("issueKeys").add("UTF-8");
        });
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void a_request_that_breaks_a_rule_of_the_whole_is_400_and_nothing_is_stored(RunKind kind) {
        whole(kind, "not JSON", "{");
        whole(kind, "nothing", "{}");
        whole(kind, "an empty list", "{\"" + kind.list + "\":[]}");
        whole(kind, "an unknown property", upload(kind, 1).put("secret", 1).toString());
        whole(kind, "a property with an underscore first", tagged(kind, "_p").toString());
        whole(kind, "a property with a colon", tagged(kind, "a:b").toString());
        var many = upload(kind, 1);
        IntStream.range(0, 6).forEach(number -> many.withObject("/properties").put("p" + number, "v"));
        whole(kind, "six properties", many.toString());
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void too_many_are_413(RunKind kind) {
        var upload = upload(kind, 1);
        IntStream.range(0, RunRules.MOST).forEach(number -> upload.withArray(kind.list).add(upload.at("/" + kind.list + "/0").deepCopy()));
        assertEquals(413, send(kind, upload).status());
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void one_is_read_and_deleted_by_its_key_and_many_by_their_properties(RunKind kind) {
        var path = kind == RunKind.BUILD ? "/pipelines/p1/builds/7" : "/pipelines/p1/environments/e1/deployments/7";
        send(kind, tagged(kind, "integration"));
        assertEquals("A run", call(kind, "GET", path).json().path("displayName").asText());
        assertEquals(400, call(kind, "DELETE", path + "?_updateSequenceNumber=9").status());
        assertEquals(202, call(kind, "DELETE", path).status());
        assertEquals(404, call(kind, "GET", path).status());
        send(kind, tagged(kind, "integration"));
        assertEquals(400, call(kind, "DELETE", "/bulkByProperties").status());
        assertEquals(400, call(kind, "DELETE", "/bulkByProperties?integration=v&_updateSequenceNumber=9").status());
        assertEquals(202, call(kind, "DELETE", "/bulkByProperties?integration=w").status());
        assertEquals(200, call(kind, "GET", path).status());
        assertEquals(202, call(kind, "DELETE", "/bulkByProperties?integration=v").status());
        assertEquals(404, call(kind, "GET", path).status());
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void without_the_module_it_is_403(RunKind kind) {
        app.descriptor.withObject("/modules").remove(kind.module);
        jira.reinstall();
        var answer = send(kind, upload(kind, 1));
        assertEquals(403, answer.status());
        assertTrue(answer.json().isArray(), "a bare list of errors");
    }

    @Test
    void they_survive_a_restart_and_go_with_the_app(@TempDir Path folder) {
        try (var first = SandboxJira.start(0, folder)) {
            first.install(app.url());
            app.call(first, "POST", "/rest/builds/0.1/bulk", upload(RunKind.BUILD, 1).toString());
        }
        try (var second = SandboxJira.start(0, folder)) {
            assertEquals(1, second.site().builds("ABC-1").size());
            second.uninstall();
            assertEquals(0, second.site().builds("ABC-1").size());
        }
    }

    private void alone(RunKind kind, String fault, Consumer<ObjectNode> damage) {
        var upload = with(upload(kind, 1), damage);
        var good = (ObjectNode) upload(kind, 1).at("/" + kind.list + "/0");
        upload.withArray(kind.list).add(good.put(kind == RunKind.BUILD ? "buildNumber" : "deploymentSequenceNumber", 8));
        var answer = send(kind, upload);
        assertEquals(202, answer.status(), fault);
        var list = kind == RunKind.BUILD ? "Builds" : "Deployments";
        assertFalse(answer.json().at("/rejected" + list + "/0/errors/0/message").asText().isEmpty(), fault + ": " + answer.json());
        assertEquals("p1", answer.json().at("/rejected" + list + "/0/key/pipelineId").asText(), fault);
        assertEquals(1, answer.json().at("/accepted" + list).size(), fault);
    }

    private void whole(RunKind kind, String fault, String body) {
        var answer = app.call(jira, "POST", "/rest/" + kind.list + "/0.1/bulk", body);
        assertEquals(400, answer.status(), fault);
        assertFalse(answer.json().at("/0/message").asText().isEmpty(), fault);
        assertTrue(jira.site().builds("ABC-1").isEmpty() && jira.site().deployments("ABC-1").isEmpty(), fault);
    }

    private StandInApp.Answer send(RunKind kind, ObjectNode upload) {
        return app.call(jira, "POST", "/rest/" + kind.list + "/0.1/bulk", upload.toString());
    }

    private StandInApp.Answer call(RunKind kind, String method, String path) {
        return app.call(jira, method, "/rest/" + kind.list + "/0.1" + path, null);
    }

    private ObjectNode stored(RunKind kind) {
        return (kind == RunKind.BUILD ? jira.site().builds("ABC-1") : jira.site().deployments("ABC-1")).getFirst();
    }

    private static ObjectNode tagged(RunKind kind, String property) {
        var upload = upload(kind, 1);
        upload.putObject("properties").put(property, "v");
        return upload;
    }

    private static ObjectNode with(ObjectNode upload, Consumer<ObjectNode> change) {
        change.accept((ObjectNode) upload.at(upload.has("builds") ? "/builds/0" : "/deployments/0"));
        return upload;
    }

    /** Keeps every rule. */
    private static ObjectNode upload(RunKind kind, int sequence) {
        var json = switch (kind) {
            case BUILD -> """
                    {"builds": [{"pipelineId": "p1", "buildNumber": 7, "updateSequenceNumber": %d, "displayName": "A run", "url": "https://ci.example.com/7",
                      "state": "successful", "lastUpdated": "2026-11-20T10:00:00Z", "issueKeys": ["ABC-1"]}]}""";
            case DEPLOYMENT -> """
                    {"deployments": [{"deploymentSequenceNumber": 7, "updateSequenceNumber": %d, "displayName": "A run", "url": "https://ci.example.com/7",
                      "description": "From main", "state": "successful", "lastUpdated": "2026-11-20T10:00:00Z",
                      "pipeline": {"id": "p1", "displayName": "A pipeline", "url": "https://ci.example.com"},
                      "environment": {"id": "e1", "displayName": "live", "type": "production"},
                      "associations": [{"associationType": "issueIdOrKeys", "values": ["ABC-1"]}]}]}""";
        };
        return Json.readObject(json.formatted(sequence).getBytes(StandardCharsets.UTF_8));
    }
}
