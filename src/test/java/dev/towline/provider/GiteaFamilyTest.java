package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.PullRequest;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaFamilyTest {

    private static final byte[] BODY = {'{', (byte) 0xFF, 0, '}'};
    private static final String REPOSITORY = "\"repository\":{\"id\":7,\"full_name\":\"quay/crane\",\"updated_at\":\"2026-03-09T16:00:05Z\"}";

    @ParameterizedTest
    @EnumSource(names = {"GITEA", "FORGEJO", "GOGS"})
    void the_signature_covers_every_byte(Provider provider) {
        String header = "x-" + provider.code() + "-signature";
        Map<String, String> signed = Map.of(header, hex("s", BODY));
        assertEquals(Optional.empty(), provider.refusal(new Incoming(signed, BODY), "s"));
        assertTrue(provider.refusal(new Incoming(signed, BODY), "t").orElseThrow().contains("does not match"));
        assertTrue(provider.refusal(new Incoming(signed, BODY), "").orElseThrow().contains("has no signing secret"));
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertTrue(provider.refusal(new Incoming(signed, changed), "s").orElseThrow().contains("does not match"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "zz", "sha256=00", "é", "0"})
    void a_signature_of_another_shape_is_refused(String signature) {
        assertTrue(Provider.GITEA.refusal(new Incoming(Map.of("x-gitea-signature", signature), BODY), "s").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void an_empty_signature_is_that_of_a_webhook_without_a_secret(String signature) {
        Incoming call = new Incoming(Map.of("x-gogs-signature", signature, "x-gogs-event", "push", "x-github-event", "push"), BODY);
        assertTrue(Provider.GOGS.refusal(call, "s").orElseThrow().startsWith("The call is not signed"));
    }

    @Test
    void a_signature_of_githubs_kind_alone_is_none_of_theirs() {
        Incoming call = new Incoming(Map.of("x-hub-signature-256", "sha256=" + hex("s", BODY), "x-github-event", "push"), BODY);
        assertTrue(Provider.FORGEJO.refusal(call, "s").orElseThrow().endsWith(" But this looks like GitHub; the integration says Forgejo."));
    }

    @Test
    void of_a_form_the_json_in_it_is_signed() {
        String json = "{\"a\":\"ü + & %\"}";
        byte[] form = ("payload=" + URLEncoder.encode(json, UTF_8)).getBytes(UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded", "x-gitea-signature", hex("s", json.getBytes(UTF_8)));
        assertEquals(Optional.empty(), Provider.GITEA.refusal(new Incoming(headers, form), "s"));
        assertTrue(Provider.GITEA.refusal(new Incoming(headers, "a=b".getBytes(UTF_8)), "s").isPresent());
        assertTrue(Provider.GITEA.refusal(new Incoming(headers, "payload=%zz".getBytes(UTF_8)), "s").isPresent());
    }

    /** Each sends its forebears' names, too. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            x-forgejo-event x-gitea-event x-gogs-event x-github-event | Forgejo
            x-gitea-event x-gogs-event x-github-event                 | Gitea
            x-gogs-event x-github-event                               | Gogs
            """)
    void the_youngest_name_tells_who_it_is(String names, String sender) {
        Map<String, String> headers = new HashMap<>();
        for (String name : names.split(" ")) {
            headers.put(name, "push");
        }
        for (Provider expected : new Provider[] {Provider.FORGEJO, Provider.GITEA, Provider.GOGS}) {
            String reason = assertThrows(UnreadablePayload.class, () -> expected.read(new Incoming(headers, "{}".getBytes(UTF_8)))).getMessage();
            assertEquals(!expected.label().equals(sender),
                    reason.startsWith("this looks like " + sender + "; the integration says " + expected.label() + ": "), reason);
        }
    }

    @Test
    void taken_for_github_they_are_read_as_far_as_they_read_and_told_apart_in_words() throws UnreadablePayload {
        Map<String, String> headers = Map.of("x-github-event", "pull_request_approved", "x-gitea-event", "pull_request_approved");
        String words = "this looks like Gitea; the integration says GitHub";
        assertTrue(Provider.GITHUB.read(new Incoming(headers, "{}".getBytes(UTF_8))).note().endsWith(" But " + words + "."));
        assertTrue(assertThrows(UnreadablePayload.class, () -> Provider.GITHUB.read(new Incoming(headers, BODY))).getMessage().startsWith(words));
        Map<String, String> push = Map.of("x-github-event", "push", "x-gogs-event", "push");
        Reading reading = Provider.GITHUB.read(new Incoming(push, ("{\"ref\":\"refs/heads/main\"," + REPOSITORY + "}").getBytes(UTF_8)));
        assertEquals("", reading.note());
        assertEquals("main", pushed(reading).update().ref().name());
    }

    @Test
    void the_delivery_has_the_same_id_under_every_name() {
        assertEquals("d-1", Provider.GOGS.deliveryId(new Incoming(Map.of("x-gitea-delivery", " d-1 ", "x-gogs-delivery", "d-1"), BODY)));
        assertEquals("", Provider.GOGS.deliveryId(new Incoming(Map.of("x-github-delivery", "d-1"), BODY)));
    }

    @Test
    void only_gogs_does_not_count_the_commits() throws UnreadablePayload {
        String push = "{\"ref\":\"refs/heads/main\",\"commits\":[],%s" + REPOSITORY + "}";
        assertEquals(OptionalInt.of(9), pushed(read("push", push.formatted("\"total_commits\":9,"))).update().total());
        assertEquals(OptionalInt.of(0), pushed(read("push", push.formatted("\"total_commits\":-9,"))).update().total());
        assertEquals(OptionalInt.empty(), pushed(read("push", push.formatted(""))).update().total());
    }

    @Test
    void a_push_is_as_new_as_its_newest_commit_or_as_the_repository() throws UnreadablePayload {
        String push = "{\"ref\":\"refs/heads/main\",\"commits\":[{\"id\":\"ab\",\"timestamp\":\"%s\"}]," + REPOSITORY + "}";
        assertEquals(Instant.parse("2026-03-09T16:10:00Z"), pushed(read("push", push.formatted("2026-03-09T17:10:00+01:00"))).update().at());
        assertEquals(Instant.parse("2026-03-09T16:00:05Z"), pushed(read("push", push.formatted("0001-01-01T00:00:00Z"))).update().at());
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            refs/pull/7/head | QUAY-1/lift | QUAY-1/lift
            refs/pull/7/head | ''          | refs/pull/7/head
            lift             | ada:lift    | lift
            """)
    void a_branch_that_is_gone_keeps_its_name(String ref, String label, String wanted) throws UnreadablePayload {
        assertEquals(wanted, pullRequest("{\"ref\":\"" + ref + "\",\"label\":\"" + label + "\"}", "").sourceBranch());
    }

    /** The repository's own time is the same before and after, so that a closed pull request could never be opened again. */
    @Test
    void a_pull_request_of_gogs_has_no_time() throws UnreadablePayload {
        String body = "{\"number\":7,\"pull_request\":{\"title\":\"t\",\"state\":\"open\",\"head_branch\":\"a\",\"base_branch\":\"main\"}," + REPOSITORY + "}";
        Reading reading = Provider.GOGS.read(new Incoming(Map.of("x-gogs-event", "pull_request"), body.getBytes(UTF_8)));
        var changed = (Activity.PullRequestChanged) reading.activities().getFirst();
        assertEquals(Activity.TIME_NOT_TOLD, changed.pullRequest().updatedAt());
        assertEquals(Instant.parse("2026-03-09T16:00:05Z"), changed.repository().asOf());
    }

    @ParameterizedTest(name = "{0} commits, {1} → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            4 |                    | false
            5 |                    | true
            9 |                    | true
            5 | "total_commits":5, | false
            5 | "total_commits":7, | false
            """)
    void a_list_without_a_total_may_be_cut_where_it_is_as_long_as_gogs_lists(int commits, String total, boolean atCap) throws UnreadablePayload {
        String list = IntStream.range(0, commits).mapToObj(i -> "{\"id\":\"%040x\"}".formatted(i + 1)).collect(joining(","));
        String push = "{\"ref\":\"refs/heads/main\"," + (total == null ? "" : total) + "\"commits\":[" + list + "]," + REPOSITORY + "}";
        assertEquals(atCap, pushed(read("push", push)).update().atCap());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"success, SUCCESSFUL", "warning, SUCCESSFUL", "failure, FAILED", "error, FAILED", "pending, IN_PROGRESS", "skipped, CANCELLED", "odd, UNKNOWN"})
    void the_state_of_a_commit_status(String state, Build.State wanted) throws UnreadablePayload {
        Reading reading = read("status", "{\"sha\":\"abcdef\",\"context\":\"ci\",\"state\":\"" + state + "\"," + REPOSITORY + "}");
        Build build = ((Activity.Built) reading.activities().getFirst()).build();
        assertEquals(wanted, build.state());
        // Of a commit whose date is not told, the first 21 bits of its SHA.
        assertEquals(0xabcdef >> 3, build.number());
    }

    @Test
    void an_event_of_a_pull_request_is_read_by_whatever_name() throws UnreadablePayload {
        for (String event : new String[] {"pull_request_sync", "pull_request_label", "pull_request_review_request", "pull_request_review_approved"}) {
            Reading reading = read(event, "{\"number\":7,\"pull_request\":{\"title\":\"t\",\"state\":\"open\",\"head\":{\"ref\":\"a\"},\"base\":{\"ref\":\"main\"}},"
                    + "\"sender\":{\"login\":\"ada\"}," + REPOSITORY + "}");
            assertEquals(event.endsWith("_approved") ? 2 : 1, reading.activities().size());
            assertTrue(read(event, "{\"issue\":{}," + REPOSITORY + "}").activities().isEmpty());
        }
    }

    @Test
    void a_merge_counts_although_the_pull_request_was_read_before_it() throws UnreadablePayload {
        PullRequest merged = pullRequest("{\"ref\":\"a\"}", "\"updated_at\":\"2026-03-09T17:00:00Z\",\"merged_at\":\"2026-03-09T18:00:00Z\",");
        assertEquals(PullRequest.State.MERGED, merged.state());
        assertEquals(Instant.parse("2026-03-09T18:00:00Z"), merged.updatedAt());
    }

    @Test
    void a_ref_that_is_neither_branch_nor_tag_is_not_ours() throws UnreadablePayload {
        Reading reading = read("create", "{\"ref\":\"x\",\"ref_type\":\"repository\"," + REPOSITORY + "}");
        assertTrue(reading.activities().isEmpty());
        assertFalse(reading.note().isEmpty());
    }

    private static PullRequest pullRequest(String head, String more) throws UnreadablePayload {
        Activity changed = read("pull_request", "{\"action\":\"edited\",\"number\":7,\"pull_request\":{" + more + "\"title\":\"t\",\"state\":\"open\",\"head\":"
                + head + ",\"base\":{\"ref\":\"main\"}}," + REPOSITORY + "}").activities().getFirst();
        return ((Activity.PullRequestChanged) changed).pullRequest();
    }

    private static Activity.Pushed pushed(Reading reading) {
        return (Activity.Pushed) reading.activities().getFirst();
    }

    private static Reading read(String event, String body) throws UnreadablePayload {
        return Provider.GITEA.read(new Incoming(Map.of("x-gitea-event", event), body.getBytes(UTF_8)));
    }

    private static String hex(String secret, byte[] body) {
        return HexFormat.of().formatHex(Hmac.sha256(secret, body));
    }
}
