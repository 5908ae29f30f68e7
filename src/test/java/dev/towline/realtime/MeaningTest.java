package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.jira.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the body that Jira documents, by way of the queue, to client events. */
class MeaningTest {

    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final Path BODIES = Path.of("src/test/resources/realtime");
    // Stands in the bodies wherever people write.
    private static final String PRIVATE = "PRIVATE-WORDS";

    private static final Map<Thing, Long> ISSUE = Map.of(Thing.ISSUE, 10101L, Thing.PROJECT, 10000L);
    private static final Map<Thing, Long> PROJECT = Map.of(Thing.PROJECT, 10000L);
    private static final Map<Thing, Long> BOARD = Map.of(Thing.BOARD, 3L);

    /** @param types without {@code avi:} */
    record Case(String body, boolean open, Map<Thing, Long> ids, String by, Set<String> known, String... types) {

        @Override
        public String toString() {
            return body;
        }
    }

    static List<Case> cases() {
        var ada = "557058:ada";
        var none = Set.<String>of();
        return List.of(
                new Case("issue-created", true, ISSUE, ada, Set.of("ABC-1"), "jira:created:issue"),
                new Case("issue-created-mentioning", true, ISSUE, ada, Set.of("ABC-1"), "jira:created:issue", "jira:mentioned:issue"),
                new Case("issue-edited", true, ISSUE, ada, none, "jira:updated:issue"),
                new Case("issue-transitioned", true, ISSUE, ada, none, "jira:updated:issue", "jira:transitioned:issue"),
                new Case("issue-transitioned-and-assigned", true, ISSUE, ada, none, "jira:updated:issue", "jira:transitioned:issue", "jira:assigned:issue"),
                new Case("issue-description-mentions-another", true, ISSUE, ada, none, "jira:updated:issue", "jira:mentioned:issue"),
                new Case("issue-description-mentions-the-same", true, ISSUE, ada, none, "jira:updated:issue"),
                new Case("issue-gets-security-level", true, ISSUE, ada, none, "jira:updated:issue"),
                new Case("issue-ranked", true, ISSUE, ada, none, "jira:updated:issue", "jira:ranked:issue"),
                new Case("issue-with-security-level", false, ISSUE, ada, none, "jira:updated:issue"),
                new Case("issue-deleted", true, ISSUE, ada, none, "jira:deleted:issue"),
                new Case("comment-created", false, ISSUE, ada, none, "jira:commented:issue"),
                new Case("comment-created-mentioning", false, ISSUE, ada, none, "jira:commented:issue", "jira:mentioned:issue"),
                new Case("comment-of-a-role", false, ISSUE, ada, none),
                new Case("comment-updated", false, ISSUE, ada, none, "jira:updated:issue"),
                new Case("comment-deleted", false, ISSUE, ada, none, "jira:updated:issue"),
                new Case("project-updated", true, PROJECT, "", none, "jira:updated:project"),
                new Case("project-deleted", true, PROJECT, "", none, "jira:deleted:project"),
                new Case("version-released", true, Map.of(Thing.VERSION, 20L, Thing.PROJECT, 10000L), "", none, "jira:released:version"),
                new Case("sprint-started", true, Map.of(Thing.BOARD, 3L, Thing.SPRINT, 7L), "", none, "jira-software:started:sprint"),
                new Case("board-configuration-changed", true, BOARD, "", none, "jira-software:configuration-changed:board"),
                new Case("board-deleted", true, BOARD, "", none, "jira-software:deleted:board"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_webhook_means(Case expected) throws IOException {
        var webhook = read(expected.body());
        assertEquals(webhook, Webhook.parse(webhook.message()), "what is read from the queue is what was put there");
        var drafts = Meaning.of(Webhook.parse(webhook.message()));
        assertEquals(Stream.of(expected.types()).map(type -> "avi:" + type).toList(), drafts.stream().map(draft -> draft.jira().type()).toList());
        for (var draft : drafts) {
            assertEquals(Change.Kind.JIRA, draft.kind());
            assertEquals(expected.ids(), draft.jira().ids());
            assertEquals(expected.by(), draft.jira().atlassianId());
            assertEquals(expected.open(), draft.jira().open());
        }
        var known = new TreeSet<String>();
        drafts.forEach(draft -> draft.issueKeys().stream().map(IssueKey::value).forEach(known::add));
        assertEquals(expected.known(), known);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_that_people_wrote_gets_as_far_as_the_queue(Case each) throws IOException {
        assertTrue(Files.readString(BODIES.resolve(each.body() + ".json")).contains(PRIVATE));
        assertFalse(read(each.body()).message().contains(PRIVATE), "the queue's message");
        assertFalse(read(each.body()).message().contains("site.example"), "nor an address");
    }

    @Test
    void every_body_is_in_the_table() throws IOException {
        try (var files = Files.list(BODIES)) {
            assertEquals(new TreeSet<>(Stream.concat(Stream.of("issue-moved"), cases().stream().map(Case::body)).map(body -> body + ".json").toList()), new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "7", "null", "{\"issue\":7}", "{\"issue\":{\"id\":\"PRIVATE-WORDS\"}}", "{\"issue\":{\"id\":-1}}", "{\"issue\":{\"id\":\"1234567890123456789\"}}"})
    void a_body_that_names_no_issue_is_unreadable_and_not_repeated_in_the_reason(String body) {
        var trouble = assertThrows(WebhookBody.Unreadable.class, () -> read("jira:issue_updated", body));
        assertFalse(trouble.getMessage().contains(PRIVATE));
    }

    @Test
    void where_an_identifier_should_stand_a_text_is_not_taken() throws IOException {
        var webhook = read("jira:issue_updated", """
                {"user":{"accountId":"PRIVATE WORDS"},"issue":{"id":"1","key":"PRIVATE-WORDS ABC-1","fields":{"project":{"id":"PRIVATE-WORDS"}}},
                 "changelog":{"items":[{"field":"PRIVATE-WORDS"}]}}""");
        assertEquals(Map.of(Thing.ISSUE, 1L), webhook.ids());
        assertEquals("", webhook.atlassianId());
        assertEquals("", webhook.issueKey());
        assertFalse(webhook.message().contains("PRIVATE"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
        // As people recorded them of Jira sites.
        "Rank,            custom, '',   '',   '',   Ranked higher,    true",
        "Rang,            custom, '',   '',   '',   Ranked lower,     true",
        "Rank,            custom, '',   '',   '',   Рейтинг понижен,  true",
        "Sprint,          custom, '',   '',   127,  Sprint 3,         false",
        "Sprint,          custom, 126,  S 2,  '',   '',               false",
        "Story Points,    custom, null, null, null, 5,                false",
        "Kunde,           custom, null, '',   null, Hafen,            false",
        "labels,          jira,   null, '',   null, toBeRefined,      false",
    })
    void a_change_of_rank_is_known_whatever_the_site_calls_the_field(String field, String type, String from, String fromString, String to, String toString, boolean ranked) throws IOException {
        var item = JsonNodeFactory.instance.objectNode().put("field", field).put("fieldtype", type).put("from", from).put("fromString", fromString).put("to", to).put("toString", toString);
        var webhook = read("jira:issue_updated", "{\"issue\":{\"id\":\"1\"},\"changelog\":{\"items\":[" + item + "]}}");
        assertEquals(ranked, Meaning.of(webhook).stream().anyMatch(draft -> draft.jira().type().equals("avi:jira:ranked:issue")));
    }

    @Test
    void a_moved_issue_is_told_in_the_project_that_it_left_too() throws IOException {
        assertTrue(Files.readString(BODIES.resolve("issue-moved.json")).contains(PRIVATE));
        var webhook = read("issue-moved");
        assertFalse(webhook.message().contains(PRIVATE));
        var drafts = Meaning.of(Webhook.parse(webhook.message()));
        assertEquals(List.of("avi:jira:updated:issue", "avi:jira:moved:issue"), drafts.stream().map(draft -> draft.jira().type()).toList());
        assertEquals(List.of(ISSUE, Map.of(Thing.ISSUE, 10101L, Thing.PROJECT, 10009L)), drafts.stream().map(draft -> draft.jira().ids()).toList());
        assertEquals(Set.of(new IssueKey("ABC-1")), drafts.getFirst().issueKeys());
    }

    @Test
    void a_message_of_a_node_of_before_is_read() throws IOException {
        var webhook = read("issue-edited");
        assertEquals(webhook, Webhook.parse(webhook.message().replace(",\"left\":0", "")));
    }

    @Test
    void projects_are_read_again_even_when_a_descriptor_of_before_sends_no_body() throws IOException {
        assertEquals(List.of("avi:jira:created:project"), Meaning.of(read("project_created", "")).stream().map(draft -> draft.jira().type()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"v\":2}", "not json", "{\"v\":1,\"tenant\":\"x\"}"})
    void what_is_no_message_of_ours_is_said_to_be_none(String message) {
        assertThrows(IllegalArgumentException.class, () -> Webhook.parse(message));
    }

    private static Webhook read(String name) throws IOException {
        var body = Files.readString(BODIES.resolve(name + ".json"));
        return read(new ObjectMapper().readTree(body).get("webhookEvent").asText(), body);
    }

    private static Webhook read(String event, String body) throws IOException {
        return WebhookBody.read(TENANT, "id-1", event, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
