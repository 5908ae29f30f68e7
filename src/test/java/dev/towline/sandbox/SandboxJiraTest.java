package dev.towline.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The install protocol as an app sees it, the tokens it is given, and that the site survives a restart. */
class SandboxJiraTest {

    private static final String COMMIT = """
            {"repositories":[{"id":"r1","name":"r","updateSequenceId":1,"url":"https://git.example.com/r","commits":[
              {"id":"c1","issueKeys":["ABC-1"],"updateSequenceId":1,"author":{"name":"A","email":"a@example.com"},"authorTimestamp":"2026-11-20T10:00:00Z",
               "displayId":"c1","fileCount":1,"message":"ABC-1 x","url":"https://git.example.com/c1"}]}]}""";

    @TempDir
    Path folder;
    private StandInApp app;
    private SandboxJira jira;

    @BeforeEach
    void start() throws Exception {
        app = new StandInApp();
        jira = SandboxJira.start(0, folder);
    }

    @AfterEach
    void stop() {
        jira.close();
        app.close();
    }

    @Test
    void installed_is_signed_with_the_published_key_for_this_app_and_this_request() throws Exception {
        jira.install(app.url());
        var call = app.calls.get(1);
        assertEquals("/connect/installed", call.path());
        var token = tokenOf(call);
        var pem = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(HttpRequest.newBuilder(URI.create(jira.installKeysUrl() + "/" + token.getHeader().getKeyID())).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        assertTrue(token.verify(new RSASSAVerifier(publicKey(pem))));
        var claims = token.getJWTClaimsSet();
        assertEquals(jira.clientKey(), claims.getIssuer());
        assertEquals(List.of(app.url().toString()), claims.getAudience());
        assertEquals(Qsh.of("POST", "", "/connect/installed", null), claims.getStringClaim("qsh"));
        var body = Json.readObject(call.body());
        assertEquals("installed", body.get("eventType").asText());
        assertEquals(jira.sharedSecret(), body.get("sharedSecret").asText());
        assertEquals(jira.url().toString(), body.get("baseUrl").asText());
        assertEquals(jira.cloudId(), body.get("cloudId").asText());
    }

    @Test
    void enabled_follows_signed_with_the_shared_secret() throws Exception {
        jira.install(app.url());
        assertEquals("/connect/enabled", app.lastCall().path());
        assertTrue(tokenOf(app.lastCall()).verify(new MACVerifier(jira.sharedSecret())));
        assertFalse(Json.readObject(app.lastCall().body()).has("sharedSecret"));
    }

    @Test
    void an_app_that_does_not_answer_2xx_is_not_installed() {
        app.lifecycleStatus = 401;
        var refused = assertThrows(IllegalStateException.class, () -> jira.install(app.url()));
        assertTrue(refused.getMessage().contains("/connect/installed (installed) answered 401"), refused.getMessage());
        assertFalse(jira.isInstalled());
    }

    @Test
    void a_reinstall_brings_a_new_secret_for_the_same_client_key() {
        jira.install(app.url());
        var before = jira.sharedSecret();
        var client = jira.clientKey();
        jira.reinstall();
        assertNotEquals(before, jira.sharedSecret());
        assertEquals(client, jira.clientKey());
    }

    @Test
    void an_uninstall_is_signed_with_the_private_key_and_deletes_what_was_uploaded() throws Exception {
        jira.install(app.url());
        assertEquals(202, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", COMMIT).status());
        var secret = jira.sharedSecret();
        jira.uninstall();
        assertEquals("/connect/uninstalled", app.lastCall().path());
        assertEquals("RS256", tokenOf(app.lastCall()).getHeader().getAlgorithm().getName());
        assertTrue(jira.site().commits("ABC-1").isEmpty());
        var old = Tokens.shared(secret, "test.app", null, Qsh.of("GET", "", "/rest/api/3/myself", null), Tokens.REQUEST, java.time.Instant.now());
        assertEquals(401, app.call(jira, "GET", "/rest/api/3/myself", null, "JWT " + old).status());
    }

    @Test
    void a_disabled_app_is_not_let_in_until_it_is_enabled() {
        jira.install(app.url());
        jira.disable();
        assertEquals("/connect/disabled", app.lastCall().path());
        assertEquals(401, app.call(jira, "GET", "/rest/api/3/myself", null).status());
        jira.enable();
        assertEquals(200, app.call(jira, "GET", "/rest/api/3/myself", null).status());
    }

    @Test
    void a_faulty_descriptor_is_refused_with_the_reason() {
        refused("key is required", descriptor -> descriptor.remove("key"));
        refused("unknown module type jiraGadget", descriptor -> descriptor.withObject("/modules").putArray("jiraGadget"));
        refused("baseUrl must be https", descriptor -> descriptor.put("baseUrl", "http://app.example.com"));
        refused("must have the host", descriptor -> descriptor.put("baseUrl", "https://app.example.com"));
        refused("adminPages.url is required", descriptor -> ((ObjectNode) descriptor.at("/modules/adminPages/0")).remove("url"));
        refused("lifecycle.installed must be relative", descriptor -> descriptor.withObject("/lifecycle").put("installed", "https://app.example.com/i"));
        refused("unknown capability build", descriptor -> descriptor.withArray("/modules/jiraDevelopmentTool/capabilities").add("build"));
        refused("signed-install", descriptor -> descriptor.remove("apiMigrations"));
    }

    private void refused(String reason, Consumer<ObjectNode> damage) {
        var whole = app.descriptor.deepCopy();
        damage.accept(app.descriptor);
        var refused = assertThrows(IllegalStateException.class, () -> jira.install(app.url()));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        app.descriptor.removeAll().setAll(whole);
    }

    @Test
    void a_page_address_carries_jiras_parameters_and_their_hash() throws Exception {
        jira.install(app.url());
        var page = URI.create(jira.pageUrl("dev-account", "/panel/issue?issueKey=ABC-1"));
        var claims = SignedJWT.parse(page.getRawQuery().split("jwt=")[1]).getJWTClaimsSet();
        assertEquals("dev-account", claims.getSubject());
        assertEquals(Qsh.of("GET", "", "/panel/issue", page.getRawQuery()), claims.getStringClaim("qsh"));
        for (var parameter : List.of("xdm_e=", "xdm_c=", "cp=", "lic=", "cv=")) {
            assertTrue(page.getRawQuery().contains("&" + parameter), parameter);
        }
    }

    @Test
    void a_context_token_lives_a_quarter_of_an_hour_and_names_no_request() throws Exception {
        jira.install(app.url());
        var claims = SignedJWT.parse(jira.contextToken("dev-account")).getJWTClaimsSet();
        assertEquals("context-qsh", claims.getStringClaim("qsh"));
        assertEquals(900_000, claims.getExpirationTime().getTime() - claims.getIssueTime().getTime());
    }

    @Test
    void changes_of_projects_are_told_without_a_body_where_none_is_wanted() throws Exception {
        for (var event : new String[] {"project_created", "project_updated", "project_deleted"}) {
            app.descriptor.withArray("/modules/webhooks").addObject().put("event", event).put("url", "/jira/events?event=" + event).put("excludeBody", true);
        }
        jira.install(app.url());
        jira.site().createIssue("NEW-1", "In a new project");
        assertEquals("event=project_created", app.lastCall().query());
        jira.site().renameProject("NEW", "NEWER");
        assertEquals("event=project_updated", app.lastCall().query());
        jira.site().deleteProject("NEWER");
        var call = app.lastCall();
        assertEquals("event=project_deleted", call.query());
        assertEquals(0, call.body().length);
        assertEquals(Qsh.of("POST", "", call.path(), call.query()), tokenOf(call).getJWTClaimsSet().getStringClaim("qsh"));
    }

    @Test
    void an_edited_issue_is_told_to_the_registered_webhook() throws Exception {
        jira.install(app.url());
        jira.editAs("dev-account", "ABC-1", "A new summary");
        var call = app.lastCall();
        assertEquals("/jira/events", call.path());
        assertEquals("issue=" + jira.site().issue("ABC-1").orElseThrow().id(), call.query());
        var token = tokenOf(call);
        assertTrue(token.verify(new MACVerifier(jira.sharedSecret())));
        assertEquals(Qsh.of("POST", "", call.path(), call.query()), token.getJWTClaimsSet().getStringClaim("qsh"));
        assertTrue(call.header("X-Atlassian-Webhook-Identifier").isPresent());
        var body = Json.readObject(call.body());
        assertEquals("jira:issue_updated", body.get("webhookEvent").asText());
        assertEquals("A new summary", body.at("/changelog/items/0/toString").asText());
        assertEquals("dev-account", body.at("/user/accountId").asText());
    }

    @Test
    void the_site_survives_a_restart() {
        jira.install(app.url());
        assertEquals(202, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", COMMIT).status());
        jira.site().createIssue("NEW-7", "New here");
        jira.site().moveIssue("ABC-2", "OPS-99");
        jira.site().hide("ABC-3", "dev-account");
        jira.site().member("guest-account", "OPS", true);
        var secret = jira.sharedSecret();
        var client = jira.clientKey();
        var cloud = jira.cloudId();
        jira.close();

        jira = SandboxJira.start(0, folder);
        assertEquals(List.of(secret, client, cloud, "test.app"), List.of(jira.sharedSecret(), jira.clientKey(), jira.cloudId(), jira.appKey()));
        assertEquals(1, jira.site().commits("ABC-1").size());
        assertEquals("New here", jira.site().issue("NEW-7").orElseThrow().summary());
        assertEquals("OPS-99", jira.site().issue("ABC-2").orElseThrow().key());
        assertFalse(jira.site().sees(jira.site().user("dev-account").orElseThrow(), jira.site().issue("ABC-3").orElseThrow()));
        assertTrue(jira.site().sees(jira.site().user("guest-account").orElseThrow(), jira.site().issue("OPS-1").orElseThrow()));
        assertEquals(202, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", COMMIT).status());
        assertEquals(1, jira.site().commits("ABC-1").size());
    }

    private static RSAPublicKey publicKey(String pem) throws Exception {
        var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }

    private static SignedJWT tokenOf(Request call) throws Exception {
        return SignedJWT.parse(call.header("Authorization").orElseThrow().substring("JWT ".length()));
    }
}
