package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.Issue;
import dev.towline.jira.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, byte for byte. */
class ClientEventTest {

    private static final UUID MINE = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final Grant ABC_1 = new Grant(new Channel.OfIssue("site", 10001), "ABC-1", Instant.EPOCH);
    private static final Grant ABC_2 = new Grant(new Channel.OfIssue("site", 10002), "ABC-2", Instant.EPOCH);
    private static final Grant PROJECT = new Grant(new Channel.OfProject("site", 10000), "", Instant.EPOCH);
    private static final Grant BOARD = new Grant(new Channel.OfBoard("site", 3), "", 10000, Instant.EPOCH);
    /** Those that all may see who browse their project. */
    private static final Map<String, Issue> OPEN = Map.of("ABC-1", new Issue(10001, "ABC-1", 10000), "ABC-2", new Issue(10002, "ABC-2", 10000), "OPS-1", new Issue(10003, "OPS-1", 10009));
    private static final Grant INTEGRATION = new Grant(new Channel.OfIntegration("site", MINE), "", Instant.EPOCH);
    private static final Grant ALL = new Grant(new Channel.OfIntegrations("site"), "", Instant.EPOCH);

    @Test
    void a_commit_tells_the_issue_and_nothing_else() {
        assertEquals("""
                id: 17
                event: avi:towline:pushed:commit
                data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"avi:towline:pushed:commit","payload":{"issueId":10001}}

                """, told(change(17, Change.Kind.COMMIT, "ABC-1", "SECRET-9"), ABC_1));
    }

    @Test
    void of_several_issues_of_a_change_a_subscriber_is_told_only_those_that_it_holds() {
        var change = change(18, Change.Kind.PULL_REQUEST, "ABC-1", "ABC-2", "SECRET-9");
        assertEquals("""
                id: 18
                event: avi:towline:updated:pull-request
                data: {"channels":["ari:cloud:jira:site:issue/10001","ari:cloud:jira:site:issue/10002"],"type":"avi:towline:updated:pull-request","payload":{"issueIds":[10001,10002]}}

                """, told(change, ABC_1, ABC_2));
        assertEquals("""
                id: 18
                event: avi:towline:updated:pull-request
                data: {"channels":["ari:cloud:jira:site:issue/10002"],"type":"avi:towline:updated:pull-request","payload":{"issueId":10002}}

                """, told(change, ABC_2));
    }

    @Test
    void a_delivery_tells_administrators_which_integration() {
        assertEquals("""
                id: 19
                event: avi:towline:received:delivery
                data: {"channels":["ari:cloud:towline:site:integration/0f8fad5b-d9cb-469f-a165-70867728950e","ari:cloud:towline:site:integrations"],"type":"avi:towline:received:delivery","payload":{"integrationId":"0f8fad5b-d9cb-469f-a165-70867728950e"}}

                """, told(change(19, Change.Kind.DELIVERY), INTEGRATION, ALL));
    }

    @Test
    void an_issue_of_a_delivery_is_not_told_of_the_integration() {
        assertEquals("""
                id: 20
                event: avi:towline:received:delivery
                data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"avi:towline:received:delivery","payload":{"issueId":10001}}

                """, told(change(20, Change.Kind.DELIVERY, "ABC-1"), ABC_1));
    }

    @Test
    void an_event_of_jira_s_tells_its_identifiers_on_the_channels_that_it_concerns() {
        var event = new JiraEvent("avi:jira:transitioned:issue", Map.of(Thing.ISSUE, 10001L, Thing.PROJECT, 10000L), "5b10a2844c20165700ede21g", true);
        assertEquals("""
                id: 27
                event: avi:jira:transitioned:issue
                data: {"channels":["ari:cloud:jira:site:issue/10001","ari:cloud:jira:site:project/10000","ari:cloud:jira-software:site:board/3"],"type":"avi:jira:transitioned:issue","payload":{"projectId":10000,"issueId":10001,"atlassianId":"5b10a2844c20165700ede21g"}}

                """, told(jira(27, event), ABC_1, ABC_2, PROJECT, BOARD, INTEGRATION, ALL));
    }

    @Test
    void what_not_all_who_browse_the_project_may_know_is_told_to_those_only_who_follow_the_issue() {
        var event = new JiraEvent("avi:jira:updated:issue", Map.of(Thing.ISSUE, 10001L, Thing.PROJECT, 10000L), "", false);
        assertEquals(Optional.empty(), event(jira(28, event), Set.of(), PROJECT));
        assertEquals(List.of(ABC_1.channel()), event(jira(28, event), Set.of(), PROJECT, ABC_1).orElseThrow().channels());
    }

    @Test
    void a_sprint_is_told_on_its_board() {
        var event = new JiraEvent("avi:jira-software:started:sprint", Map.of(Thing.BOARD, 3L, Thing.SPRINT, 7L), "", true);
        assertEquals("""
                id: 29
                event: avi:jira-software:started:sprint
                data: {"channels":["ari:cloud:jira-software:site:board/3"],"type":"avi:jira-software:started:sprint","payload":{"boardId":3,"sprintId":7}}

                """, told(jira(29, event), PROJECT, BOARD));
    }

