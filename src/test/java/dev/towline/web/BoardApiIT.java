package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static dev.towline.Stand.GUEST;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cards of a board, as people with different rights get them. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class BoardApiIT {

    private static int issues = 6000;

    @Inject
    BoardStory story;

    private final long open = issue();
    private final long hidden = issue();

    private static long issue() {
        return Stand.jira().site().createIssue("ABC-" + ++issues, "For a card").id();
    }

    @Test
    void a_card_says_what_git_servers_told_and_no_e_mail_address_and_no_address_that_runs() {
        story.push(key(open));
        cards(DEVELOPER, List.of(open)).statusCode(200).body("cards[0].issueId", equalTo((int) open)).body("cards[0].commits", equalTo(1))
                .body("cards[0].pullRequests[0].state", equalTo("open")).body("cards[0].pullRequests[0].approved", equalTo(1)).body("cards[0].pullRequests[0].waiting", equalTo(1))
                .body("cards[0].builds[0].state", equalTo("failed")).body("cards[0].deployments[0].type", equalTo("production"))
                .body(not(containsString("@example.com"))).body(not(containsString("javascript:")));
    }

    @Test
    void only_the_issues_that_jira_lets_the_person_see_are_told_whatever_is_asked() {
        Stand.jira().site().hide(key(hidden), DEVELOPER);
        var operators = Stand.jira().site().issue("OPS-1").orElseThrow().id();
        cards(ADMIN, List.of(open, hidden, operators)).statusCode(200).body("cards.issueId", containsInAnyOrder((int) open, (int) hidden, (int) operators));
        cards(DEVELOPER, List.of(open, hidden, operators, 999_999L)).statusCode(200).body("cards.issueId", equalTo(List.of((int) open)));
        cards(GUEST, List.of(open, hidden, operators)).statusCode(200).body("cards", equalTo(List.of()));
    }

    @Test
    void too_many_issues_and_none_and_a_time_long_ago_are_refused_with_the_field() {
        cards(ADMIN, LongStream.rangeClosed(1, 101).boxed().toList()).statusCode(400).body("errors[0].field", equalTo("issues"));
        cards(ADMIN, List.of()).statusCode(400).body("errors[0].field", equalTo("issues"));
        cards(ADMIN, List.of(-1L)).statusCode(400).body("errors[0].field", equalTo("issues"));
        for (var since : List.of("2020-01-01T00:00:00Z", "yesterday")) {
            as(ADMIN).body(Map.of("issues", List.of(open), "since", since)).post("/api/board/cards").then().statusCode(400).body("errors[0].field", equalTo("since"));
        }
    }

    @Test
    void without_a_proof_nothing_is_told() {
        RestAssured.given().contentType("application/json").body(Map.of("issues", List.of(open))).post("/api/board/cards").then().statusCode(401);
    }

    @Test
    void the_page_is_for_those_who_browse_the_project_only() {
        page(DEVELOPER, "/board?projectId=10000").statusCode(200).body(containsString("data-project-id=\"10000\""));
        page(DEVELOPER, "/board?projectId=10000&boardId=10000").statusCode(200);
        page(GUEST, "/board?projectId=10000").statusCode(404).body(containsString("This board cannot be shown"));
        // Whatever project the address names: the board lives in another.
        page(DEVELOPER, "/board?projectId=10000&boardId=10001").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?projectId=", "?projectId=x", "?projectId=-1", "?projectId=10000&boardId=x", "?projectId=10000&boardId=1%22", "?boardId=999999999999999999999"})
    void what_is_no_board_is_not_found(String query) {
        page(ADMIN, "/board" + query).statusCode(404);
    }

    private static String key(long id) {
        return Stand.jira().site().issue(String.valueOf(id)).orElseThrow().key();
    }

    private static ValidatableResponse cards(String account, List<Long> ids) {
        return as(account).body(Map.of("issues", ids)).post("/api/board/cards").then();
    }

    private static ValidatableResponse page(String account, String pathAndQuery) {
        return RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(account, pathAndQuery)).then();
    }

    private static io.restassured.specification.RequestSpecification as(String account) {
        return RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(account)).contentType("application/json");
    }
}
