package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.local.Send;
import dev.towline.sandbox.SandboxJira;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every endpoint that there is, asked by the administrator of another site, with what belongs to this one. What has an id does not exist
 * for him; what is a list or a page has nothing of it. The same call by this site's own administrator shows each time that there was something to find.
 */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class TenancyIT {

    private static final String ISSUE = "ABC-733";
    /** In the name of the integration, and of all that came through it. */
    private static final String CANARY = "canary" + System.nanoTime();
    private static final String SHA = "c".repeat(40);
    // The integration is deleted last.
    private static final List<String> METHODS = List.of("GET", "PUT", "PATCH", "POST", "DELETE");

    private enum Answer {
        /** 404 to the other, and known to the owner. */
        UNKNOWN,
        /** A good answer to both, to the other without what the owner finds in it. */
        WITHOUT,
        /** The same answer to both, each about his own. */
        OWN
    }

    /** @param owns whether an answer to the owner has what the other must not see */
    private record Ask(String path, String body, Answer answer, Predicate<String> owns) {}

    @Inject
    DataSource database;

    private static SandboxJira neighbour;
    private static Map<String, Ask> asks;

    // Before each, because only then the application's address is known.
    @BeforeEach
    void twoSitesWithTheSameProjectsAndIssues() throws Exception {
        if (neighbour != null) {
            return;
        }
        Stand.jira().site().createIssue(ISSUE, "Ours");
        neighbour = Stand.jira().neighbour();
        neighbour.site().createIssue(ISSUE, "Theirs");
        neighbour.install(URI.create(ConfigProvider.getConfig().getValue("towline.base-url", String.class)));
        asks = asks();
    }

    @AfterAll
    static void theOtherSiteLeaves() {
        neighbour.uninstall();
        neighbour.close();
    }

    static Stream<Endpoint> endpoints() {
        return Endpoint.all().stream().filter(endpoint -> !endpoint.guard().isEmpty() && !endpoint.path().startsWith("/connect/") && !endpoint.path().startsWith("/jira/"))
                .sorted(Comparator.<Endpoint>comparingInt(endpoint -> METHODS.indexOf(endpoint.method())).thenComparing(Endpoint::path, Comparator.reverseOrder()));
    }

    @Test
    void every_endpoint_is_asked() {
        assertEquals(endpoints().map(Endpoint::toString).sorted().toList(), asks.keySet().stream().sorted().toList());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void of_another_site_nothing_is_told_and_nothing_is_changed(Endpoint endpoint) {
        var ask = asks.get(endpoint.toString());
        for (var type : endpoint.method().equals("GET") ? List.of("application/json", "text/html", "*/*") : List.of("*/*")) {
            var theirs = call(neighbour, endpoint, ask, type);
            var ours = call(Stand.jira(), endpoint, ask, type);
            assertFalse(ask.owns().test(theirs.asString()) && theirs.statusCode() < 300, () -> "told a stranger: " + theirs.asString());
            if (ours.statusCode() == 406) {
                continue;
            }
            switch (ask.answer()) {
                case UNKNOWN -> {
                    assertEquals(404, theirs.statusCode(), theirs.asString());
                    assertNotEquals(404, ours.statusCode(), ours.asString());
                    assertTrue(ours.statusCode() < 500, ours.asString());
                }
                case WITHOUT -> {
                    assertEquals(2, theirs.statusCode() / 100, theirs.asString());
                    assertTrue(ask.owns().test(ours.asString()), () -> "not even the owner sees it: " + ours.asString());
                }
                case OWN -> assertEquals(ours.statusCode(), theirs.statusCode(), theirs.asString());
            }
        }
    }

    private Map<String, Ask> asks() throws Exception {
        var created = as(Stand.jira()).contentType("application/json").body(Map.of("name", CANARY, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        var integration = created.getString("id");
        send(created.getString("hookUrl"), created.getString("secret"), push("0".repeat(40), SHA));
        await(() -> as(Stand.jira()).queryParam("q", SHA).get("/api/find").asString().contains(CANARY));
        send(created.getString("hookUrl"), created.getString("secret"), push("a".repeat(40), "d".repeat(40)));
        await(() -> logged(integration) == 2);
        afterTheGrace(integration);
        send(created.getString("hookUrl"), created.getString("secret"), "{\"ref\":" + CANARY);
        await(() -> quarantined(integration) != null);
        as(Stand.jira()).contentType("application/json").body(Map.of("git", CANARY, "email", "canary@mail.example")).put("/api/integrations/" + integration + "/people").then().statusCode(204);
        var guide = as(Stand.jira()).accept("application/json").contentType("application/json").body("{}")
                .post("/api/integrations/" + integration + "/setup/guides").then().statusCode(201).extract().jsonPath().getString("id");

        var id = "/api/integrations/" + integration;
        var delivery = "/api/deliveries/" + quarantined(integration);
        var issue = Stand.jira().site().issue(ISSUE).orElseThrow();
        var cloud = Stand.jira().cloudId();
        var channels = Stream.of("ari:cloud:towline:" + cloud + ":integration/" + integration, "ari:cloud:towline:" + cloud + ":integrations",
                "ari:cloud:jira:" + cloud + ":issue/" + issue.id(), "ari:cloud:jira:" + cloud + ":project/" + issue.projectId());

        var asks = new LinkedHashMap<String, Ask>();
        asks.put("GET /admin", without("/admin"));
        asks.put("GET /panel/issue", without("/panel/issue?issueId=" + issue.id() + "&issueKey=" + ISSUE));
        asks.put("GET /board", new Ask("/board?projectId=" + issue.projectId(), "", Answer.WITHOUT, page -> page.contains(cloud)));
        asks.put("GET /api/integrations", without("/api/integrations"));
        asks.put("GET /api/deliveries", without("/api/deliveries?integration=" + integration));
        asks.put("GET /api/find", without("/api/find?q=" + SHA));
        asks.put("GET /api/gaps", without("/api/gaps?integration=" + integration));
        asks.put("GET /api/audit", without("/api/audit"));
        asks.put("GET /api/issues/{keyOrId}/development", without("/api/issues/" + ISSUE + "/development"));
        asks.put("GET /api/issues/{keyOrId}/missing", without("/api/issues/" + ISSUE + "/missing?q=" + SHA));
        asks.put("POST /api/integrations", new Ask("/api/integrations", "{\"name\":\"Another\",\"provider\":\"git\"}", Answer.OWN, body -> body.contains(CANARY)));
        asks.put("GET /api/reconciliation", new Ask("/api/reconciliation", "", Answer.OWN, body -> body.contains(CANARY)));
        asks.put("POST /api/reconciliation", new Ask("/api/reconciliation", "", Answer.OWN, body -> body.contains(CANARY)));
        asks.put("POST /api/deliveries/replay", new Ask("/api/deliveries/replay?integration=" + integration, "", Answer.WITHOUT, body -> body.contains("\"queued\":1")));
        asks.put("POST /api/board/cards", new Ask("/api/board/cards", "{\"issues\":[" + issue.id() + "]}", Answer.WITHOUT, body -> body.contains(CANARY)));
        asks.put("POST /api/realtime/tickets", new Ask("/api/realtime/tickets", channels.collect(Collectors.joining("\",\"", "{\"channels\":[\"", "\"]}")),
                Answer.WITHOUT, body -> !body.contains("\"accepted\":[]")));

        asks.put("GET /api/integrations/{id}", unknown(id, ""));
        asks.put("PATCH /api/integrations/{id}", unknown(id, "{\"name\":\"" + CANARY + "!\"}"));
        asks.put("GET /api/integrations/{id}/environments", unknown(id + "/environments", ""));
        asks.put("GET /api/integrations/{id}/people", unknown(id + "/people", ""));
        asks.put("PUT /api/integrations/{id}/people", unknown(id + "/people", "{\"git\":\"" + CANARY + "\",\"email\":\"canary@mail.example\"}"));
        asks.put("DELETE /api/integrations/{id}/people", unknown(id + "/people?git=" + CANARY, ""));
        asks.put("GET /api/integrations/{id}/people/file", unknown(id + "/people/file", ""));
        asks.put("POST /api/integrations/{id}/people/file", unknown(id + "/people/file", "git,email\n" + CANARY + ",canary@mail.example\n"));
        asks.put("POST /api/integrations/{id}/rotate", unknown(id + "/rotate", "{\"what\":\"secret\"}"));
        // There is no such question by a topic: 404 to both.
        asks.put("POST /api/integrations/{id}/topics/confirm", new Ask(id + "/topics/confirm", "{\"topic\":\"arn:aws:sns:eu-central-1:123456789012:x\"}", Answer.OWN, body -> body.contains(CANARY)));
        asks.put("GET /api/integrations/{id}/setup", unknown(id + "/setup", ""));
        asks.put("GET /api/integrations/{id}/setup/checks", unknown(id + "/setup/checks", ""));
        asks.put("GET /api/integrations/{id}/setup/guides", unknown(id + "/setup/guides", ""));
        asks.put("POST /api/integrations/{id}/setup/guides", unknown(id + "/setup/guides", "{}"));
        asks.put("DELETE /api/integrations/{id}/setup/guides/{guide}", unknown(id + "/setup/guides/" + guide, ""));
        asks.put("DELETE /api/integrations/{id}", unknown(id, ""));
        asks.put("GET /api/deliveries/{id}", unknown(delivery, ""));
        asks.put("GET /api/deliveries/{id}/content", unknown(delivery + "/content", ""));
        asks.put("POST /api/deliveries/{id}/replay", unknown(delivery + "/replay", ""));
        return asks;
    }

    /** A gap is shown when what may be on its way has had its time to come. */
    private void afterTheGrace(String integration) throws SQLException {
        try (var connection = database.getConnection();
                var age = connection.prepareStatement("update gap set noted_at = noted_at - interval '1 hour' where integration_id = ?")) {
            age.setObject(1, UUID.fromString(integration));
            assertTrue(age.executeUpdate() > 0, "there is a gap");
        }
    }

    private static int logged(String integration) {
        return as(Stand.jira()).queryParam("integration", integration).get("/api/deliveries").jsonPath().getList("items").size();
    }

    private static Ask without(String path) {
        return new Ask(path, "", Answer.WITHOUT, body -> body.contains(CANARY));
    }

    private static Ask unknown(String path, String body) {
        return new Ask(path, body, Answer.UNKNOWN, answer -> answer.contains(CANARY));
    }

    private static Response call(SandboxJira jira, Endpoint endpoint, Ask ask, String accept) {
        var request = endpoint.guard().equals("FromBrowser") ? as(jira) : RestAssured.given();
        if (!ask.body().isEmpty()) {
            request.contentType(endpoint.consumes()).body(ask.body());
        }
        var address = endpoint.guard().equals("FromBrowser") ? ask.path() : jira.pageUrl(Stand.ADMIN, ask.path());
        return request.urlEncodingEnabled(false).accept(accept).request(endpoint.method(), address);
    }

    private static RequestSpecification as(SandboxJira jira) {
        return RestAssured.given().header("Authorization", "JWT " + jira.contextToken(Stand.ADMIN));
    }

    private static String quarantined(String integration) {
        return as(Stand.jira()).queryParam("integration", integration).queryParam("outcome", "quarantined").get("/api/deliveries").jsonPath().getString("items[0].id");
    }

    private static void send(String hook, String secret, String body) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        assertEquals(202, Send.post(URI.create(hook), Send.github("push", bytes, secret), bytes).statusCode());
    }

    /** Of a branch whose name has the issue's key, with one commit of two that it says there are. */
    private static String push(String before, String after) {
        return """
                {"ref":"refs/heads/%1$s-%2$s","before":"%3$s","after":"%4$s","created":%5$s,"deleted":false,"forced":false,
                 "repository":{"id":733,"full_name":"%1$s/crane","html_url":"https://git.example/%1$s/crane","name":"crane","owner":{"login":"%1$s"}},
                 "commits":[{"id":"%4$s","message":"%2$s of %1$s","timestamp":"2026-11-28T09:00:00Z","url":"https://git.example/%1$s/crane/commit/%4$s","distinct":true,
                   "author":{"name":"%1$s","email":"canary@mail.example","username":"canary"},"added":[],"removed":[],"modified":["x"]}]}"""
                .formatted(CANARY, ISSUE, before, after, before.startsWith("0"));
    }

    private static void await(BooleanSupplier there) throws InterruptedException {
        for (var i = 0; i < 300 && !there.getAsBoolean(); i++) {
            Thread.sleep(100);
        }
        assertTrue(there.getAsBoolean(), "not within 30 s");
    }
}
