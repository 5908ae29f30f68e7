package dev.towline.web;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.integration.Guides;
import dev.towline.local.Send;
import dev.towline.local.Signing;
import dev.towline.provider.Provider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The set-up of an integration, with real deliveries: each refusal is provoked, and what the check list says of it is read. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class SetupIT {

    @Inject
    DataSource database;

    private record Made(String id, URI hook, String secret) {}

    @Test
    void each_refusal_is_told_in_words_until_the_first_key_arrives() throws Exception {
        Stand.jira().site().createIssue("ABC-731", "Set up");
        var made = create("github");
        var list = checks(made);
        assertEquals(List.of("waiting"), list.getList("checks.state").stream().distinct().toList());
        assertTrue(words(list, "reached").contains("404 means that the hook URL is not complete or was replaced"), list.prettify());

        // An address that is wrong is told to the git server alone, as the list says.
        assertEquals(404, post(URI.create(made.hook() + "x"), "ping", "{}", made.secret()));
        post(made.hook(), "ping", "{\"zen\":\"x\"}", "not the secret");
        list = await(made, found -> state(found, "signature").equals("failed"));
        assertTrue(words(list, "signature").startsWith("The signature does not match: the secret in GitHub's webhook form"), list.prettify());
        assertEquals("done", state(list, "url"));

        Send.post(made.hook(), Map.of("X-GitHub-Event", "ping", "Content-Type", "application/json"), "{}".getBytes(StandardCharsets.UTF_8));
        list = await(made, found -> words(found, "signature").contains("not signed"));
        assertEquals("The call is not signed: set the secret in GitHub's webhook form.", words(list, "signature"));

        Send.post(made.hook(), Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", made.secret()), "{}".getBytes(StandardCharsets.UTF_8));
        list = await(made, found -> state(found, "server").equals("failed"));
        assertTrue(words(list, "server").contains("this looks like GitLab; the integration says GitHub"), list.prettify());

        post(made.hook(), "ping", "{\"zen\":\"still\"}", made.secret());
        list = await(made, found -> state(found, "signature").equals("done"));
        assertEquals("GitHub's greeting: the webhook reaches us and its signature is right. Push something now.", words(list, "events"));
        assertEquals("done", state(list, "server"));

        post(made.hook(), "push", "{\"ref\":7,\"repository\":{\"id\":1}}", made.secret());
        list = await(made, found -> state(found, "readable").equals("failed"));
        assertTrue(words(list, "readable").startsWith("Missing at $.repository.full_name. It is kept"), list.prettify());

        post(made.hook(), "push", push("main", "Tidy up", "a1"), made.secret());
        list = await(made, found -> words(found, "key").contains("names no issue"));
        assertEquals("done", state(list, "readable"));
        assertTrue(words(list, "events").startsWith("Not seen so far: Branch or tag creation, "), list.prettify());

        post(made.hook(), "push", push("main", "NOPE-1 Tidy up", "a2"), made.secret());
        list = await(made, found -> state(found, "key").equals("failed"));
        assertTrue(words(list, "key").startsWith("Not linked: NOPE-1. Jira shows Towline no such project."), list.prettify());
        assertFalse(list.getBoolean("done"));

        post(made.hook(), "push", push("main", "ABC-731 Tidy up", "a3"), made.secret());
        list = await(made, found -> found.getBoolean("done"));
        assertEquals("Found: ABC-731.", words(list, "key"));
        as(ADMIN).accept(ContentType.HTML).get("/api/integrations/" + made.id() + "/setup/checks").then().statusCode(200).body(containsString("the set-up works"));

        as(ADMIN).body(Map.of("paused", true)).patch("/api/integrations/" + made.id()).then().statusCode(200);
        assertTrue(words(checks(made), "events").contains("is paused"));
        var german = as(ADMIN).header("Accept-Language", "de").get("/api/integrations/" + made.id() + "/setup/checks").jsonPath();
        assertEquals("Gefunden: ABC-731.", words(german, "key"));
    }

    @Test
    void what_the_rules_of_the_integration_leave_out_is_told_as_such() throws Exception {
        Stand.jira().site().createIssue("ABC-781", "Rules");
        var made = create("github");
        rule(made, Map.of("repositories", List.of("other/*")));
        post(made.hook(), "push", push("main", "ABC-781 Tidy up", "b1"), made.secret());
        var list = await(made, found -> state(found, "key").equals("failed"));
        assertEquals("Not in this integration's repositories: team/setup. Check the key, the rules of this integration and whether the project exists.", words(list, "key"));
        assertEquals("done", state(list, "readable"));

        rule(made, Map.of("repositories", List.of(), "branches", List.of("release/*")));
        post(made.hook(), "push", push("main", "ABC-781 Tidy up", "b2"), made.secret());
        list = await(made, found -> words(found, "key").startsWith("Not among"));
        assertTrue(words(list, "key").startsWith("Not among this integration's branches: main."), list.prettify());

        rule(made, Map.of("branches", List.of(), "projects", List.of("OPS")));
        post(made.hook(), "push", push("main", "ABC-781 Tidy up", "b3"), made.secret());
        list = await(made, found -> words(found, "key").startsWith("Not linked"));
        assertTrue(words(list, "key").startsWith("Not linked: ABC-781. The integration is limited to other projects."), list.prettify());
        var german = as(ADMIN).header("Accept-Language", "de").get("/api/integrations/" + made.id() + "/setup/checks").jsonPath();
        assertEquals("Nicht verknüpft: ABC-781. Die Integration ist auf andere Projekte beschränkt. Prüfen Sie den Schlüssel, die Regeln dieser Integration und ob es das Projekt gibt.", words(german, "key"));

        as(ADMIN).body(Map.of("what", "url")).post("/api/integrations/" + made.id() + "/rotate").then().statusCode(200);
        // The overlap has ended just now, and the door does not know it yet.
        execute("update integration set token_rotated_at = now() where integration_id = ?", made.id());
        post(made.hook(), "push", push("main", "ABC-781 Tidy up", "b4"), made.secret());
        list = await(made, found -> state(found, "url").equals("failed"));
        assertTrue(words(list, "url").startsWith("The last call came by a hook URL that was replaced. Put the present one into GitHub"), list.prettify());
    }

    /** What each git server sends when the secret is wrong, or was not entered at all. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gitlab           | Push Hook        | The secret token (X-Gitlab-Token) in GitLab's webhook form is not this integration's secret. | The call carries neither a signature nor a secret token: set the secret in GitLab's webhook form.
            bitbucket-server | repo:refs_changed | The signature does not match: the secret in the webhook's form in Bitbucket is not this | The call is not signed: set the secret in the webhook's form in Bitbucket.
            bitbucket-cloud  | repo:push        | The signature does not match: the secret in the webhook's form in Bitbucket Cloud is not this | The call is not signed: set the secret in the webhook's form in Bitbucket Cloud.
            azure-devops     |                  | The Basic authentication password of the service hook in Azure DevOps is not this integration's secret. |
            gitea            | push             | The signature does not match: the secret in the webhook's form in Gitea is not this | The call is not signed: set the secret in the webhook's form in Gitea.
            forgejo          | push             | The signature does not match: the secret in the webhook's form in Forgejo is not this | The call is not signed: set the secret in the webhook's form in Forgejo.
            gogs             | push             | The signature does not match: the secret in the webhook's form in Gogs is not this | The call is not signed: set the secret in the webhook's form in Gogs.
            codecommit       |                  | The password of the call is not this integration's secret. | The call carries no password: choose the authorization type Basic
            git              | push             | The signature does not match: the secret in git config towline.secret is not this | The call is not signed: set the signing secret with git config towline.secret.
            """)
    void each_git_server_is_told_what_is_wrong_with_its_secret(String code, String event, String wrong, String missing) throws Exception {
        var made = create(code);
        var provider = Provider.ofCode(code).orElseThrow();
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        Signing.describe(provider, event == null ? "" : event, headers);
        if (missing != null) {
            Send.post(made.hook(), headers, body);
            var list = await(made, found -> state(found, "signature").equals("failed"));
            assertTrue(words(list, "signature").startsWith(missing), list.prettify());
        }
        Signing.sign(provider, "not the secret", body, headers);
        Send.post(made.hook(), headers, body);
        var list = await(made, found -> words(found, "signature").startsWith(wrong));
        assertEquals("failed", state(list, "signature"));
        assertEquals("done", state(list, "server"));
    }

    @Test
    void a_link_shows_the_steps_to_whoever_has_it_until_it_is_revoked_and_all_of_it_is_written_down() throws Exception {
        var made = create("gitlab");
        var link = as(ADMIN).body(Map.of("hookUrl", made.hook().toString())).post("/api/integrations/" + made.id() + "/setup/guides").then().statusCode(201).extract().jsonPath();
        var page = RestAssured.get(path(link)).then().statusCode(200).contentType(ContentType.HTML)
                .header("Cache-Control", "no-store").header("X-Robots-Tag", containsString("noindex")).header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .body(containsString("name=\"robots\" content=\"noindex, nofollow\"")).body(containsString("Steps for GitLab")).body(containsString("Nothing yet. Where GitLab shows"))
                .extract().asString();
        assertTrue(page.contains(made.hook().toString()), "the hook URL is shown");
        assertFalse(page.contains(made.secret()), "the secret is not");
        assertTrue(page.contains("The signing secret is not in this guide"));

        var open = as(ADMIN).body(Map.of("hookUrl", made.hook().toString(), "secret", made.secret())).post("/api/integrations/" + made.id() + "/setup/guides").jsonPath();
        assertTrue(RestAssured.get(path(open)).asString().contains(made.secret()));
        var listed = as(ADMIN).accept(ContentType.HTML).get("/api/integrations/" + made.id() + "/setup/guides").asString();
        assertTrue(listed.contains("guide/" + link.get("id")) && listed.contains("with the secret"), listed);
        assertFalse(listed.contains(path(open)), "a link is shown once");

        as(ADMIN).delete("/api/integrations/" + made.id() + "/setup/guides/" + open.get("id")).then().statusCode(204);
        as(ADMIN).delete("/api/integrations/" + made.id() + "/setup/guides/" + open.get("id")).then().statusCode(404);
        RestAssured.get(path(open)).then().statusCode(404).contentType(ContentType.HTML).body(containsString("This guide has ended")).body(not(containsString("hooks/")));
        assertEquals(List.of("guide_revoked", "guide_with_secret", "guide_made", "created"),
                as(ADMIN).get("/api/audit").jsonPath().getList("items.findAll { it.subject == '" + made.id() + "' }.deed"));
    }

    @Test
    void a_link_ends_after_seven_days_and_with_its_integration_and_no_other_token_opens_anything() throws Exception {
        var made = create("gitea");
        var link = as(ADMIN).body(Map.of()).post("/api/integrations/" + made.id() + "/setup/guides").then().statusCode(201).extract().jsonPath();
        RestAssured.get(path(link)).then().statusCode(200).body(containsString("The hook URL is not in this guide"));
        execute("update setup_guide set expires_at = now() where guide_id = ?", link.get("id"));
        RestAssured.get(path(link)).then().statusCode(404);
        var other = as(ADMIN).body(Map.of()).post("/api/integrations/" + made.id() + "/setup/guides").jsonPath();
        as(ADMIN).delete("/api/integrations/" + made.id()).then().statusCode(204);
        RestAssured.get(path(other)).then().statusCode(404);
        for (var token : List.of("x", made.hook().getPath().replace("/hooks/", ""), path(other).replace("/guide/", "").replaceFirst(".$", "-"))) {
            RestAssured.get("/guide/" + token).then().statusCode(404).body(containsString("This guide has ended"));
        }
    }

    @Test
    void what_was_replaced_is_not_shown_any_more() {
        var made = create("github");
        var link = as(ADMIN).body(Map.of("hookUrl", made.hook().toString(), "secret", made.secret())).post("/api/integrations/" + made.id() + "/setup/guides").jsonPath();
        as(ADMIN).body(Map.of("what", "url")).post("/api/integrations/" + made.id() + "/rotate").then().statusCode(200);
        as(ADMIN).body(Map.of("what", "secret")).post("/api/integrations/" + made.id() + "/rotate").then().statusCode(200);
        var page = RestAssured.get(path(link)).then().statusCode(200).extract().asString();
        assertFalse(page.contains(made.hook().getPath()) || page.contains(made.secret()));
        assertTrue(page.contains("HOOK-TOKEN"), "the commands say where it goes");
    }

    @Test
    void a_link_shows_no_url_and_no_secret_but_those_in_force_and_there_are_only_so_many() {
        var made = create("github");
        var other = create("github");
        var guides = "/api/integrations/" + made.id() + "/setup/guides";
        as(ADMIN).body(Map.of("hookUrl", other.hook().toString(), "secret", other.secret())).post(guides).then().statusCode(400)
                .body("errors.field", equalTo(List.of("hookUrl", "secret"))).body("errors[0].message", equalTo("This is not the hook URL in force of this integration."));
        as(ADMIN).body(Map.of("hookUrl", "https://evil.example/hooks/é")).post(guides).then().statusCode(400);
        for (var i = 0; i < Guides.MOST; i++) {
            as(ADMIN).body(Map.of()).post(guides).then().statusCode(201);
        }
        as(ADMIN).body(Map.of()).post(guides).then().statusCode(409).body("title", equalTo("There are 20 links already. Revoke one first."));
    }

    @Test
    void the_set_up_is_for_administrators() {
        var made = create("github");
        var setup = "/api/integrations/" + made.id() + "/setup";
        as(DEVELOPER).accept(ContentType.HTML).get(setup).then().statusCode(403);
        as(DEVELOPER).get(setup + "/checks").then().statusCode(403);
        as(DEVELOPER).accept(ContentType.HTML).get(setup + "/guides").then().statusCode(403);
        as(DEVELOPER).body(Map.of()).post(setup + "/guides").then().statusCode(403);
        as(DEVELOPER).delete(setup + "/guides/" + UUID.randomUUID()).then().statusCode(403);
        RestAssured.get(setup + "/checks").then().statusCode(401);
        as(ADMIN).accept(ContentType.HTML).get(setup).then().statusCode(200).body(containsString("Set up ")).body(containsString("HOOK-TOKEN")).body(not(containsString(made.secret())));
        as(ADMIN).get("/api/integrations/" + UUID.randomUUID() + "/setup/checks").then().statusCode(404);
        as(ADMIN).get("/api/integrations/nonsense/setup/checks").then().statusCode(404);
    }

    private static String path(JsonPath link) {
        return URI.create(link.getString("url")).getPath();
    }

    private static void rule(Made made, Map<String, Object> rules) {
        as(ADMIN).body(Map.of("rules", rules)).patch("/api/integrations/" + made.id()).then().statusCode(200);
    }

    private static Made create(String provider) {
        var created = as(ADMIN).body(Map.of("name", "Setting up " + System.nanoTime(), "provider", provider)).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        return new Made(created.get("id"), URI.create(created.getString("hookUrl")), created.get("secret"));
    }

    private static int post(URI hook, String event, String body, String secret) throws Exception {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return Send.post(hook, Send.github(event, bytes, secret), bytes).statusCode();
    }

    private static String push(String branch, String message, String sha) {
        var commit = sha.repeat(20);
        return """
                {"ref":"refs/heads/%s","before":"0000000000000000000000000000000000000000","after":"%s","created":false,"deleted":false,"forced":false,
                 "repository":{"id":7310,"full_name":"team/setup","html_url":"https://git.example/team/setup","name":"setup","owner":{"login":"team"}},
                 "commits":[{"id":"%s","message":"%s","timestamp":"2026-11-28T09:00:00Z","url":"https://git.example/c","distinct":true,
                 "author":{"name":"A","email":"a@example.org","username":"a"},"added":[],"removed":[],"modified":["x"]}]}""".formatted(branch, commit, commit, message);
    }

    private static JsonPath checks(Made made) {
        return as(ADMIN).get("/api/integrations/" + made.id() + "/setup/checks").then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath await(Made made, Predicate<JsonPath> wanted) throws InterruptedException {
        for (var i = 0; i < 300; i++) {
            var list = checks(made);
            if (wanted.test(list)) {
                return list;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not within 30 s: " + checks(made).prettify());
    }

    private static String state(JsonPath list, String id) {
        return list.getString("checks.find { it.id == '" + id + "' }.state");
    }

    private static String words(JsonPath list, String id) {
        return list.getString("checks.find { it.id == '" + id + "' }.words");
    }

    private void execute(String sql, String id) throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(id));
            statement.executeUpdate();
        }
    }

    private static RequestSpecification as(String account) {
        return RestAssured.given().contentType(ContentType.JSON).header("Authorization", "JWT " + Stand.jira().contextToken(account));
    }
}
