package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.StandResource;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent;
import dev.towline.index.JiraEvent.Thing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What git servers tell, on the wire of those who follow a project or a board. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class ProjectChannelIT {

    private static final String PROJECT = "ari:cloud:jira:site:project/" + LiveStand.PROJECT;
    private static final String BOARD = "ari:cloud:jira-software:site:board/7";

    @Inject
    DataSource database;

    private LiveStand node;

    @BeforeEach
    void one_node() {
        node = new LiveStand(database, Rhythm.NORMAL);
    }

    @AfterEach
    void no_node() {
        node.close();
    }

    @Test
    void a_commit_is_told_with_its_issue_on_the_project_and_on_the_board() throws Exception {
        try (var page = follow(PROJECT, BOARD)) {
            page.openedAt();
            node.happens(LiveStand.commit("ABC-3"));
            var block = page.next();
            assertTrue(block.contains(PROJECT) && block.contains(BOARD) && block.contains("\"issueId\":10003"), block);
        }
    }

    @Test
    void an_issue_with_a_security_level_is_told_to_those_only_who_follow_the_issue() throws Exception {
        node.secured.add("ABC-4");
        try (var many = follow(PROJECT, BOARD); var one = follow(LiveStand.issue(4), PROJECT)) {
            many.openedAt();
            one.openedAt();
            node.happens(LiveStand.commit("ABC-4"));
            node.happens(LiveStand.commit("ABC-5"));
            assertTrue(many.next().contains("\"issueId\":10005"), "the first that is told");
            var block = one.next();
            assertTrue(block.contains(LiveStand.issue(4)), block);
            assertFalse(block.contains(PROJECT), block);
        }
    }

    @Test
    void an_issue_that_gets_a_security_level_is_asked_about_again_at_once() throws Exception {
        try (var page = follow(PROJECT)) {
            page.openedAt();
            node.happens(LiveStand.commit("ABC-6"));
            assertTrue(page.next().contains("\"issueId\":10006"));
            node.secured.add("ABC-6");
            node.happens(Change.Draft.of(new JiraEvent("avi:jira:updated:issue", Map.of(Thing.PROJECT, LiveStand.PROJECT, Thing.ISSUE, 10_006L), "", true), Set.of()));
            assertTrue(page.next().contains("avi:jira:updated:issue"), "its last word, as those knew of it who are told");
            node.happens(LiveStand.commit("ABC-6"));
            node.happens(LiveStand.commit("ABC-5"));
            assertTrue(page.next().contains("\"issueId\":10005"), "of the commit to ABC-6 nothing is told");
        }
    }

    @Test
    void one_that_jira_tells_nothing_of_is_asked_about_again_after_a_minute() throws Exception {
        try (var page = follow(PROJECT)) {
            page.openedAt();
            node.happens(LiveStand.commit("ABC-7"));
            assertTrue(page.next().contains("\"issueId\":10007"));
            node.secured.add("ABC-7");
            node.time.pass(OpenIssues.MEMORY);
            node.happens(LiveStand.commit("ABC-7"));
            node.happens(LiveStand.commit("ABC-5"));
            assertTrue(page.next().contains("\"issueId\":10005"));
        }
    }

    @Test
    void while_jira_is_silent_only_the_issue_s_followers_are_told_and_the_others_look_for_themselves_afterwards() throws Exception {
        try (var many = follow(PROJECT); var one = follow(LiveStand.issue(1))) {
            many.openedAt();
            one.openedAt();
            node.jiraIsSilent = true;
            node.happens(LiveStand.commit("ABC-1"));
            assertTrue(one.next().contains("\"issueId\":10001"));
            node.hub.settle();
            node.jiraIsSilent = false;
            node.hub.settle();
            assertEquals(List.of(), node.open.owed(), "it is left in peace for a while");
            node.time.pass(OpenIssues.SILENCE.plus(Duration.ofMillis(1)));
            node.hub.settle();
            assertEquals("event: refresh\ndata: {\"channels\":[\"" + PROJECT + "\"],\"type\":\"refresh\",\"payload\":{}}\n", many.next());
            node.hub.settle();
            node.happens(LiveStand.commit("ABC-2"));
            assertTrue(many.next().contains("\"issueId\":10002"), "told to look once");
        }
    }

    @Test
    void what_was_missed_is_told_on_the_project_s_channel_too() throws Exception {
        long last;
        try (var page = follow(PROJECT)) {
            page.openedAt();
            node.happens(LiveStand.commit("ABC-8"));
            last = Follower.position(page.next());
        }
        node.append(node.ann.tenant(), LiveStand.commit("ABC-9"));
        try (var page = Follower.of(node.stream(node.ticket(node.ann, PROJECT), String.valueOf(last)))) {
            assertTrue(page.opened().next().contains("\"issueId\":10009"));
        }
    }

    private Follower follow(String... channels) throws Exception {
        return Follower.of(node.stream(node.ticket(node.ann, channels), null));
    }
}
