package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeCommitTest {

    private static final String PULL_REQUEST = "{\"detail-type\":\"CodeCommit Pull Request State Change\",\"region\":\"eu-central-1\","
            + "\"resources\":[\"arn:aws:codecommit:eu-central-1:1:crane\"],\"detail\":{\"event\":\"pullRequestCreated\",\"repositoryNames\":[\"crane\"],"
            + "\"pullRequestId\":\"1\",\"title\":\"t\",\"pullRequestStatus\":\"Open\",\"sourceReference\":\"refs/heads/a\","
            + "\"destinationReference\":\"refs/heads/main\",\"author\":\"%s\"}}";

    private final CodeCommit codeCommit = new CodeCommit();

    @Test
    void the_password_is_the_secret_and_the_user_name_is_free() {
        assertEquals(Optional.empty(), refusal("Basic " + base64("towline:sësam"), "sësam"));
        assertEquals(Optional.empty(), refusal("basic " + base64(":a:b"), "a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!", "Bearer sesam", "Basic sesam"})
    void without_a_password_nothing_is_believed(String authorization) {
        assertTrue(refusal(authorization, "sesam").isPresent());
    }

    @Test
    void another_password_is_refused_and_so_is_an_empty_one_where_there_is_no_secret() {
        assertTrue(refusal("Basic " + base64("u:sesan"), "sesam").isPresent());
        assertTrue(refusal("Basic " + base64("u:"), "").isPresent());
    }

    @Test
    void the_password_proves_a_notification_that_somebody_forwards() {
        Map<String, String> message = Sns.notification(Sns.TOPIC, "{}");
        assertTrue(codeCommit.refusal(new Incoming(Map.of(), Sns.body(message)), "s").isPresent());
        assertEquals(Optional.empty(), codeCommit.refusal(new Incoming(Map.of("authorization", "Basic " + base64("u:s")), Sns.body(message)), "s"));
    }

    @Test
    void a_raw_message_without_the_password_is_refused_with_words_that_help() {
        assertTrue(codeCommit.refusal(new Incoming(Map.of("x-amz-sns-rawdelivery", "true"), "{}".getBytes(UTF_8)), "s").orElseThrow()
                .contains("turn off raw message delivery"));
    }

    @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
    @CsvSource({"refs/heads/a, cd, ab, true", "refs/heads/a, '', ab, true", "refs/heads/a, absent, ab, false", "refs/heads/a, cd, absent, false", "refs/tags/a, cd, ab, false"})
    void a_branch_that_moved_had_commits_that_we_were_not_told_of(String ref, String before, String after, boolean atCap) {
        assertEquals(atCap, CodeCommitBody.pushed(new Repository("r", "r", "", Instant.EPOCH), Ref.of(ref), before.replace("absent", RefUpdate.ABSENT),
                after.replace("absent", RefUpdate.ABSENT), Instant.EPOCH).update().atCap());
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource({"referenceCreated, absent, ab", "referenceUpdated, cd, ab", "referenceDeleted, cd, absent"})
    void a_reference_comes_moves_and_goes(String event, String before, String after) throws UnreadablePayload {
        RefUpdate update = ((Activity.Pushed) read("{\"detail-type\":\"CodeCommit Repository State Change\",\"resources\":[\"arn:x\"],\"detail\":{\"event\":\""
                + event + "\",\"repositoryName\":\"crane\",\"referenceFullName\":\"refs/heads/a\",\"commitId\":\"ab\",\"oldCommitId\":\"cd\"}}")
                .activities().getFirst()).update();
        assertEquals(before.replace("absent", RefUpdate.ABSENT), update.before());
        assertEquals(after.replace("absent", RefUpdate.ABSENT), update.after());
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:sts::1:assumed-role/Admin/Mary_Major               | Mary_Major | ''
            arn:aws:iam::1:user/teams/harbour/jun                      | jun        | ''
            arn:aws:iam::1:root                                        | root       | ''
            arn:aws:sts::1:assumed-role/Dev/ada@harbour.example        | ''         | ada@harbour.example
            ''                                                         | ''         | ''
            """)
    void a_person_is_the_end_of_an_arn_and_an_address_is_kept_as_one(String arn, String username, String email) throws UnreadablePayload {
        var author = ((Activity.PullRequestChanged) read(PULL_REQUEST.formatted(arn)).activities().getFirst()).pullRequest().author();
        assertEquals(username, author.username());
        assertEquals(email, author.email());
        assertEquals("", author.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"crane\"]", "[null]", "null"})
    void without_its_arn_a_repository_is_not_known(String resources) {
        String body = PULL_REQUEST.replace("[\"arn:aws:codecommit:eu-central-1:1:crane\"]", resources);
        assertEquals("$.resources", assertThrows(UnreadablePayload.class, () -> read(body)).path());
    }

    @Test
    void a_region_that_is_none_makes_no_address() throws UnreadablePayload {
        assertEquals("", read(PULL_REQUEST.replace("\"region\":\"eu-central-1\"", "\"region\":\"evil.example/#\"")).activities().getFirst().repository().url());
    }

    private Reading read(String body) throws UnreadablePayload {
        return codeCommit.read(new Incoming(Map.of(), body.getBytes(UTF_8)));
    }

    private Optional<String> refusal(String authorization, String secret) {
        return codeCommit.refusal(new Incoming(Map.of("authorization", authorization), "{}".getBytes(UTF_8)), secret);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
