package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Review;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Like {@link RecordedPayloadsTest}, for the servers whose facts stand in the index in the words of the body. */
class RecordedServersTest {

    private static final Set<String> SERVERS = Set.of("gitlab", "bitbucket-server", "bitbucket-cloud", "azure-devops",
            "gitea", "forgejo", "gogs", "gerrit", "codecommit");

    /** Facts are told of these, which hold nothing that we take, or must not be read. */
    private static final Set<String> NOT_OURS = Set.of("note", "job", "repo:comment:added", "diagnostics:ping",
            "repository.created", "pull_request_comment.created", "project-created", "project-head-updated",
            "commentOnPullRequestCreated", "unreferencedMergeCommitCreated",
            "SNS UnsubscribeConfirmation", "SQS envelope");

    @TestFactory
    Stream<DynamicTest> each_recorded_payload_says_what_its_facts_say() throws IOException {
        List<RecordedPayloadsTest.Row> rows = RecordedPayloadsTest.rows().stream().filter(row -> SERVERS.contains(row.provider())).toList();
        assumeTrue(!rows.isEmpty(), "no recorded payloads beside this project");
        assertTrue(rows.size() > 120, "the index lists only " + rows.size() + " payloads that we can read");
        return rows.stream().map(row -> dynamicTest(row.provider() + "/" + row.recording().name(), () -> compare(row)));
    }

    private static void compare(RecordedPayloadsTest.Row row) throws UnreadablePayload {
        Provider provider = Provider.ofCode(row.provider()).orElseThrow();
        if (!row.secret().isEmpty()) {
            assertEquals(Optional.empty(), provider.refusal(row.recording().incoming(), row.secret()));
            assertTrue(provider.refusal(row.recording().incoming(), row.secret() + "x").isPresent());
        }
        Reading reading = provider.read(row.recording().incoming());
        JsonNode facts = row.facts().has("inner") ? row.facts().get("inner") : row.facts();
        assertEquals(reading.activities().isEmpty(), !reading.note().isEmpty(), "a note says why there are no activities");
        if (NOT_OURS.contains(row.event()) || NOT_OURS.contains(reading.event())) {
            assertEquals(List.of(), reading.activities());
            return;
        }
        if (facts.has("repo")) {
            assertEquals(facts.get("repo").asText(), reading.repository());
        }
        if (RecordedBuilds.EVENTS.contains(row.event())) {
            RecordedBuilds.compare(row.event(), facts, reading);
            return;
        }
        if (facts.has("ref_updates")) {
            pushes(facts, only(reading, Activity.Pushed.class));
        }
        if (facts.has("ref_type")) {
            refChange(row.event(), facts, only(reading, Activity.Pushed.class).getFirst().update());
        }
        if (facts.has("pr")) {
            List<Activity.PullRequestChanged> changed = only(reading, Activity.PullRequestChanged.class);
            assertEquals(1, changed.size());
            pullRequest(row, changed.getFirst());
            reviews(facts.get("pr"), only(reading, Activity.Reviewed.class));
        }
        if (!facts.has("ref_updates") && !facts.has("pr")) {
            assertEquals(1, reading.activities().size());
            assertEquals(row.event().equals("system.project_destroy"), reading.activities().getFirst() instanceof Activity.RepositoryRemoved);
        }
    }

    private static void pushes(JsonNode facts, List<Activity.Pushed> pushes) {
        assertEquals(facts.get("ref_updates").size(), pushes.size());
        for (int i = 0; i < pushes.size(); i++) {
            JsonNode wanted = facts.get("ref_updates").get(i);
            RefUpdate update = pushes.get(i).update();
            if (wanted.has("ref")) {
                assertEquals(wanted.get("ref").asText(), update.ref().full());
            }
            if (!wanted.has("change")) { // a trigger of CodeCommit tells where a ref stands now, and nothing else
                assertEquals(sha(wanted.get("after")), update.after());
                continue;
            }
            assertEquals(wanted.get("name").asText(), update.ref().name());
            assertEquals(kind(wanted.get("type")), update.ref().kind());
            assertEquals(sha(wanted.get("before")), update.before());
            assertEquals(sha(wanted.get("after")), update.after());
            assertEquals(wanted.get("change").asText().equals("delete"), update.removes());
            assertEquals(wanted.path("forced").asBoolean(), update.forced());
            if (wanted.has("commit_count")) {
                assertEquals(wanted.get("commit_count").asInt(), pushes.get(i).commits().size());
                assertEquals(wanted.get("truncated").asBoolean(), update.atCap());
                assertEquals(!wanted.get("truncated").asBoolean(), update.total().isPresent());
            }
            if (facts.has("total_commits_count")) {
                assertEquals(OptionalInt.of(facts.get("total_commits_count").asInt()), update.total());
            }
        }
        List<Commit> commits = pushes.stream().flatMap(pushed -> pushed.commits().stream()).toList();
        assertEquals(facts.path("commit_count").asInt(), commits.size());
        assertEquals(texts(facts.path("commit_ids")), commits.stream().map(Commit::sha).toList());
        assertEquals(texts(facts.path("messages")), commits.stream().map(commit -> commit.message().lines().findFirst().orElse("")).toList());
        Set<String> authors = new HashSet<>(Set.of("")); // one sample has an account in place of git's name
        for (Commit commit : commits) {
            authors.add(commit.author().name() + " <" + commit.author().email() + ">");
            authors.add(commit.author().name());
            authors.add(commit.author().username()); // Bitbucket names those whom it knows by their account
        }
        assertTrue(authors.containsAll(texts(facts.path("authors"))), authors + " lacks one of " + facts.path("authors"));
    }

