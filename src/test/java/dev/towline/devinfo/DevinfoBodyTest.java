package dev.towline.devinfo;

import static dev.towline.devinfo.Samples.ANNA;
import static dev.towline.devinfo.Samples.PLACE;
import static dev.towline.devinfo.Samples.SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.activity.FileChange;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.Place;
import dev.towline.index.Development.PullRequestView;
import dev.towline.integration.Identities.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevinfoBodyTest {

    private static final String EMOJI = "🪢";

    @Test
    void an_upload_of_every_kind_is_what_the_schema_allows() {
        var body = upload(
                Item.of(Samples.commit(Samples.sha(1), 5), Wording.NONE, 5),
                Item.of(Samples.branch("ABC-1-tow", 6), Wording.NONE, 6),
                Item.of(Samples.branch("feature/ABC-1 ü", 7, false, Optional.of(Samples.commit(Samples.sha(2), 4)), Samples.keys("ABC-1")), Wording.NONE, 7),
                Item.of(Samples.pullRequest("12", PullRequest.State.OPEN, 8), Wording.NONE, 8));
        UploadSchema.assertValid(body);
        assertEquals(1, body.path("repositories").size());
        assertEquals("NORMAL", body.path("operationType").asText());
        assertFalse(body.path("preventTransitions").asBoolean(true));
        assertEquals(SERVER.toString(), body.at("/properties/integrationId").asText());
        assertEquals("Towline", body.at("/providerMetadata/product").asText());
        assertEquals(99, body.at("/repositories/0/updateSequenceId").asLong());
    }

    @Test
    void the_schema_refuses_a_property_that_jira_does_not_know() {
        var body = upload(Samples.item(1));
        ((com.fasterxml.jackson.databind.node.ObjectNode) body.at("/repositories/0/commits/0")).put("timestamp", "now");
        assertThrows(AssertionError.class, () -> UploadSchema.assertValid(body));
    }

    @Test
    void a_commit_says_what_is_known_and_nothing_else() {
        var body = DevinfoBody.commit(Samples.commit(Samples.sha(0xabc), 5), Wording.NONE, 5);
        assertEquals(Samples.sha(0xabc), body.path("id").asText());
        assertEquals("0000000", body.path("displayId").asText());
        assertEquals(5, body.path("updateSequenceId").asLong());
        assertEquals("2026-03-01T10:00:00Z", body.path("authorTimestamp").asText());
        assertEquals("Anna Åström", body.at("/author/name").asText());
        assertEquals("anna@example.com", body.at("/author/email").asText());
        assertEquals("MODIFIED", body.at("/files/0/changeType").asText());
        assertEquals("ABC-1", body.at("/issueKeys/0").asText());
        assertEquals("issueIdOrKeys", body.at("/associations/0/associationType").asText());
        assertEquals("ABC-1", body.at("/associations/0/values/0").asText());
        assertFalse(body.has("flags"), "a merge is never guessed");
    }

    @Test
    void a_merge_commit_is_flagged_where_the_parents_are_known() {
        assertEquals("MERGE_COMMIT", commit("m", ANNA, "", List.of(), Optional.of(true)).at("/flags/0").asText());
        assertFalse(commit("m", ANNA, "", List.of(), Optional.of(false)).has("flags"));
    }

    @Test
    void an_author_of_whom_nothing_is_known_gets_a_neutral_name_and_no_foreign_address() {
        var author = commit("m", Person.UNKNOWN, "", List.of(), Optional.empty()).path("author");
        assertEquals("Unknown", author.path("name").asText());
        assertEquals("unknown@users.noreply.invalid", author.path("email").asText());
        assertEquals(2, author.size());
    }

    @Test
    void an_email_that_is_none_is_not_sent_and_not_cut() {
        for (var email : List.of("anna", "@", "anna@", "[REDACTED]", "", "noreply@git.example.com", "7+anna@users.noreply.github.com", "No-Reply@example.com", "a".repeat(250) + "@example.com")) {
            var author = commit("m", new Person("Anna", email, "", "", ""), "", List.of(), Optional.empty()).path("author");
            assertEquals("unknown@users.noreply.invalid", author.path("email").asText(), email);
        }
    }

    @Test
    void an_author_is_sent_with_the_email_that_was_said_and_a_reviewer_with_the_account() {
        var wording = said("anna@example.com", "anna@work.example", "557058:anna");
        var commit = DevinfoBody.commit(Samples.commit(Samples.sha(1), 5), wording, 5);
        assertEquals("anna@work.example", commit.at("/author/email").asText());
        assertEquals("Anna Åström", commit.at("/author/name").asText());
        assertFalse(commit.path("author").has("accountId"));
        var branch = DevinfoBody.branch(Samples.branch("b", 8, false, Optional.of(Samples.commit(Samples.sha(2), 4)), Samples.keys("ABC-1")), wording, 8);
        assertEquals("anna@work.example", branch.at("/lastCommit/author/email").asText());
        var request = DevinfoBody.pullRequest(Samples.pullRequest("12", PullRequest.State.OPEN, 8), wording, 8);
        assertEquals("anna@work.example", request.at("/author/email").asText());
        assertEquals("557058:anna", request.at("/reviewers/0/accountId").asText());
        assertEquals("anna@work.example", request.at("/reviewers/0/email").asText());
        assertFalse(request.at("/reviewers/1").has("accountId"), "of whom nothing is known");
        UploadSchema.assertValid(upload(Item.of(Samples.pullRequest("12", PullRequest.State.OPEN, 8), wording, 8)));
    }

    @Test
    void who_is_who_is_found_by_email_then_user_name_then_name_and_in_no_other_integration() {
        assertEquals("a@work.example", email(said("anna", "a@work.example", "")));
        assertEquals("a@work.example", email(said("anna åström", "a@work.example", "")));
        assertEquals("anna@example.com", email(said("anna@example.com", "", "557058:anna")));
        assertEquals("anna@example.com", email(new Wording(Map.of(), Map.of(Samples.OTHER_SERVER, Map.of("anna", new Identity("anna", "a@work.example", ""))))));
        assertEquals("e@work.example", email(new Wording(Map.of(), Map.of(SERVER, Map.of(
                "anna", new Identity("anna", "u@work.example", ""), "anna@example.com", new Identity("anna@example.com", "e@work.example", ""))))));
    }

    private static String email(Wording wording) {
        return DevinfoBody.commit(Samples.commit(Samples.sha(1), 5), wording, 5).at("/author/email").asText();
    }

    private static Wording said(String git, String email, String account) {
        return new Wording(Map.of(), Map.of(SERVER, Map.of(git, new Identity(git, email, account))));
    }

    @Test
    void text_is_cut_to_its_limit_and_never_within_a_character() {
        assertEquals("a".repeat(1023) + EMOJI, commit("a".repeat(1023) + EMOJI + "b", ANNA, "", List.of(), Optional.empty()).path("message").asText());
        assertEquals(EMOJI.repeat(1024), commit(EMOJI.repeat(1024), ANNA, "", List.of(), Optional.empty()).path("message").asText());
        assertEquals(EMOJI.repeat(1024), commit(EMOJI.repeat(1025), ANNA, "", List.of(), Optional.empty()).path("message").asText());
        assertEquals("a".repeat(254), commit("m", new Person("a".repeat(254) + EMOJI, "", "", "", ""), "", List.of(), Optional.empty()).at("/author/name").asText());
        assertEquals("a".repeat(1024), commit("a".repeat(1025), ANNA, "", List.of(), Optional.empty()).path("message").asText());
    }

    @Test
    void everything_that_is_too_long_is_cut_or_replaced_so_that_the_schema_holds() {
        var longText = EMOJI.repeat(3000);
        var longUrl = "https://git.example.com/" + "a".repeat(2000);
        var place = new Place(SERVER, longText, longText, longUrl);
        var person = new Person(longText, longText + "@example.com", longText, longUrl, longUrl);
        var files = IntStream.range(0, 30).mapToObj(number -> new FileChange(longText + number, FileChange.Kind.ADDED)).toList();
        var commit = new CommitView(place, Samples.sha(1), longText, person, Samples.AT, longUrl, OptionalInt.of(-1), files, Optional.of(true), true, Samples.manyKeys(700), 3);
        var branch = new BranchView(place, longText, Samples.sha(1), Samples.AT, longUrl, Optional.of(commit), false, Samples.manyKeys(700), 4);
        var request = new PullRequestView(
                place, longText, longText, PullRequest.State.MERGED, person, longText, longUrl, longText, longUrl, longUrl, Samples.AT, -3,
                List.of(new dev.towline.index.Development.ReviewerView(person, Optional.empty())), true, Samples.manyKeys(700), 5);
        var body = upload(Item.of(commit, Wording.NONE, 3), Item.of(branch, Wording.NONE, 4), Item.of(request, Wording.NONE, 5));
        UploadSchema.assertValid(body);
        assertEquals(10, body.at("/repositories/0/commits/0/files").size());
        assertEquals(512, body.at("/repositories/0/branches/0/name").asText().length());
        assertEquals(254, body.at("/repositories/0/pullRequests/0/sourceBranch").asText().length(), "255 would break a character");
    }

    @Test
    void at_most_500_issue_links_are_sent_and_both_forms_only_where_they_fit_together() {
        var few = DevinfoBody.commit(Samples.commit(PLACE, Samples.sha(1), 1, Samples.manyKeys(250)), Wording.NONE, 1);
        assertEquals(250, few.path("issueKeys").size());
        assertEquals(250, few.at("/associations/0/values").size());
        var many = DevinfoBody.commit(Samples.commit(PLACE, Samples.sha(1), 1, Samples.manyKeys(700)), Wording.NONE, 1);
        assertEquals(500, many.path("issueKeys").size());
        assertFalse(many.has("associations"));
    }

    @Test
    void an_address_that_is_absent_too_long_or_odd_gives_way_to_the_repositorys() {
        for (var url : List.of("", "https://git.example.com/" + "a".repeat(2000), "ssh://git@git.example.com/x", "https://git.example.com/{x}",
                "javascript:alert(1)", "https://anna:secret@git.example.com/x", "https://")) {
            assertEquals("https://git.example.com/team/app", commit("m", ANNA, url, List.of(), Optional.empty()).path("url").asText(), url);
        }
    }

    @Test
    void a_repository_without_a_web_page_gets_an_address_that_belongs_to_nobody() {
        var body = DevinfoBody.repository(new Place(SERVER, "42", "", "/srv/git/app.git"), 1);
        assertEquals("https://unknown.invalid/", body.path("url").asText());
        assertEquals("42", body.path("name").asText());
    }

    @Test
    void files_without_a_name_are_left_out_but_counted() {
        var files = List.of(new FileChange("", FileChange.Kind.ADDED), new FileChange("a", FileChange.Kind.REMOVED), new FileChange("b", FileChange.Kind.MOVED));
        var body = commit("m", ANNA, "", files, Optional.empty());
        assertEquals(3, body.path("fileCount").asInt());
        assertEquals(List.of("DELETED", "MOVED"), body.path("files").findValuesAsText("changeType"));
    }

    @Test
    void a_branch_carries_its_head_commit_where_it_is_known_else_a_bare_one() {
        var known = DevinfoBody.branch(Samples.branch("b", 8, false, Optional.of(Samples.commit(Samples.sha(2), 4)), Samples.keys("ABC-1")), Wording.NONE, 8);
        assertEquals("ABC-1 tow the line", known.at("/lastCommit/message").asText());
        assertEquals(4, known.at("/lastCommit/updateSequenceId").asLong());
        assertFalse(known.path("lastCommit").has("associations"), "the API does not know them there");
        var unknown = DevinfoBody.branch(Samples.branch("b", 8), Wording.NONE, 8);
        assertEquals(Samples.sha(9), unknown.at("/lastCommit/id").asText());
        assertEquals("ABC-1", unknown.at("/lastCommit/issueKeys/0").asText());
        var headless = DevinfoBody.branch(new BranchView(PLACE, "b", "", Samples.AT, "", Optional.empty(), false, Samples.keys("ABC-1"), 8), Wording.NONE, 8);
        assertEquals("0".repeat(40), headless.at("/lastCommit/id").asText());
    }

    @Test
    void a_pull_request_has_its_state_and_each_reviewer_a_decision() {
        for (var state : PullRequest.State.values()) {
            var body = DevinfoBody.pullRequest(Samples.pullRequest("12", state, 8), Wording.NONE, 8);
            assertEquals(state.name(), body.path("status").asText());
            assertEquals("#12", body.path("displayId").asText());
            assertEquals(List.of("APPROVED", "UNAPPROVED", "NEEDSWORK", "UNAPPROVED"), body.path("reviewers").findValuesAsText("approvalStatus"));
            assertEquals("Unknown", body.at("/reviewers/1/name").asText());
        }
    }

    @Test
    void ids_keep_to_jiras_alphabet_and_two_names_never_share_one() {
        assertEquals("11111111222233334444555555555555-42", Ids.repository(SERVER, "42"));
        assertEquals("ABC-1_x.y", Ids.of("ABC-1_x.y"));
        assertEquals("~612f62", Ids.of("a/b"));
        assertEquals("~c3a4", Ids.of("ä"));
        assertEquals("~7e363132663632", Ids.of("~612f62"), "what looks rewritten is rewritten too");
        assertEquals("~2e2e", Ids.of(".."), "it would climb in the address");
        assertEquals(72, Ids.of("ä".repeat(600)).length());
        assertEquals(1024, Ids.of("a".repeat(1024)).length());
        assertEquals(72, Ids.of("a".repeat(1025)).length());
        assertEquals("~", Ids.of("ä".repeat(255)).substring(0, 1));
    }

    @Test
    void regression_of_others_every_request_has_a_body_of_its_own() {
        var first = new Step.Store(SERVER, List.of(Samples.item(1), Samples.item(2)), 9);
        var whole = first.body().orElseThrow();
        assertEquals(1, first.firstHalf().body().orElseThrow().at("/repositories/0/commits").size());
        assertEquals(2, whole.at("/repositories/0/commits").size());
        assertNotSame(whole, first.body().orElseThrow());
    }

    @Test
    void deletions_name_the_entity_and_the_position() {
        var branch = new Entity(Entity.Kind.BRANCH, SERVER, "42", "feature/x");
        assertEquals("/rest/devinfo/0.10/repository/11111111222233334444555555555555-42/branch/~666561747572652f78?_updateSequenceId=7",
                new Step.Erase(branch, 7).path());
        assertEquals("/rest/devinfo/0.10/repository/11111111222233334444555555555555-42/pull_request/12?_updateSequenceId=7",
                new Step.Erase(new Entity(Entity.Kind.PULL_REQUEST, SERVER, "42", "12"), 7).path());
        assertEquals("/rest/devinfo/0.10/repository/11111111222233334444555555555555-42?_updateSequenceId=7",
                new Step.EraseRepository(branch.in(), Api.DEVINFO, 7).path());
        assertEquals("/rest/devinfo/0.10/bulkByProperties?integrationId=" + SERVER, new Step.EraseIntegration(SERVER, Api.DEVINFO).path());
    }

    private static JsonNode commit(String message, Person author, String url, List<FileChange> files, Optional<Boolean> merge) {
        return DevinfoBody.commit(Samples.commit(message, author, url, files, OptionalInt.empty(), merge), Wording.NONE, 7);
    }

    // As Jira reads it: written and parsed again.
    private static JsonNode upload(Item... items) {
        try {
            return new ObjectMapper().readTree(new Step.Store(SERVER, List.of(items), 99).body().orElseThrow().toString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
