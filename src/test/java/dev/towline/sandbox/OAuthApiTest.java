package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the site gives an OAuth client, and what it keeps from it. */
class OAuthApiTest {

    private record Answer(int status, JsonNode json) {}

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private SandboxJira jira;
    private SandboxJira.OAuthClient client;

    @BeforeEach
    void start() {
        jira = SandboxJira.start(0, null);
        client = jira.createOAuthClient(Set.of("devinfo", "builds"));
    }

    @AfterEach
    void stop() {
        http.close();
        jira.close();
    }

    @Test
    void a_token_is_given_for_json_and_for_a_form() throws Exception {
        for (var answer : new Answer[] {ask("application/json", json(wanted())), ask("application/x-www-form-urlencoded", form(wanted()))}) {
            assertEquals(200, answer.status());
            assertEquals("Bearer", answer.json().path("token_type").asText());
            assertEquals(900, answer.json().path("expires_in").asInt());
            assertEquals(404, get("devinfo", jira.cloudId(), "Bearer " + answer.json().path("access_token").asText()).status(), "good, though there is no such repository");
        }
    }

    @Test
    void a_request_that_is_not_right_in_every_word_gets_none() throws Exception {
        refused(401, "client_secret", "wrong");
        refused(401, "client_id", "wrong");
        refused(403, "audience", "api.example.com");
        refused(400, "grant_type", "password");
        refused(400, "scope", "all");
        var less = wanted();
        less.remove("audience");
        assertEquals(400, ask("application/json", json(less)).status());
        assertEquals(415, ask("text/plain", json(wanted())).status());
        assertEquals(400, ask("application/x-www-form-urlencoded", form(wanted()) + "&client_id=twice").status());
    }

    @Test
    void only_a_good_token_with_the_permission_opens_the_right_site() throws Exception {
        var token = token();
        assertEquals(404, get("devinfo", jira.cloudId(), "Bearer " + token).status());
        assertEquals(403, get("deployments", jira.cloudId(), "Bearer " + token).status());
        assertEquals(404, get("builds", "another-cloud-id", "Bearer " + token).status());
        for (var header : new String[] {"JWT " + token, "Bearer " + token + "x", "Basic " + token, token}) {
            assertEquals(401, get("devinfo", jira.cloudId(), header).status(), header.substring(0, 4));
        }
        assertTrue(jira.site().received().stream().allMatch(request -> request.path().startsWith("/jira/")), "requests for tokens are not remembered");
    }

    @Test
    void a_token_ends_with_its_time_and_with_its_client() throws Exception {
        var token = token();
        jira.expireAccessTokens();
        assertEquals(401, get("devinfo", jira.cloudId(), "Bearer " + token).status());
        token = token();
        jira.deleteOAuthClient(client.id());
        assertEquals(401, get("devinfo", jira.cloudId(), "Bearer " + token).status());
        assertEquals(401, ask("application/json", json(wanted())).status());
    }

    @Test
    void the_rest_of_the_site_is_not_for_it() throws Exception {
        var request = HttpRequest.newBuilder(jira.url().resolve("/rest/api/3/project/search")).header("Authorization", "Bearer " + token()).build();
        assertEquals(401, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    private void refused(int status, String name, String value) throws Exception {
        var fields = wanted();
        fields.put(name, value);
        var answer = ask("application/json", json(fields));
        assertEquals(status, answer.status(), name);
        assertFalse(answer.json().has("access_token"));
    }

    private String token() throws Exception {
        return ask("application/json", json(wanted())).json().path("access_token").asText();
    }

    private Map<String, String> wanted() {
        return new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "client_id", client.id(), "client_secret", client.secret(), "audience", "api.atlassian.com"));
    }

    private Answer ask(String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(jira.url().resolve("/oauth/token")).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer get(String api, String cloudId, String authorization) throws Exception {
        var path = api.equals("devinfo") ? "/repository/none" : "/pipelines/p/builds/1";
        return send(HttpRequest.newBuilder(jira.url().resolve("/jira/" + api + "/0.1/cloud/" + cloudId + path)).header("Authorization", authorization));
    }

    private Answer send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), Json.MAPPER.readTree(answer.body()));
    }

    private static String json(Map<String, String> fields) {
        return Json.MAPPER.valueToTree(fields).toString();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