    private static void refChange(String event, JsonNode facts, RefUpdate update) {
        assertEquals(facts.get("ref").asText(), update.ref().name());
        assertEquals(kind(facts.get("ref_type")), update.ref().kind());
        assertEquals(event.equals("delete"), update.removes());
        assertEquals(event.equals("create"), update.before().equals(RefUpdate.ABSENT));
    }

    private static Ref.Kind kind(JsonNode type) {
        return switch (type.asText()) {
            case "branch" -> Ref.Kind.BRANCH;
            case "tag" -> Ref.Kind.TAG;
            default -> Ref.Kind.OTHER;
        };
    }

    private static void pullRequest(RecordedPayloadsTest.Row row, Activity.PullRequestChanged changed) {
        JsonNode wanted = row.facts().get("pr");
        PullRequest pr = changed.pullRequest();
        assertEquals(wanted.get("number").asText(), pr.number());
        assertEquals(wanted.get("title").asText(), pr.title());
        assertEquals(state(row.event(), wanted), pr.state());
        assertEquals(wanted.path("source").asText(pr.sourceBranch()), pr.sourceBranch()); // Gerrit has none, Gogs' were not read
        assertEquals(wanted.path("target").asText(pr.targetBranch()), pr.targetBranch());
        assertEquals(wanted.path("head_sha").asText(pr.headSha()), pr.headSha());
        if (wanted.has("author")) {
            assertEquals(wanted.get("author").asText(), pr.author().username());
        }
        if (wanted.has("source_repo") && !Set.of("gitlab", "gogs").contains(row.provider())) { // two samples of GitLab contradict themselves
            String target = wanted.has("target_repo") ? wanted.get("target_repo").asText() : row.facts().get("repo").asText();
            assertEquals(!target.equals(wanted.get("source_repo").asText()), pr.fromFork());
        }
        if (wanted.has("target_repo")) {
            assertEquals(wanted.get("target_repo").asText(), changed.repository().name());
        }
    }

    private static PullRequest.State state(String event, JsonNode wanted) {
        if (wanted.path("merged").asText().equalsIgnoreCase("true")) {
            return PullRequest.State.MERGED;
        }
        return switch (wanted.get("state").asText()) {
            case "merged", "MERGED", "completed" -> PullRequest.State.MERGED;
            case "closed", "Closed", "DECLINED", "ABANDONED", "abandoned" -> PullRequest.State.DECLINED;
            // The vendor's own sample; its event says which.
            case "OPEN|MERGED|DECLINED" -> event.equals("pullrequest:fulfilled") ? PullRequest.State.MERGED : PullRequest.State.OPEN;
            default -> event.equals("pr:deleted") || event.equals("change-deleted") ? PullRequest.State.DECLINED
                    : wanted.path("draft").asBoolean() ? PullRequest.State.DRAFT : PullRequest.State.OPEN;
        };
    }

    private static void reviews(JsonNode wanted, List<Activity.Reviewed> reviewed) {
        for (JsonNode reviewer : wanted.path("reviewers")) {
            Optional<Review.Decision> decision = reviewed.stream().map(Activity.Reviewed::review)
                    .filter(review -> review.reviewer().username().equals(reviewer.get(0).asText()))
                    .map(Review::decision).filter(told -> told != Review.Decision.WITHDRAWN).findFirst();
            assertEquals(reviewer.get(1).asText(), decision.map(Enum::name).orElse("UNAPPROVED"));
        }
    }

    private static String sha(JsonNode told) {
        return told.isNull() ? RefUpdate.ABSENT : told.asText();
    }

    private static <A extends Activity> List<A> only(Reading reading, Class<A> kind) {
        return reading.activities().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
