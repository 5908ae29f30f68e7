package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and what the platform API answers. */
class RestApiTest {

    private static final String MYSELF = "/rest/api/3/myself";

    private StandInApp app;
    private SandboxJira jira;

    @BeforeEach
    void start() throws Exception {
        app = new StandInApp();
        jira = SandboxJira.start(0, null);
        jira.install(app.url());
    }

    @AfterEach
    void stop() {
        jira.close();
        app.close();
    }

    @Test
    void a_right_token_is_let_in_and_every_single_flaw_is_401() throws Exception {
        assertEquals(200, with(claims -> claims));
        assertEquals(401, app.call(jira, "GET", MYSELF, null, null).status());
        assertEquals(401, app.call(jira, "GET", MYSELF, null, "JWT not.a.token").status());
        assertEquals(401, app.call(jira, "GET", MYSELF, null, "Bearer " + sign(right().build(), jira.sharedSecret())).status());
        assertEquals(401, app.call(jira, "GET", MYSELF, null, "JWT " + new PlainJWT(right().build()).serialize()).status());
        assertEquals(401, app.call(jira, "GET", MYSELF, null, "JWT " + sign(right().build(), jira.sharedSecret() + "x")).status());
        assertEquals(401, with(claims -> claims.issuer(jira.clientKey())));
        assertEquals(401, with(claims -> claims.issuer(null)));
        assertEquals(401, with(claims -> claims.issueTime(null)));
        assertEquals(401, with(claims -> claims.expirationTime(null)));
        assertEquals(401, with(claims -> claims.issueTime(in(-200)).expirationTime(in(-20))));
        assertEquals(401, with(claims -> claims.issueTime(in(60)).expirationTime(in(120))));
        assertEquals(401, with(claims -> claims.expirationTime(in(181))));
        assertEquals(401, with(claims -> claims.claim("qsh", null)));
        assertEquals(401, with(claims -> claims.claim("qsh", "context-qsh")));
        assertEquals(401, with(claims -> claims.claim("qsh", Qsh.of("POST", "", MYSELF, null))));
        assertEquals(401, with(claims -> claims.claim("qsh", Qsh.of("GET", "", MYSELF, "a=1"))));
        assertEquals(401, with(claims -> claims.audience("somebody-else")));
        assertEquals(200, with(claims -> claims.audience(jira.clientKey())));
    }

    private JWTClaimsSet.Builder right() {
        return new JWTClaimsSet.Builder().issuer("test.app").issueTime(in(0)).expirationTime(in(180)).claim("qsh", Qsh.of("GET", "", MYSELF, null));
    }

    private int with(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return app.call(jira, "GET", MYSELF, null, "JWT " + sign(change.apply(right()).build(), jira.sharedSecret())).status();
    }

