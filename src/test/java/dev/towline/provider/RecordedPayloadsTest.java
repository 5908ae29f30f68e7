package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Reads webhooks that others recorded, and compares with the facts that somebody else read from them. They are third-party
 * data and not part of this repository; without the folder beside it there is nothing to do.
 */
class RecordedPayloadsTest {

    private static final Path FOLDER = Path.of("../shared/payloads");
    private static final Set<String> READ = Set.of("push", "create", "delete", "pull_request", "pull_request_review");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One line of the collection's index. */
    record Row(String provider, String event, Recording recording, String secret, JsonNode facts) {}

    @TestFactory
    Stream<DynamicTest> each_recorded_payload_says_what_its_facts_say() throws IOException {
        assumeTrue(Files.exists(FOLDER), "no recorded payloads beside this project");
        List<Row> rows = rows().stream().filter(row -> row.provider().equals("github")).toList(); // the others: RecordedServersTest
        assertTrue(rows.size() > 20, "the index lists only " + rows.size() + " payloads that we can read");
        return rows.stream().map(row -> dynamicTest(row.recording().name(), () -> compare(row)));
    }

    static List<Row> rows() throws IOException {
        List<String> lines = Files.exists(FOLDER) ? Files.readAllLines(FOLDER.resolve("INDEX.tsv")) : List.of("");
        List<String> names = Arrays.asList(lines.getFirst().split("\t"));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            String[] values = line.split("\t", -1);
            for (int i = 0; i < values.length; i++) {
                row.put(names.get(i), values[i]);
            }
            if (Provider.ofCode(row.get("provider")).isPresent()) {
                Recording recording = Recording.read(FOLDER.resolve(row.get("file")));
                String[] header = row.get("event_header").split(": "); // as the index tells it, where no headers were recorded
                if (header.length == 2) {
                    recording = recording.with(header[0].toLowerCase(Locale.ROOT), header[1]);
                }
                rows.add(new Row(row.get("provider"), row.get("event"), recording, row.get("hmac_secret"), MAPPER.readTree(row.get("facts"))));
            }
        }
        return rows;
    }

    private static void compare(Row row) throws UnreadablePayload {
        Provider provider = Provider.ofCode(row.provider()).orElseThrow();
        if (!row.secret().isEmpty()) {
            assertEquals(Optional.empty(), provider.refusal(row.recording().incoming(), row.secret()));
        }
        Reading reading = provider.read(row.recording().incoming());
        JsonNode facts = row.facts();
        if (facts.has("action")) {
            assertEquals(row.event() + "." + facts.get("action").asText(), reading.event());
        }
        if (facts.has("repo")) {
            assertEquals(facts.get("repo").asText(), reading.repository());
        }
        switch (row.event()) {
            case "push" -> push(facts, only(reading, Activity.Pushed.class));
            case "create", "delete" -> refChange(row.event(), facts, only(reading, Activity.Pushed.class));
            case "pull_request", "pull_request_review" -> pullRequest(facts, only(reading, Activity.PullRequestChanged.class));
            case "repository" -> assertEquals(facts.get("action").asText().equals("deleted"),
                    reading.activities().stream().anyMatch(Activity.RepositoryRemoved.class::isInstance));
            default -> {
                if (RecordedBuilds.EVENTS.contains(row.event())) {
                    RecordedBuilds.compare(row.event(), facts, reading);
                } else {
                    assertEquals(List.of(), reading.activities());
                }
            }
        }
        assertEquals(reading.activities().isEmpty(), !reading.note().isEmpty(), "a note says why there are no activities");
        assertFalse(READ.contains(row.event()) && reading.activities().isEmpty());
    }

    private static void push(JsonNode facts, Activity.Pushed pushed) {
        JsonNode wanted = facts.get("ref_updates").get(0);
        RefUpdate update = pushed.update();
        assertEquals(wanted.get("ref").asText(), update.ref().full());
        assertEquals(wanted.get("name").asText(), update.ref().name());
        assertEquals(wanted.get("type").asText().equals("tag") ? Ref.Kind.TAG : Ref.Kind.BRANCH, update.ref().kind());
        assertEquals(wanted.get("before").asText(), update.before());
        assertEquals(wanted.get("after").asText(), update.after());
        assertEquals(wanted.get("change").asText().equals("delete"), update.removes());
        assertEquals(wanted.get("change").asText().equals("create"), update.before().equals(RefUpdate.ABSENT));
        assertEquals(wanted.get("forced").asBoolean(), update.forced());
        assertEquals(facts.get("commit_count").asInt(), pushed.commits().size());
        assertEquals(texts(facts.path("commit_ids")), pushed.commits().stream().map(Commit::sha).toList());
        assertEquals(texts(facts.path("authors")), pushed.commits().stream()
                .map(commit -> commit.author().name() + " <" + commit.author().email() + ">").distinct().toList());
        assertEquals(texts(facts.path("messages")), pushed.commits().stream().map(commit -> commit.message().lines().findFirst().orElse("")).toList());
    }

    private static void refChange(String event, JsonNode facts, Activity.Pushed pushed) {
        assertEquals(facts.get("ref").asText(), pushed.update().ref().name());
        assertEquals(facts.get("ref_type").asText().equals("tag") ? Ref.Kind.TAG : Ref.Kind.BRANCH, pushed.update().ref().kind());
        assertEquals(event.equals("delete"), pushed.update().removes());
        assertEquals(event.equals("create"), pushed.update().before().equals(RefUpdate.ABSENT));
    }

    private static void pullRequest(JsonNode facts, Activity.PullRequestChanged changed) {
        JsonNode wanted = facts.get("pr");
        PullRequest pr = changed.pullRequest();
        assertEquals(wanted.get("number").asText(), pr.number());
        assertEquals(wanted.get("title").asText(), pr.title());
        assertEquals(wanted.get("merged").asBoolean() ? PullRequest.State.MERGED
                : wanted.get("state").asText().equals("closed") ? PullRequest.State.DECLINED
                : wanted.get("draft").asBoolean() ? PullRequest.State.DRAFT : PullRequest.State.OPEN, pr.state());
        assertEquals(wanted.get("source").asText(), pr.sourceBranch());
        assertEquals(wanted.get("target").asText(), pr.targetBranch());
        assertEquals(wanted.get("head_sha").asText(), pr.headSha());
        assertEquals(wanted.get("author").asText(), pr.author().username());
        assertEquals(!facts.get("repo").equals(wanted.get("source_repo")), pr.fromFork());
    }

    private static <A extends Activity> A only(Reading reading, Class<A> kind) {
        List<A> found = reading.activities().stream().filter(kind::isInstance).map(kind::cast).toList();
        assertEquals(1, found.size(), reading.toString());
        return found.getFirst();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
