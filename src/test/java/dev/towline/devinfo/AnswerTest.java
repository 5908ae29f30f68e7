package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.jira.CredentialRefused;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Jira's answers mean for us. */
class AnswerTest {

    private static final String REPOSITORY = Ids.repository(Samples.SERVER, "42");

    @Test
    void a_202_says_of_each_entity_what_became_of_it() {
        var items = List.of(Samples.item(1), Samples.item(2), strange(3, "XYZ-1"), strange(4, "ABC-1", "XYZ-1"), Samples.item(5));
        var outcomes = Outcomes.of(items, json("""
                {"acceptedDevinfoEntities": {"%1$s": {"commits": ["%2$s", "%5$s"], "branches": [], "pullRequests": []}},
                 "failedDevinfoEntities": {"%1$s": {"commits": [{"id": "%3$s", "errorMessages": [{"message": "too odd"}, {"message": "second"}]}]}},
                 "unknownIssueKeys": ["xyz-1"]}
                """.formatted(REPOSITORY, Samples.sha(1), Samples.sha(2), Samples.sha(3), Samples.sha(4))));
        assertEquals(List.of(Outcome.Kind.ACCEPTED, Outcome.Kind.FAILED, Outcome.Kind.UNKNOWN_KEYS, Outcome.Kind.PARTLY_KNOWN, Outcome.Kind.FAILED),
                outcomes.stream().map(Outcome::kind).toList());
        assertEquals(List.of("", "too odd", "Jira knows no issue XYZ-1", "Jira knows no issue XYZ-1", "Jira's answer did not mention it"),
                outcomes.stream().map(Outcome::message).toList());
    }

    @Test
    void unknown_associations_count_as_unknown_keys() {
        var outcomes = Outcomes.of(List.of(strange(1, "XYZ-1")), json("""
                {"unknownAssociations": [{"associationType": "issueIdOrKeys", "values": ["XYZ-1"]}]}"""));
        assertEquals(Outcome.Kind.UNKNOWN_KEYS, outcomes.getFirst().kind());
    }

    @Test
    void a_repository_that_failed_fails_its_entities() {
        var outcomes = Outcomes.of(List.of(Samples.item(1)), json("""
                {"failedDevinfoEntities": {"%s": {"errorMessages": [{"message": "bad name"}]}}}""".formatted(REPOSITORY)));
        assertEquals(List.of(new Outcome(Samples.item(1).entity(), 1, Outcome.Kind.FAILED, "bad name")), outcomes);
    }

    @Test
    void a_202_without_a_readable_body_is_no_success() {
        assertEquals(Outcome.Kind.FAILED, Outcomes.of(List.of(Samples.item(1)), MissingNode.getInstance()).getFirst().kind());
    }

    @Test
    void a_long_message_of_jiras_is_cut() {
        assertEquals(500, new Outcome(Samples.item(1).entity(), 1, Outcome.Kind.FAILED, "x".repeat(900)).message().length());
    }

    @Test
    void a_message_that_no_database_can_hold_is_made_storable() {
        assertEquals("ab🪢", new Outcome(Samples.item(1).entity(), 1, Outcome.Kind.FAILED, "a\0b\ud83e🪢").message());
    }

    @Test
    void each_status_has_a_meaning_and_none_means_to_forget() {
        for (var status : List.of(200, 202)) {
            assertInstanceOf(Verdict.Taken.class, verdict(status, ""));
        }
        assertEquals(new Verdict.Refused("odd (400)"), verdict(400, "{\"errorMessages\":[{\"message\":\"odd\"}]}"));
        assertEquals(new Verdict.Refused("odd (400)"), verdict(400, "{\"errorMessages\":[\"odd\"]}"));
        assertEquals(new Verdict.Refused("Jira finds it too large (413)"), verdict(413, ""));
        for (var status : List.of(401, 403, 301, 302, 404, 405)) {
            var parked = assertInstanceOf(Verdict.Parked.class, verdict(status, ""));
            assertTrue(parked.trouble().contains("(" + status + ")"));
        }
        for (var status : List.of(408, 409, 500, 502, 503, 504)) {
            assertEquals(new Verdict.Later(Optional.empty()), verdict(status, ""), "status " + status);
        }
    }

