package dev.towline.web;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page in a project's settings, for those who administer the project. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class ProjectSettingsIT {

    @Test
    void who_administers_the_project_sees_its_repositories_and_integrations() throws Exception {
        var name = "Settings <" + UUID.randomUUID() + ">";
        var created = asAdmin().body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        var elsewhere = "Elsewhere " + UUID.randomUUID();
        var other = asAdmin().body(Map.of("name", elsewhere, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        asAdmin().body(Map.of("rules", Map.of("projects", java.util.List.of("HSEARCH")))).patch("/api/integrations/" + other.getString("id")).then().statusCode(200);
        var repository = "settings/" + UUID.randomUUID();
        byte[] body;
        try (var in = ProjectSettingsIT.class.getResourceAsStream("/deliveries/push.json")) {
            body = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("northsea/harbour\"", repository + "\"").getBytes(StandardCharsets.UTF_8);
        }
        Send.post(URI.create(created.getString("hookUrl")), Send.github("push", body, created.getString("secret")), body);
        var project = String.valueOf(Stand.jira().site().projects().stream().filter(each -> each.key().equals("ABC")).findFirst().orElseThrow().id());
        var deadline = System.nanoTime() + 45_000_000_000L;
        while (!page(Stand.ADMIN, project).asString().contains(repository)) {
            assertTrue(System.nanoTime() < deadline, "the push is not there after 45 s");
            Thread.sleep(50);
        }
        var page = page(Stand.ADMIN, project).then().statusCode(200).extract().asString();
        assertTrue(page.contains("2 commits") && page.contains("2 issues") && page.contains("last activity"), page);
        assertTrue(page.contains("Settings &lt;") && page.contains("Connected") && page.contains("/plugins/servlet/ac/dev.towline/towline-admin"), page);
        assertFalse(page.contains(elsewhere), "an integration that may not link here is nobody's business here");
    }

    @Test
    void nobody_else_sees_it() {
        var project = String.valueOf(Stand.jira().site().projects().stream().filter(each -> each.key().equals("ABC")).findFirst().orElseThrow().id());
        for (var account : new String[] {Stand.DEVELOPER, Stand.GUEST}) {
            assertTrue(page(account, project).then().statusCode(403).extract().asString().contains("For administrators of this project only"));
        }
        for (var wrong : new String[] {"", "0", "abc", "99999999999999999999", "424242"}) {
            assertEquals(403, page(Stand.ADMIN, wrong).statusCode(), wrong);
        }
        RestAssured.get("/project-settings?projectId=" + project).then().statusCode(401);
    }

    private static Response page(String account, String project) {
        return given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(account, "/project-settings?projectId=" + project));
    }

    private static io.restassured.specification.RequestSpecification asAdmin() {
        return given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN));
    }
}