    @Test
    void another_issue_s_change_is_nobody_s_business() {
        assertEquals(Optional.empty(), event(change(21, Change.Kind.COMMIT, "ABC-10", "XABC-1"), Set.of(), ABC_1));
    }

    @Test
    void another_integration_s_delivery_is_for_the_list_only() {
        var other = new Change(22, Change.Kind.DELIVERY, new IntegrationId(new UUID(0, 9)), "", "d", Set.of(), Instant.EPOCH);
        assertEquals(Optional.empty(), event(other, Set.of(), INTEGRATION));
        assertEquals(List.of(ALL.channel()), event(other, Set.of(), INTEGRATION, ALL).orElseThrow().channels());
    }

    @Test
    void what_git_servers_tell_of_an_open_issue_is_told_on_its_project_s_and_board_s_channels() {
        assertEquals("""
                id: 30
                event: avi:towline:updated:pull-request
                data: {"channels":["ari:cloud:jira:site:project/10000","ari:cloud:jira-software:site:board/3"],"type":"avi:towline:updated:pull-request","payload":{"projectId":10000,"boardId":3,"issueId":10001}}

                """, told(change(30, Change.Kind.PULL_REQUEST, "ABC-1", "SECRET-9", "OPS-1"), PROJECT, BOARD));
        assertEquals(List.of(10001L, 10002L), event(change(31, Change.Kind.BUILD, "ABC-2", "ABC-1"), Set.of(), PROJECT, ABC_1).orElseThrow().issues());
    }

    @Test
    void of_an_issue_that_not_all_may_see_and_of_another_project_s_a_project_s_followers_are_told_nothing() {
        assertEquals(Optional.empty(), event(change(32, Change.Kind.COMMIT, "ABC-3", "OPS-1"), Set.of(), PROJECT, BOARD));
        assertEquals(Optional.empty(), event(change(33, Change.Kind.DELIVERY, "ABC-1"), Set.of(), PROJECT, BOARD), "deliveries are the administrators' business");
    }

    @Test
    void an_administrator_is_not_told_of_each_commit() {
        assertEquals(Optional.empty(), event(change(23, Change.Kind.COMMIT, "ABC-1"), Set.of(), INTEGRATION, ALL));
    }

    @Test
    void only_the_events_asked_for_are_told() {
        var commit = change(24, Change.Kind.COMMIT, "ABC-1");
        assertEquals(Optional.empty(), event(commit, Set.of("avi:towline:updated:branch"), ABC_1));
        assertEquals(24, event(commit, Set.of("avi:towline:pushed:commit"), ABC_1).orElseThrow().position());
    }

    @ParameterizedTest
    @CsvSource({
        "COMMIT, avi:towline:pushed:commit", "BRANCH, avi:towline:updated:branch", "TAG, avi:towline:updated:tag",
        "PULL_REQUEST, avi:towline:updated:pull-request", "BUILD, avi:towline:updated:build", "DEPLOYMENT, avi:towline:updated:deployment",
        "REPOSITORY, avi:towline:updated:repository", "DELIVERY, avi:towline:received:delivery", "INTEGRATION, avi:towline:updated:integration"
    })
    void each_kind_of_change_has_its_name(Change.Kind kind, String avi) {
        assertEquals(avi, ClientEvent.type(change(1, kind)));
    }

    @Test
    void an_event_is_encoded_once_for_all_who_hold_the_same_channels() {
        var frames = new Frames();
        var change = change(25, Change.Kind.COMMIT, "ABC-1");
        assertSame(frames.of(event(change, Set.of(), ABC_1).orElseThrow()), frames.of(event(change, Set.of(), ABC_1, ABC_2).orElseThrow()));
    }

    @Test
    void the_stream_s_own_words() {
        assertEquals("retry: 2500\n: towline\n\n", text(Frames.hello(2500)));
        assertEquals("id: 5\n\n", text(Frames.position(5)));
        assertEquals("""
                id: 26
                event: refresh
                data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"refresh","payload":{}}

                """, text(Frames.refresh(26, List.of(ABC_1.channel()))));
        assertEquals("""
                event: leave
                data: {"channels":["ari:cloud:jira:site:issue/10001"],"type":"leave","payload":{}}

                """, text(Frames.leave(List.of(ABC_1.channel()))));
    }

    private static String told(Change change, Grant... grants) {
        return text(new Frames().of(event(change, Set.of(), grants).orElseThrow()));
    }

    private static Optional<ClientEvent> event(Change change, Set<String> events, Grant... grants) {
        return ClientEvent.of(change, new Subscription(new Account(new TenantId(new UUID(0, 1)), "me"), events, List.of(grants)), key -> Optional.ofNullable(OPEN.get(key.value())));
    }

    private static Change jira(long position, JiraEvent event) {
        var draft = Change.Draft.of(event, Set.of());
        return new Change(position, draft.kind(), draft.integration(), draft.repository(), draft.entity(), draft.issueKeys(), Instant.EPOCH, draft.jira());
    }

    private static Change change(long position, Change.Kind kind, String... keys) {
        var issueKeys = Arrays.stream(keys).map(IssueKey::new).collect(Collectors.toSet());
        return new Change(position, kind, new IntegrationId(MINE), "repo-of-secrets", "deadbeef", issueKeys, Instant.EPOCH);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
