package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabTest {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private final GitLab gitlab = new GitLab();

    @Test
    void the_secret_token_is_compared_as_a_whole() {
        assertEquals(Optional.empty(), refusal(Map.of("x-gitlab-token", "sësam"), "sësam"));
        for (String token : new String[] {"sësa", "sësamm", "SËSAM", "x"}) {
            assertTrue(refusal(Map.of("x-gitlab-token", token), "sësam").isPresent(), token);
        }
    }

    @Test
    void without_a_secret_nothing_is_believed() {
        assertTrue(refusal(Map.of("x-gitlab-token", ""), "").isPresent());
        assertTrue(refusal(signed("", "id", "1"), "").isPresent());
    }

    @Test
    void a_signature_covers_id_time_and_body() {
        Map<String, String> headers = signed("s", "id-1", "1773073300");
        assertEquals(Optional.empty(), refusal(headers, "s"));
        assertTrue(refusal(with(headers, "webhook-id", "id-2"), "s").isPresent());
        assertTrue(refusal(with(headers, "webhook-timestamp", "1773073301"), "s").isPresent());
        assertTrue(gitlab.refusal(new Incoming(headers, "{ }".getBytes(UTF_8)), "s").isPresent());
        headers.remove("webhook-id");
        assertTrue(refusal(headers, "s").orElseThrow().contains("webhook-id"));
    }

    @Test
    void a_wrong_signature_is_not_healed_by_the_right_token_beside_it() {
        assertTrue(refusal(with(signed("guessed", "id", "1"), "x-gitlab-token", "s"), "s").isPresent());
    }

    @Test
    void one_of_several_signatures_is_enough_and_the_sixth_is_not_looked_at() {
        Map<String, String> headers = signed("s", "id", "1");
        String right = headers.get("webhook-signature");
        assertEquals(Optional.empty(), refusal(with(headers, "webhook-signature", "v1,AA== v2,x " + right), "s"));
        assertTrue(refusal(with(headers, "webhook-signature", "a b c d e " + right), "s").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,", "v1", "v1a,AA==", "é"})
    void a_signature_of_another_shape_is_refused(String signature) {
        assertTrue(refusal(with(signed("s", "id", "1"), "webhook-signature", signature), "s").isPresent());
    }

    @Test
    void the_delivery_id_is_the_one_that_outlives_a_retry() {
        Map<String, String> headers = new HashMap<>(Map.of("idempotency-key", " a ", "webhook-id", "b", "x-gitlab-event-uuid", "c", "x-gitlab-webhook-uuid", "d"));
        for (String wanted : new String[] {"a", "b", "c", ""}) {
            assertEquals(wanted, gitlab.deliveryId(new Incoming(headers, BODY)));
            headers.values().removeIf(value -> value.strip().equals(wanted));
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "state":"opened"                          | OPEN
            "state":"reopened"                        | OPEN
            "state":"locked"                          | OPEN
            "state":"opened","draft":true             | DRAFT
            "state":"opened","work_in_progress":true  | DRAFT
            "state":"closed","draft":true             | DECLINED
            "state":"merged"                          | MERGED
            """)
    void the_state_of_a_merge_request(String fields, String state) throws UnreadablePayload {
        assertEquals(state, changed(fields).pullRequest().state().toString());
    }

    @Test
    void a_state_that_gitlab_does_not_have_is_unreadable() {
        assertEquals("$.object_attributes.state", assertThrows(UnreadablePayload.class, () -> changed("\"state\":\"limbo\"")).path());
    }

    @ParameterizedTest
    @CsvSource({"1773073300, 2026-03-09T16:21:40Z", "99999999999, 5138-11-16T09:46:39Z", "999999999999, 1970-01-01T00:00:00Z", "-1, 1970-01-01T00:00:00Z", "soon, 1970-01-01T00:00:00Z"})
    void only_a_signed_call_tells_when_it_was_sent(String timestamp, Instant wanted) throws UnreadablePayload {
        byte[] push = "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"project\":{\"id\":1,\"path_with_namespace\":\"quay/crane\"}}".getBytes(UTF_8);
        Map<String, String> headers = new HashMap<>(Map.of("webhook-timestamp", timestamp));
        assertEquals(Activity.TIME_NOT_TOLD, ((Activity.Pushed) gitlab.read(new Incoming(headers, push)).activities().getFirst()).update().at());
        headers.put("webhook-signature", "v1,x");
        assertEquals(wanted, ((Activity.Pushed) gitlab.read(new Incoming(headers, push)).activities().getFirst()).update().at());
    }

    /** As GitLab wrote it before 8.5: the project stands nowhere but in the address of its page. */
    @Test
    void an_old_push_and_an_old_merge_request_have_no_project() throws UnreadablePayload {
        String push = "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"project_id\":15,\"repository\":{\"name\":\"Crane\",\"homepage\":\"http://git.example/quay/crane\"}}";
        String request = "{\"object_kind\":\"merge_request\",\"object_attributes\":{\"iid\":1,\"title\":\"t\",\"state\":\"opened\",\"source_branch\":\"a\",\"target_branch\":\"main\","
                + "\"source_project_id\":15,\"target_project_id\":15,\"target\":{\"name\":\"Crane\",\"web_url\":\"http://git.example/quay/crane\"}}}";
        for (String body : new String[] {push, request}) {
            var repository = gitlab.read(new Incoming(Map.of(), body.getBytes(UTF_8))).activities().getFirst().repository();
            assertEquals("15 quay/crane http://git.example/quay/crane", repository.id() + " " + repository.name() + " " + repository.url());
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"created, PENDING", "waiting_for_resource, PENDING", "preparing, PENDING", "pending, PENDING", "manual, PENDING", "scheduled, PENDING",
            "running, IN_PROGRESS", "canceling, IN_PROGRESS", "success, SUCCESSFUL", "failed, FAILED", "canceled, CANCELLED", "skipped, CANCELLED", "odd, UNKNOWN"})
    void the_state_of_a_pipeline(String status, Build.State wanted) throws UnreadablePayload {
        String body = "{\"object_kind\":\"pipeline\",\"object_attributes\":{\"id\":31,\"status\":\"" + status + "\"},\"project\":{\"id\":1,\"path_with_namespace\":\"quay/crane\"}}";
        assertEquals(wanted, ((Activity.Built) gitlab.read(new Incoming(Map.of(), body.getBytes(UTF_8))).activities().getFirst()).build().state());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"created, PENDING", "blocked, PENDING", "running, IN_PROGRESS", "success, SUCCESSFUL", "failed, FAILED", "canceled, CANCELLED", "skipped, CANCELLED", "odd, UNKNOWN"})
    void the_state_of_a_deployment(String status, Deployment.State wanted) throws UnreadablePayload {
        String body = "{\"object_kind\":\"deployment\",\"deployment_id\":15,\"environment\":\"staging\",\"status\":\"" + status + "\",\"project\":{\"id\":1,\"path_with_namespace\":\"quay/crane\"}}";
        assertEquals(wanted, ((Activity.Deployed) gitlab.read(new Incoming(Map.of(), body.getBytes(UTF_8))).activities().getFirst()).deployment().state());
    }

    private Activity.PullRequestChanged changed(String fields) throws UnreadablePayload {
        String body = "{\"object_kind\":\"merge_request\",\"project\":{\"id\":1,\"path_with_namespace\":\"quay/crane\"},\"object_attributes\":{"
                + "\"iid\":1,\"title\":\"t\",\"source_branch\":\"a\",\"target_branch\":\"main\"," + fields + "}}";
        return (Activity.PullRequestChanged) gitlab.read(new Incoming(Map.of(), body.getBytes(UTF_8))).activities().getFirst();
    }

    private Optional<String> refusal(Map<String, String> headers, String secret) {
        return gitlab.refusal(new Incoming(headers, BODY), secret);
    }

    private static Map<String, String> signed(String secret, String id, String timestamp) {
        String signature = secret.isEmpty() ? "AA==" : Base64.getEncoder().encodeToString(Hmac.sha256(secret, (id + "." + timestamp + ".{}").getBytes(UTF_8)));
        return new HashMap<>(Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", "v1," + signature));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }
}