    private static String sign(JWTClaimsSet claims, String secret) throws Exception {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @Test
    void the_query_belongs_to_the_hash() {
        assertEquals(200, app.call(jira, "GET", "/rest/api/3/issue/ABC-1?fields=summary,project&x=%C3%A9+%2B", null).status());
    }

    @Test
    void a_get_with_a_body_is_403() {
        assertEquals(403, app.call(jira, "GET", MYSELF, "{}").status());
    }

    @Test
    void a_missing_scope_or_module_is_403() {
        app.descriptor.putArray("scopes").add("READ");
        jira.reinstall();
        assertEquals(200, app.call(jira, "GET", MYSELF, null).status());
        assertEquals(403, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", "{}").status());
        assertEquals(403, app.call(jira, "DELETE", "/rest/devinfo/0.10/repository/r", null).status());
        app.descriptor.putArray("scopes").add("READ").add("WRITE");
        app.descriptor.withObject("/modules").remove("jiraDevelopmentTool");
        jira.reinstall();
        assertEquals(403, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", "{}").status());
    }

    @Test
    void tenant_info_is_open() {
        assertEquals(jira.cloudId(), app.call(jira, "GET", "/_edge/tenant_info", null, null).json().get("cloudId").asText());
    }

    @Test
    void an_issue_is_found_by_id_key_and_former_key_and_otherwise_404() {
        jira.site().moveIssue("ABC-2", "OPS-50");
        var moved = app.call(jira, "GET", "/rest/api/3/issue/ABC-2?fields=project", null);
        assertEquals("OPS-50", moved.json().get("key").asText());
        assertEquals("OPS", moved.json().at("/fields/project/key").asText());
        assertTrue(moved.json().at("/fields/summary").isMissingNode());
        assertEquals("OPS-50", app.call(jira, "GET", "/rest/api/3/issue/" + moved.json().get("id").asText(), null).json().get("key").asText());
        assertEquals(404, app.call(jira, "GET", "/rest/api/3/issue/ABC-999", null).status());
    }

    @Test
    void projects_come_in_pages() {
        var first = app.call(jira, "GET", "/rest/api/3/project/search?maxResults=2", null).json();
        assertEquals(3, first.get("total").asInt());
        assertEquals(2, first.get("values").size());
        assertEquals("ABC", first.at("/values/0/key").asText());
        assertEquals("10000", first.at("/values/0/id").asText());
        assertTrue(app.call(jira, "GET", "/rest/api/3/project/search?startAt=2", null).json().get("isLast").asBoolean());
    }

    @Test
    void a_board_tells_its_columns_and_its_issues_page_by_page_with_tokens_that_hold_for_one_search() {
        var layout = app.call(jira, "GET", "/rest/agile/1.0/board/10000/configuration", null).json();
        assertEquals("[\"To Do\",\"In Progress\",\"In Review\",\"Done\"]", Json.array(layout.at("/columnConfig/columns").findValuesAsText("name")).toString());
        var first = app.call(jira, "GET", "/rest/software/1.0/board/10000/issue?maxResults=5&fields=summary", null).json();
        assertEquals(5, first.get("issues").size());
        assertEquals("[\"summary\"]", Json.array(java.util.stream.StreamSupport.stream(java.util.Spliterators.spliteratorUnknownSize(first.at("/issues/0/fields").fieldNames(), 0), false).toList()).toString());
        var token = first.get("nextPageToken").asText();
        assertEquals(7, app.call(jira, "GET", "/rest/software/1.0/board/10000/issue?fields=summary&nextPageToken=" + token, null).json().get("issues").size());
        assertEquals(400, app.call(jira, "GET", "/rest/software/1.0/board/10000/issue?jql=id%20in%20(10100)&nextPageToken=" + token, null).status());
        assertEquals(400, app.call(jira, "GET", "/rest/software/1.0/board/10000/issue?jql=summary%20~%20x", null).status());
        assertEquals(1, app.call(jira, "GET", "/rest/software/1.0/board/10000/issue?jql=id%20in%20(10100)", null).json().get("issues").size());
        assertEquals(4, app.call(jira, "GET", "/rest/software/1.0/board/1/issue?jql=sprint%20in%20openSprints()", null).json().get("issues").size());
        assertEquals(0, app.call(jira, "GET", "/rest/software/1.0/board/1/issue?jql=id%20in%20(10101)%20AND%20sprint%20in%20openSprints()", null).json().get("issues").size());
        assertEquals(405, app.call(jira, "POST", "/rest/agile/1.0/board/10000", "{}").status());
        assertEquals(404, app.call(jira, "GET", "/rest/agile/1.0/board/99/configuration", null).status());
        assertEquals(400, app.call(jira, "GET", "/rest/agile/1.0/board/10000/sprint", null).status());
        assertEquals("active", app.call(jira, "GET", "/rest/agile/1.0/board/1/sprint?state=active", null).json().at("/values/0/state").asText());
        assertEquals(2, app.call(jira, "GET", "/rest/agile/1.0/board?projectKeyOrId=ABC", null).json().get("total").asInt());
    }

    @Test
    void many_issues_are_fetched_at_once_and_those_that_are_not_there_are_left_out() {
        jira.site().hide("ABC-3", "dev-account");
        var found = app.call(jira, "POST", "/rest/api/3/issue/bulkfetch", "{\"issueIdsOrKeys\":[\"ABC-1\",\"10102\",\"ABC-999\"],\"fields\":[\"project\",\"security\"]}").json();
        assertEquals("[\"ABC-1\",\"ABC-3\"]", Json.array(found.get("issues").findValuesAsText("key").stream().filter(key -> key.contains("-")).toList()).toString());
        assertTrue(found.at("/issues/0/fields/security").isNull());
        assertEquals("10000", found.at("/issues/1/fields/security/id").asText());
        assertEquals(400, app.call(jira, "POST", "/rest/api/3/issue/bulkfetch", "{\"issueIdsOrKeys\":[]}").status());
        assertEquals(400, app.call(jira, "POST", "/rest/api/3/issue/bulkfetch", "{\"issueIdsOrKeys\":[\"ABC-1\"],\"jql\":\"x\"}").status());
    }

    @Test
    void transitions_are_offered_to_those_only_who_may_make_them() {
        assertEquals(4, app.call(jira, "GET", "/rest/api/3/issue/ABC-1/transitions", null).json().get("transitions").size());
        assertEquals(404, app.call(jira, "GET", "/rest/api/3/issue/ABC-999/transitions", null).status());
        assertEquals(400, app.call(jira, "POST", "/rest/api/3/issue/ABC-1/transitions", "{\"transition\":{\"id\":\"99\"}}").status());
        assertEquals(400, app.call(jira, "POST", "/rest/api/3/issue/ABC-1/transitions", "{\"status\":\"Done\"}").status());
    }

    @Test
    void a_renamed_project_keeps_its_former_keys_and_its_issues_are_found_by_both() {
        jira.site().renameProject("ABC", "XYZ");
        var all = app.call(jira, "GET", "/rest/api/3/project/search?expand=projectKeys", null).json().get("values");
        assertEquals("[\"XYZ\",\"ABC\"]", all.get(2).get("projectKeys").toString());
        assertTrue(app.call(jira, "GET", "/rest/api/3/project/search", null).json().at("/values/0/projectKeys").isMissingNode());
        assertEquals("XYZ-1", app.call(jira, "GET", "/rest/api/3/issue/ABC-1", null).json().get("key").asText());
        jira.site().deleteProject("XYZ");
        assertEquals(404, app.call(jira, "GET", "/rest/api/3/issue/XYZ-1", null).status());
    }

    @Test
    void permissions_name_only_what_is_granted() {
        var abc1 = jira.site().issue("ABC-1").orElseThrow().id();
        var abc3 = jira.site().issue("ABC-3").orElseThrow().id();
        var ops1 = jira.site().issue("OPS-1").orElseThrow().id();
        jira.site().hide("ABC-3", "dev-account");
        var answer = check("""
                {"accountId":"dev-account","globalPermissions":["ADMINISTER"],
                 "projectPermissions":[{"permissions":["BROWSE_PROJECTS"],"projects":[10000,10001,99],"issues":[%d,%d,%d,7]}]}""".formatted(abc1, abc3, ops1));
        assertEquals(200, answer.status());
        assertEquals("""
                {"globalPermissions":[],"projectPermissions":[{"permission":"BROWSE_PROJECTS","projects":[10000],"issues":[%d]}]}""".formatted(abc1), answer.json().toString());
        assertEquals("[\"ADMINISTER\"]", check("{\"accountId\":\"admin-account\",\"globalPermissions\":[\"ADMINISTER\"]}").json().get("globalPermissions").toString());
        jira.site().revoke("dev-account", "ABC", "BROWSE_PROJECTS");
        assertEquals("[]", check("{\"accountId\":\"dev-account\",\"projectPermissions\":[{\"permissions\":[\"BROWSE_PROJECTS\"],\"issues\":[" + abc1 + "]}]}")
                .json().at("/projectPermissions/0/issues").toString());
    }

    @Test
    void a_permission_check_that_jira_would_not_understand_is_400() {
        var unknown = check("{\"accountId\":\"dev-account\",\"globalPermissions\":[\"FLY\"]}");
        assertEquals(400, unknown.status());
        assertEquals("Unrecognized permission", unknown.json().at("/errors/FLY").asText());
        assertEquals(400, check("{\"accountId\":\"nobody\",\"globalPermissions\":[\"ADMINISTER\"]}").status());
        assertEquals(400, check("{\"projectPermissions\":[{\"projects\":[10000]}]}").status());
        assertEquals(400, check("{\"projectPermissions\":[{\"permissions\":[\"BROWSE_PROJECTS\"],\"projects\":[\"10000\"]}]}").status());
        assertEquals(400, check("{\"permissions\":[]}").status());
        assertEquals(400, check("no json").status());
        var many = java.util.stream.LongStream.range(0, 1001).boxed().toList();
        assertEquals(400, check("{\"projectPermissions\":[{\"permissions\":[\"BROWSE_PROJECTS\"],\"issues\":" + many + "}]}").status());
    }

    private StandInApp.Answer check(String body) {
        return app.call(jira, "POST", "/rest/api/3/permissions/check", body);
    }

    @Test
    void an_ordered_fault_is_answered_so_often_and_everything_is_remembered() {
        jira.site().forgetReceived();
        jira.site().answerNext("/rest/api", 429, Map.of("Retry-After", "1"), 2);
        assertEquals(429, app.call(jira, "GET", MYSELF, null).status());
        assertEquals(429, app.call(jira, "GET", MYSELF, null).status());
        assertEquals(200, app.call(jira, "GET", MYSELF, null).status());
        assertEquals("[429, 429, 200]", jira.site().received().stream().map(Site.Received::status).toList().toString());
    }
}
