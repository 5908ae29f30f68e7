package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubTest {

    private static final String REPOSITORY = "\"repository\":{\"id\":7,\"full_name\":\"quay/crane\"}";
    private static final String PULL_REQUEST = "\"number\":1,\"title\":\"t\",\"head\":{\"ref\":\"a\"},\"base\":{\"ref\":\"main\"}";

    private final GitHub github = new GitHub();

    /** GitHub's own example: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries (2026-11). */
    @Test
    void the_example_in_githubs_documentation_is_authentic() {
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertEquals(Optional.empty(), refusal(signature, "It's a Secret to Everybody", "Hello, World!".getBytes(UTF_8)));
    }

    @Test
    void the_signature_covers_every_byte_even_those_that_are_no_text() {
        byte[] body = {'{', (byte) 0xFF, (byte) 0xFE, 0, '}'};
        String signature = "sha256=" + HexFormat.of().formatHex(Hmac.sha256("s", body));
        assertEquals(Optional.empty(), refusal(signature, "s", body));
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertTrue(refusal(signature, "s", changed).orElseThrow().contains("does not match"));
        }
        assertTrue(refusal(signature, "S", body).orElseThrow().contains("does not match"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=", "sha256=00", "sha256=zz", "sha256=é", "sha1=00", "00", "SHA256=00", "sha256"})
    void a_signature_of_another_shape_is_refused(String signature) {
        assertTrue(refusal(signature, "s", new byte[0]).isPresent());
    }

    @Test
    void without_a_secret_nothing_is_believed_not_even_what_is_signed_with_nothing() {
        assertTrue(refusal("sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", "", new byte[0]).isPresent());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "state":"open"                                              | OPEN
            "state":"open","draft":null                                 | OPEN
            "state":"open","draft":false,"merged":false                 | OPEN
            "state":"open","draft":true                                 | DRAFT
            "state":"closed","draft":true,"merged":false                | DECLINED
            "state":"closed","merged":null,"merged_at":null             | DECLINED
            "state":"closed","merged":true                              | MERGED
            "state":"closed","merged_at":"2026-03-10T06:59:58Z"         | MERGED
            """)
    void the_state_of_a_pull_request(String fields, String state) throws UnreadablePayload {
        assertEquals(state, pullRequest(fields).pullRequest().state().toString());
    }

    @Test
    void a_state_that_github_does_not_have_is_unreadable() {
        assertEquals("$.pull_request.state", assertThrows(UnreadablePayload.class, () -> pullRequest("\"state\":\"limbo\"")).path());
    }

    @Test
    void a_time_that_is_not_told_is_older_than_any() throws UnreadablePayload {
        assertEquals(Activity.TIME_NOT_TOLD, pullRequest("\"state\":\"open\"").pullRequest().updatedAt());
        assertEquals(Activity.TIME_NOT_TOLD, pullRequest("\"state\":\"open\"").repository().asOf());
        assertEquals(Instant.parse("2026-03-10T06:59:58Z"),
                pullRequest("\"state\":\"closed\",\"created_at\":\"2026-03-09T00:00:00Z\",\"closed_at\":\"2026-03-10T06:59:58Z\"").pullRequest().updatedAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"action\":\"opened\"}", "{\"repository\":{\"full_name\":\"a/b\"}}", "{\"repository\":{\"id\":\"7\",\"full_name\":\"a/b\"}}"})
    void a_repository_without_its_id_is_unreadable(String body) {
        for (String event : new String[] {"push", "create", "pull_request", "pull_request_review"}) {
            assertThrows(UnreadablePayload.class, () -> read(event, body));
        }
    }

    /** The most that GitHub lists; more than that it leaves out without a word. */
    @Test
    void a_push_never_says_how_many_commits_it_left_out() throws UnreadablePayload {
        String commits = IntStream.range(0, 2048).mapToObj(i -> "{\"id\":\"%040x\",\"message\":\"m\"}".formatted(i + 1)).collect(joining(","));
        Activity.Pushed pushed = (Activity.Pushed) read("push", "{\"ref\":\"refs/heads/a\",\"commits\":[" + commits + "]," + REPOSITORY + "}").activities().getFirst();
        assertEquals(2048, pushed.commits().size());
        assertEquals(OptionalInt.empty(), pushed.update().total());
        assertTrue(pushed.update().atCap());
        String one = "{\"ref\":\"refs/heads/a\",\"commits\":[{\"id\":\"ab\",\"message\":\"m\"}]," + REPOSITORY + "}";
        assertFalse(((Activity.Pushed) read("push", one).activities().getFirst()).update().atCap());
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource({
            "queued,, PENDING", "requested,, PENDING", "waiting,, PENDING", "pending,, PENDING", "in_progress,, IN_PROGRESS",
            "completed, success, SUCCESSFUL", "completed, neutral, SUCCESSFUL", "completed, failure, FAILED", "completed, timed_out, FAILED",
            "completed, startup_failure, FAILED", "completed, cancelled, CANCELLED", "completed, skipped, CANCELLED", "completed, stale, CANCELLED",
            "completed, action_required, PENDING", "completed,, UNKNOWN", "completed, odd, UNKNOWN", "odd,, UNKNOWN"})
    void the_state_of_a_run(String status, String conclusion, Build.State wanted) throws UnreadablePayload {
        String told = "\"status\":\"" + status + "\",\"conclusion\":" + (conclusion == null ? "null" : "\"" + conclusion + "\"");
        for (Reading reading : new Reading[] {
                read("workflow_run", "{\"workflow_run\":{\"run_number\":3,\"workflow_id\":51," + told + "}," + REPOSITORY + "}"),
                read("check_suite", "{\"check_suite\":{\"id\":36111489428,\"app\":{\"id\":5}," + told + "}," + REPOSITORY + "}")}) {
            assertEquals(wanted, ((Activity.Built) reading.activities().getFirst()).build().state());
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"pending, PENDING", "queued, PENDING", "waiting, PENDING", "in_progress, IN_PROGRESS", "success, SUCCESSFUL",
            "failure, FAILED", "error, FAILED", "odd, UNKNOWN", "inactive,"})
    void the_state_of_a_deployment(String state, Deployment.State wanted) throws UnreadablePayload {
        Reading reading = read("deployment_status", "{\"deployment_status\":{\"state\":\"" + state + "\"},"
                + "\"deployment\":{\"id\":1,\"environment\":\"production\"}," + REPOSITORY + "}");
        assertEquals(Optional.ofNullable(wanted),
                reading.activities().stream().map(told -> ((Activity.Deployed) told).deployment().state()).findFirst());
    }

    @Test
    void without_the_repositorys_time_a_push_happened_when_its_head_was_committed() throws UnreadablePayload {
        Activity.Pushed pushed = (Activity.Pushed) read("push", "{\"ref\":\"refs/notes/x\",\"head_commit\":{\"timestamp\":\"2026-03-09T17:18:02+01:00\"},"
                + "\"before\":\"" + "0".repeat(64) + "\",\"after\":\"ABCDEF0123\"," + REPOSITORY + "}").activities().getFirst();
        assertEquals(Instant.parse("2026-03-09T16:18:02Z"), pushed.update().at());
        assertEquals(dev.towline.activity.RefUpdate.ABSENT, pushed.update().before());
        assertEquals("abcdef0123", pushed.update().after());
        assertEquals("refs/notes/x", pushed.update().ref().name());
        assertEquals("", pushed.update().url());
    }

    @Test
    void a_form_is_read_with_any_order_of_fields_and_any_spelling_of_its_type() throws UnreadablePayload {
        String form = "other=1&payload=" + URLEncoder.encode("{\"zen\":\"ä+b & c\"}", UTF_8);
        assertEquals("ping", read("ping", form, "Application/X-WWW-Form-Urlencoded; charset=utf-8").event());
        for (String broken : new String[] {"", "payload", "other=1", "payload=", "payload=%", "payload=%7B%22a", "payload=%zz"}) {
            assertThrows(UnreadablePayload.class, () -> read("ping", broken, "application/x-www-form-urlencoded"));
        }
    }

    private Activity.PullRequestChanged pullRequest(String fields) throws UnreadablePayload {
        return (Activity.PullRequestChanged) read("pull_request",
                "{\"pull_request\":{" + PULL_REQUEST + "," + fields + "}," + REPOSITORY + "}").activities().getFirst();
    }

    private Reading read(String event, String body) throws UnreadablePayload {
        return read(event, body, "application/json");
    }

    private Reading read(String event, String body, String contentType) throws UnreadablePayload {
        return github.read(new Incoming(Map.of("x-github-event", event, "content-type", contentType), body.getBytes(UTF_8)));
    }

    private Optional<String> refusal(String signature, String secret, byte[] body) {
        Map<String, String> headers = new HashMap<>(Map.of("x-hub-signature-256", signature));
        return github.refusal(new Incoming(headers, body), secret);
    }
}
