package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towline.activity.Activity;
import dev.towline.activity.PullRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GerritTest {

    private final Gerrit gerrit = new Gerrit();

    @ParameterizedTest
    @ValueSource(strings = {"", "s"})
    void the_secret_url_alone_vouches(String secret) {
        assertEquals(Optional.empty(), gerrit.refusal(new Incoming(Map.of(), new byte[0]), secret));
        assertEquals("", gerrit.deliveryId(new Incoming(Map.of(), "{\"id\":\"1\"}".getBytes(UTF_8))));
    }

    @ParameterizedTest(name = "{0} {1} wip {2} → {3}")
    @CsvSource({
            "patchset-created, NEW, false, OPEN", "patchset-created, NEW, true, DRAFT", "patchset-created, DRAFT, false, DRAFT",
            "comment-added, SUBMITTED, false, OPEN", "comment-added, MERGED, true, MERGED", "comment-added, ABANDONED, true, DECLINED",
            "change-deleted, NEW, false, DECLINED", "wip-state-changed, NEW, true, DRAFT",
            "change-merged, , false, MERGED", "change-abandoned, , false, DECLINED", "patchset-created, , true, DRAFT", "change-restored, , false, OPEN"})
    void the_status_is_told_or_implied(String event, String status, boolean wip, PullRequest.State wanted) throws UnreadablePayload {
        String told = status == null ? "" : ",\"status\":\"" + status + "\"";
        assertEquals(wanted, changed(event, ",\"wip\":" + wip + told, "").pullRequest().state());
    }

    @Test
    void a_remark_without_a_status_could_reopen_what_is_closed() {
        assertEquals("$.change.status", assertThrows(UnreadablePayload.class, () -> changed("comment-added", "", "")).path());
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"value":"2","oldValue":"0"}                         | APPROVED
            {"value":2}                                          | APPROVED
            {"value":"-2"}                                       | NEEDS_WORK
            {"value":"2"},{"value":"-2"}                         | NEEDS_WORK
            {"value":"1","oldValue":"2"}                         | WITHDRAWN
            {"value":"0","oldValue":"-2"}                        | WITHDRAWN
            {"oldValue":"2"}                                     | WITHDRAWN
            {"value":"1","oldValue":"2"},{"value":"2"}           | APPROVED
            {"value":"1","oldValue":"0"}                         | ''
            {"value":"-1","oldValue":"1"}                        | ''
            {"value":"0"}                                        | ''
            """)
    void only_the_two_strong_votes_decide(String votes, String wanted) throws UnreadablePayload {
        Reading reading = read("comment-added", ",\"status\":\"NEW\"", ",\"author\":{\"username\":\"jun\"},\"approvals\":[" + votes + "]", Map.of());
        String decision = reading.activities().stream().filter(Activity.Reviewed.class::isInstance).map(Activity.Reviewed.class::cast)
                .map(reviewed -> reviewed.review().decision().name()).findFirst().orElse("");
        assertEquals(wanted, decision);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            https://review.harbour.example/    | https://review.harbour.example/q/project:quay/crane
            https://harbour.example/gerrit     | https://harbour.example/gerrit/q/project:quay/crane
            javascript:alert(1)                | ''
            https://u:p@review.harbour.example | ''
            ''                                 | ''
            """)
    void pages_stand_where_the_call_says_it_came_from(String origin, String wanted) throws UnreadablePayload {
        assertEquals(wanted, read("patchset-created", "", "", Map.of("x-origin-url", origin)).activities().getFirst().repository().url());
    }

    @Test
    void an_old_server_writes_numbers_as_text_and_tells_no_time_of_the_event() throws UnreadablePayload {
        Activity.PullRequestChanged changed = changed("patchset-created", ",\"lastUpdated\":1773072060", "");
        assertEquals("4217", changed.pullRequest().number());
        assertEquals("refs/changes/17/4217", changed.pullRequest().sourceBranch());
        assertEquals(Instant.parse("2026-03-09T16:01:00Z"), changed.pullRequest().updatedAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"4217x\"", "\"9223372036854775808\"", "1.5", "[]", "null"})
    void a_number_that_is_none_is_unreadable(String number) {
        String body = "{\"type\":\"patchset-created\",\"change\":{\"project\":\"p\",\"branch\":\"main\",\"subject\":\"t\",\"number\":" + number + "}}";
        assertEquals("$.change.number",
                assertThrows(UnreadablePayload.class, () -> gerrit.read(new Incoming(Map.of(), body.getBytes(UTF_8)))).path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000000000000000000000000000000000"})
    void a_patch_set_without_its_sha_is_no_commit(String revision) throws UnreadablePayload {
        assertEquals(1, read("patchset-created", "", ",\"patchSet\":{\"revision\":\"" + revision + "\"}", Map.of()).activities().size());
        assertEquals(2, read("patchset-created", "", ",\"patchSet\":{\"revision\":\"ab" + revision + "\"}", Map.of()).activities().size());
    }

    private Activity.PullRequestChanged changed(String event, String change, String more) throws UnreadablePayload {
        return (Activity.PullRequestChanged) read(event, change, more, Map.of()).activities().getFirst();
    }

    private Reading read(String event, String change, String more, Map<String, String> headers) throws UnreadablePayload {
        String body = "{\"type\":\"" + event + "\",\"change\":{\"project\":\"quay/crane\",\"branch\":\"main\",\"subject\":\"t\",\"number\":\"4217\""
                + change + "}" + more + "}";
        return gerrit.read(new Incoming(headers, body.getBytes(UTF_8)));
    }
}