    @Test
    void jiras_own_waiting_time_is_kept_to() {
        assertEquals(new Verdict.Later(Optional.of(Duration.ofSeconds(60))), verdict(429, ""));
        assertEquals(new Verdict.Later(Optional.of(Duration.ofSeconds(7))),
                Verdict.of(Tenant.Kind.CONNECT, Api.BUILDS, new JiraAnswer(429, MissingNode.getInstance(), Optional.of(Duration.ofSeconds(7)))));
        assertEquals(new Verdict.Later(Optional.of(Duration.ofSeconds(8))),
                Verdict.of(Tenant.Kind.CONNECT, Api.BUILDS, new JiraAnswer(503, MissingNode.getInstance(), Optional.of(Duration.ofSeconds(8)))));
    }

    @Test
    void no_answer_means_later_and_the_log_line_holds_no_content() {
        var tenant = new TenantId(UUID.randomUUID());
        var step = new Step.Store(Samples.SERVER, List.of(Samples.item(1)), 1);
        var answered = Answered.by(failing(new JiraUnavailable("down", Duration.ofSeconds(3), null)), tenant, step);
        assertEquals(new Verdict.Later(Optional.of(Duration.ofSeconds(3))), answered.verdict());
        assertTrue(answered.line().matches("Store entities=1 status=none accepted=0 failed=0 unknown_keys=0 deleted=0 ms=\\d+"), answered.line());
    }

    @Test
    void a_refused_credential_parks_the_site_with_what_to_do() {
        var step = new Step.Store(Samples.SERVER, List.of(Samples.item(1)), 1);
        var answered = Answered.by(failing(new CredentialRefused("look here")), new TenantId(UUID.randomUUID()), step);
        assertEquals(new Verdict.Parked("look here"), answered.verdict());
    }

    @Test
    void what_to_do_depends_on_how_the_site_belongs_to_us() {
        for (var status : new int[] {401, 403, 404}) {
            var nothing = new JiraAnswer(status, MissingNode.getInstance(), Optional.empty());
            var connect = assertInstanceOf(Verdict.Parked.class, Verdict.of(Tenant.Kind.CONNECT, Api.DEVINFO, nothing)).trouble();
            var own = assertInstanceOf(Verdict.Parked.class, Verdict.of(Tenant.Kind.SELF_HOSTED, Api.DEVINFO, nothing)).trouble();
            assertTrue(own.contains("OAuth") || own.contains("TOWLINE_JIRA_SITE"), own);
            assertTrue(!connect.contains("OAuth") && !own.contains("the app"), own);
        }
        var closed = new JiraAnswer(403, MissingNode.getInstance(), Optional.empty());
        assertTrue(assertInstanceOf(Verdict.Closed.class, Verdict.of(Tenant.Kind.SELF_HOSTED, Api.BUILDS, closed)).message().contains("may not write builds"));
    }

    private static Site failing(RuntimeException trouble) {
        return new Site() {
            @Override
            public JiraAnswer send(TenantId tenant, String method, String path, com.fasterxml.jackson.databind.JsonNode body) {
                throw trouble;
            }

            @Override
            public Tenant.Kind kind(TenantId tenant) {
                return Tenant.Kind.CONNECT;
            }
        };
    }

    @Test
    void waiting_doubles_up_to_a_cap_and_is_never_all_alike() {
        var chance = new Random(1);
        for (var failures = 0; failures < 40; failures++) {
            var full = Math.min(300_000, 1000L << Math.min(failures, 20));
            var wait = Patience.after(failures, chance).toMillis();
            assertTrue(wait >= full / 2 && wait <= full, failures + " failures: " + wait);
        }
        assertTrue(Patience.after(5, chance).compareTo(Patience.after(5, chance)) != 0);
    }

    @Test
    void what_jira_asks_for_is_waited_and_not_by_all_sites_alike() {
        var chance = new Random(1);
        for (var seconds : new long[] {0, 1, 90, 3600}) {
            var asked = Duration.ofSeconds(seconds);
            var wait = Patience.asked(asked, chance);
            assertTrue(wait.compareTo(asked) >= 0 && wait.compareTo(asked.plus(Duration.ofMillis(Math.min(seconds * 100, 30_000)))) <= 0, wait::toString);
        }
        assertTrue(Patience.asked(Duration.ofHours(1), chance).compareTo(Patience.asked(Duration.ofHours(1), chance)) != 0);
    }

