package dev.towline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.sandbox.Board;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the live board says when it is not as one expects it, and that axe finds nothing wrong with any of it. Each test has a project of its own. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class BoardStatesIT extends BoardStage {

    @BeforeEach
    void two_issues() {
        Stand.jira().site().createIssue(key(1), "Oil the gates");
        Stand.jira().site().createIssue(key(2), "Check the sluices");
        Stand.jira().site().assignIssue(key(2), DEVELOPER);
    }

    @Test
    void a_board_has_no_violation_nor_has_one_on_which_a_move_was_refused() {
        story.push(key(1));
        Stand.jira().site().revoke(DEVELOPER, project, "TRANSITION_ISSUES");
        var devi = open(DEVELOPER);
        assertThat(devi.card(key(1))).containsText("Build failed");
        assertEquals(List.of(), devi.violations());
        devi.move(key(1), "In Progress");
        assertThat(devi.frame().locator("#board-refusal")).containsText(key(1));
        assertEquals(List.of(), devi.violations());
    }

    @Test
    void a_board_that_is_deleted_while_somebody_looks() {
        var devi = open(DEVELOPER);
        Stand.jira().deleteBoard(board);
        assertThat(devi.frame().locator("#columns")).containsText("This board cannot be shown");
        assertThat(devi.frame().locator(".issue-card")).hasCount(0);
        assertEquals(List.of(), devi.violations());
        assertThat(devi.frame().locator("#board-name")).hasText("Live board");
        assertThat(devi.frame().locator("h1")).hasCount(1);
        devi.shoot("10-board-deleted");
        devi.forgive();
    }

    @Test
    void a_project_without_a_board() {
        Stand.jira().deleteBoard(board);
        var devi = window(DEVELOPER);
        devi.page().navigate(Stand.jira().url() + "/projects/" + project);
        assertThat(devi.frame().locator("#columns")).containsText("This project has no board");
        assertEquals(List.of(), devi.violations());
        devi.shoot("11-board-none");
    }

    @Test
    void more_issues_than_a_board_shows() {
        for (var number = 3; number <= 501; number++) {
            Stand.jira().site().createIssue(key(number), "Lift number " + number);
        }
        var devi = open(DEVELOPER);
        assertThat(devi.frame().locator(".issue-card")).hasCount(500);
        assertThat(devi.frame().locator("#board-many")).hasText("Only the first 500 issues are shown. A narrower filter of the board in Jira shows the others.");
        devi.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/board/12-board-many.png")));
        Stand.jira().deleteAs(ADMIN, key(501));
        Stand.jira().configureBoard(board, List.of(new Board.Column("All of it", List.of("To Do"))));
        assertThat(devi.column("All of it").locator("[data-count]")).hasText("500");
        assertThat(devi.frame().locator("#board-many")).isHidden();
    }

    @Test
    void more_restricted_issues_than_a_page_can_follow() {
        for (var number = 3; number <= 52; number++) {
            Stand.jira().site().createIssue(key(number), "Not for everybody " + number);
            Stand.jira().site().hide(key(number), DEVELOPER);
        }
        var ada = window(ADMIN);
        ada.go(board);
        assertThat(ada.frame().locator(".issue-card")).hasCount(52);
        assertThat(ada.frame().locator("#board-restricted")).isVisible();
        assertEquals(List.of(), ada.violations());
        ada.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/board/13-board-restricted.png")));
        // Those that all see are live as ever.
        Stand.jira().editAs(ADMIN, key(1), "Oil the gates twice");
        assertThat(ada.card(key(1))).containsText("Oil the gates twice");
    }

    @Test
    void what_git_servers_told_is_away_for_a_while() {
        story.push(key(1));
        var devi = window(DEVELOPER).withOwnClock();
        devi.failing("/api/board/cards");
        devi.go(board);
        assertThat(devi.frame().locator("#board-undeveloped")).isVisible();
        assertThat(devi.card(key(1))).containsText("Oil the gates");
        assertEquals(List.of(), devi.violations());
        devi.shoot("14-board-undeveloped");
        devi.healed();
        devi.forgive();
        // One issue that is read again does not stand for the others.
        Stand.jira().editAs(ADMIN, key(2), "Check all sluices");
        assertThat(devi.card(key(2))).containsText("Check all sluices");
        devi.pass(10);
        assertThat(devi.card(key(1))).containsText("#7");
        assertThat(devi.frame().locator("#board-undeveloped")).isHidden();
    }

    @Test
    void a_jira_without_the_newer_address_of_a_board_s_issues() {
        var devi = window(DEVELOPER);
        devi.unknown("/rest/software/");
        devi.go(board);
        assertThat(devi.card(key(1))).isVisible();
        Stand.jira().editAs(ADMIN, key(2), "Check all sluices");
        assertThat(devi.card(key(2))).containsText("Check all sluices");
        devi.forgive();
    }

    @Test
    void regression_a_card_that_goes_away_under_the_hand_does_not_stop_the_board() {
        var devi = open(DEVELOPER);
        var answers = devi.slow("/issue?");
        Stand.jira().deleteAs(ADMIN, key(1));
        devi.settle();
        devi.pick(key(1));
        answers.run();
        devi.settle();
        assertThat(devi.card(key(1))).isVisible();
        devi.dropOn("In Progress");
        assertThat(devi.frame().locator("#columns")).not().containsText("Oil the gates");
        assertThat(devi.frame().locator("#board-refusal")).containsText(key(1) + " was not moved: it is no longer on this board");
        devi.shoot("15-board-gone");
        Stand.jira().editAs(ADMIN, key(2), "Check all sluices");
        assertThat(devi.card(key(2))).containsText("Check all sluices");
    }

    @Test
    void regression_the_keyboard_passes_over_a_column_in_which_nothing_can_stand() {
        Stand.jira().configureBoard(board, List.of(new Board.Column("Waiting", List.of("To Do")), new Board.Column("Nothing", List.of()), new Board.Column("Under way", List.of("In Progress")),
                new Board.Column("Never", List.of())));
        var devi = open(DEVELOPER);
        var right = devi.card(key(1)).locator("[data-move='1']");
        assertThat(right).hasAttribute("aria-label", "Move " + key(1) + " to Under way");
        right.press("Enter");
        assertThat(devi.column("Under way")).containsText(key(1));
        assertThat(right).hasAttribute("aria-disabled", "true");
        assertEquals(List.of(), devi.violations());
    }
}