    @Test
    void builds_and_deployments_are_answered_by_their_keys() {
        var builds = IntStream.rangeClosed(1, 4).mapToObj(number -> Item.of(Samples.build("ci", number, number), number)).toList();
        var pipeline = Ids.pipeline(Samples.SERVER, "42", "ci");
        var outcomes = Outcomes.of(builds, json("""
                {"acceptedBuilds": [{"pipelineId": "%1$s", "buildNumber": 1}, {"pipelineId": "other", "buildNumber": 4}],
                 "rejectedBuilds": [{"key": {"pipelineId": "%1$s", "buildNumber": 2}, "errors": [{"message": "too odd"}]},
                                    {"key": {"pipelineId": "%1$s", "buildNumber": 3}, "errors": []}]}
                """.formatted(pipeline)));
        assertEquals(List.of("ACCEPTED ", "FAILED too odd", "FAILED Jira refused it without saying why", "FAILED Jira's answer did not mention it"), words(outcomes));
        var deployments = List.of(Item.of(Samples.deployment("live", "7", 1), Wording.NONE, 1), Item.of(Samples.deployment("qa", "7", 2), Wording.NONE, 2));
        outcomes = Outcomes.of(deployments, json("""
                {"acceptedDeployments": [{"pipelineId": "%1$s", "environmentId": "%2$s", "deploymentSequenceNumber": 7}],
                 "rejectedDeployments": [{"key": {"pipelineId": "%1$s", "environmentId": "%3$s", "deploymentSequenceNumber": 7}, "errors": [{"message": "no"}]}]}
                """.formatted(Ids.tag(Samples.SERVER, "42"), Ids.environment(Samples.SERVER, "live"), Ids.environment(Samples.SERVER, "qa"))));
        assertEquals(List.of("ACCEPTED ", "FAILED no"), words(outcomes));
    }

    @Test
    void a_run_rejected_because_no_issue_is_known_is_one_of_unknown_keys() {
        var outcomes = Outcomes.of(List.of(Item.of(Samples.build("ci", 1, 1), 1)), json("""
                {"acceptedBuilds": [], "rejectedBuilds": [{"key": {"pipelineId": "%s", "buildNumber": 1}, "errors": [{"message": "no issues"}]}],
                 "unknownIssueKeys": ["ABC-1"]}""".formatted(Ids.pipeline(Samples.SERVER, "42", "ci"))));
        assertEquals(List.of("UNKNOWN_KEYS Jira knows no issue ABC-1"), words(outcomes));
    }

    @Test
    void builds_and_deployments_that_jira_is_closed_to_do_not_park_the_tenant() {
        for (var api : List.of(Api.BUILDS, Api.DEPLOYMENTS)) {
            assertInstanceOf(Verdict.Closed.class, Verdict.of(Tenant.Kind.CONNECT, api, new JiraAnswer(403, MissingNode.getInstance(), Optional.empty())));
            assertInstanceOf(Verdict.Parked.class, Verdict.of(Tenant.Kind.CONNECT, api, new JiraAnswer(401, MissingNode.getInstance(), Optional.empty())));
        }
        assertEquals(new Verdict.Refused("odd (400)"), Verdict.of(Tenant.Kind.CONNECT, Api.BUILDS, new JiraAnswer(400, json("[{\"message\":\"odd\"}]"), Optional.empty())));
    }

    private static List<String> words(List<Outcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.kind() + " " + outcome.message()).toList();
    }

    private static Item strange(int number, String... keys) {
        return Item.of(Samples.commit(Samples.PLACE, Samples.sha(number), number, Samples.keys(keys)), Wording.NONE, number);
    }

    private static Verdict verdict(int status, String body) {
        return Verdict.of(Tenant.Kind.CONNECT, Api.DEVINFO, new JiraAnswer(status, body.isEmpty() ? MissingNode.getInstance() : json(body), Optional.empty()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
