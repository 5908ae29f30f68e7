package dev.towline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.towline.local.AppProcess;
import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Send;
import dev.towline.sandbox.SandboxJira;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Self-hosted mode on the packaged application: nothing is installed in Jira, which is called with an OAuth client, and a local
 * administrator logs in. Screenshots lie in target/screenshots.
 */
class SelfHostedJourneyIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Path LOG = Path.of("target/self-hosted-app.log");
    private static final double SOON_MILLIS = 20_000;
    private static final String COOKIE = "__Host-towline";
    private static final Pattern GENERATED = Pattern.compile("administrator password, shown this once: (\\S+)");

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static final int PORT = freePort();
    private static final int PORT_OF_MANAGEMENT = freePort();
    private static final String BASE = "http://localhost:" + PORT;
    private static LocalPostgres postgres;
    private static LocalQueue queue;
    private static SandboxJira jira;
    private static Browser browser;
    private static AppProcess app;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        Files.deleteIfExists(LOG);
        postgres = started(LocalPostgres.temporary());
        queue = started(LocalQueue.inMemory());
        jira = started(SandboxJira.start(0, null));
        jira.site().createIssue("QUAY-42", "Raise the boom");
        jira.site().createIssue("QUAY-43", "Gentle lift");
        app = AppProcess.start(Path.of(System.getProperty("towline.packaged")), settings(Map.of()), management(), LOG);
        var playwright = started(Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(SOON_MILLIS);
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        for (var thing : STARTED.reversed()) {
            thing.close();
        }
        assertEquals(List.of(), Leaks.in(LOG));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        var client = jira.oauthClient();
        var settings = new HashMap<>(Map.ofEntries(
                Map.entry("TOWLINE_MODE", "self-hosted"),
                Map.entry("TOWLINE_JIRA_SITE", jira.url().toString()),
                Map.entry("TOWLINE_JIRA_API_URL", jira.url().toString()),
                Map.entry("TOWLINE_JIRA_CLIENT_ID", client.id()),
                Map.entry("TOWLINE_JIRA_CLIENT_SECRET", client.secret()),
                Map.entry("TOWLINE_JIRA_HOSTS", "localhost,127.0.0.1"),
                Map.entry("TOWLINE_BASE_URL", BASE),
                Map.entry("TOWLINE_SECRET_KEYS", "journey:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(PORT)),
                Map.entry("QUARKUS_MANAGEMENT_PORT", String.valueOf(PORT_OF_MANAGEMENT)),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl()),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", "postgres"),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", "postgres"),
                Map.entry("QUARKUS_SQS_ENDPOINT_OVERRIDE", queue.endpoint().toString()),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local")));
        settings.putAll(more);
        return settings;
    }

    @Test
    void from_the_first_start_to_the_last_erasure() throws Exception {
        var generated = GENERATED.matcher(Files.readString(LOG));
        assertTrue(generated.find(), "the first start shows a password");
        var password = generated.group(1);

        assertThatNobodyGetsInOtherwise();

        var errors = new ArrayList<String>();
        var page = page(errors, ColorScheme.LIGHT, 1000);
        page.navigate(BASE + "/");
        assertThat(page).hasURL(BASE + "/login");
        shoot(page, "self-hosted-1-login");
        page.getByLabel("Password").fill("a guess");
        page.getByLabel("Password").press("Enter");
        assertThat(page.locator("#login-error")).hasText("That is not the password.");
        assertEquals(1, errors.size(), "the browser itself tells of the 401");
        errors.clear();
        page.getByLabel("Password").fill(password);
        page.getByLabel("Password").press("Enter");
        assertThat(page).hasURL(BASE + "/admin");
        assertThat(page.locator("#none")).isVisible();
        assertThat(page.locator(".local a")).hasText(jira.url().toString());
        assertThat(page.locator("[data-live][data-state=live]")).isVisible();
        shoot(page, "self-hosted-2-admin");

        page.getByLabel("Name").first().fill("Northsea GitHub");
        page.locator("#create button").click();
        var hook = URI.create(page.locator("#made-url").inputValue());
        var secret = page.locator("#made-secret").inputValue();

        deliver(hook, secret, "create");
        assertThat(page.locator("[data-integration] .lozenge").first()).hasText("Connected");
        deliver(hook, secret, "push");
        await("commits and their branch", () -> jira.site().commits("ABC-1").size() == 2 && jira.site().branches("ABC-1").size() == 1);
        deliver(hook, secret, "pull_request");
        await("a pull request", () -> jira.site().pullRequests("ABC-1").size() == 1);
        recorded(hook, secret, "build", "workflow_run");
        await("a build", () -> jira.site().builds("QUAY-42").size() == 1);
        jira.expireAccessTokens();
        recorded(hook, secret, "deployment-successful", "deployment_status");
        await("a deployment, with a token renewed on the way", () -> jira.site().deployments("QUAY-42").size() == 1);
        assertTrue(jira.site().received().stream().allMatch(request -> request.path().matches("/jira/(devinfo|builds|deployments)/0\\.1/cloud/" + jira.cloudId() + "/.*")),
                "nothing else is asked of Jira: " + jira.site().received());
        assertEquals(1, jira.site().received().stream().filter(request -> request.status() == 401).count());

        var dark = page(errors, ColorScheme.DARK, 360);
        dark.navigate(BASE + "/login");
        shoot(dark, "self-hosted-3-login-dark-narrow");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shoot(page, "self-hosted-4-admin-dark");

        anOAuthClientThatWasDeletedIsToldInWords(page, hook, secret);
        var again = anotherPasswordAndAnotherClientGoOn(errors, page);

        again.getByLabel("Password").fill("correct horse battery");
        again.getByLabel("Password").press("Enter");
        assertThat(again.locator("#trouble")).hasCount(0);
        again.locator("[data-integration] summary").first().click();
        again.locator("[id^='delete/'] > summary").click();
        again.locator("[data-delete] button").click();
        assertThat(again.locator("#none")).isVisible();
        await("all of it is erased", () -> jira.site().commits("ABC-1").isEmpty() && jira.site().pullRequests("ABC-1").isEmpty()
                && jira.site().builds("QUAY-42").isEmpty() && jira.site().deployments("QUAY-42").isEmpty());
        again.getByText("Log out").click();
        assertThat(again).hasURL(BASE + "/login");
        again.navigate(BASE + "/admin");
        assertThat(again).hasURL(BASE + "/login");
        assertEquals(List.of(), errors, "the browser's console stays clean");

        var log = Files.readString(LOG);
        for (var word : List.of(jira.oauthClient().secret(), "correct horse", secret, "Bearer")) {
            assertFalse(log.contains(word), "a secret in the log");
        }
        assertEquals(1, log.split(Pattern.quote(password), -1).length - 1, "the generated password was shown once");
    }

    private static void assertThatNobodyGetsInOtherwise() {
        for (var door : List.of("/atlassian-connect.json", "/panel/issue?issueKey=ABC-1")) {
            given().get(BASE + door).then().statusCode(404);
        }
        for (var door : List.of("/connect/installed", "/connect/uninstalled", "/connect/enabled", "/jira/events")) {
            given().contentType("application/json").body("{}").post(BASE + door).then().statusCode(404);
        }
        given().redirects().follow(false).get(BASE + "/admin").then().statusCode(303).header("Location", BASE + "/login");
        for (var cookie : List.of("", "nonsense", "A".repeat(43))) {
            given().redirects().follow(false).cookie(COOKIE, cookie).get(BASE + "/admin").then().statusCode(303);
            given().cookie(COOKIE, cookie).get(BASE + "/api/integrations").then().statusCode(401).body("title", equalTo("Your session has ended. Log in again."));
        }
        given().header("Authorization", "JWT e30.e30.e30").get(BASE + "/api/integrations").then().statusCode(401);
        given().contentType("application/json").body("{\"channels\":[\"any\"]}").post(BASE + "/api/realtime/tickets").then().statusCode(401);
        given().header("Sec-Fetch-Site", "cross-site").formParam("password", "any").post(BASE + "/login").then().statusCode(403);
        given().get(BASE + "/login").then().statusCode(200).header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    private static void anOAuthClientThatWasDeletedIsToldInWords(Page page, URI hook, String secret) throws Exception {
        var session = page.context().cookies().stream().filter(cookie -> cookie.name.equals(COOKIE)).findFirst().orElseThrow();
        assertTrue(session.secure && session.httpOnly, "the cookie is out of reach");
        given().cookie(COOKIE, session.value).get(BASE + "/api/integrations").then().statusCode(401);
        given().cookie(COOKIE, session.value).formParam("proof", "guessed").post(BASE + "/logout").then().statusCode(403);

        jira.deleteOAuthClient(jira.oauthClient().id());
        // Another run of the workflow: what is known already would be told to nobody.
        post(hook, secret, "workflow_run", text("build").replace("9001", "9002").replace("\"run_number\": 12", "\"run_number\": 13"));
        await("the page says what is wrong", () -> {
            page.reload();
            return page.locator("#trouble").isVisible();
        });
        assertThat(page.locator("#trouble")).containsText("Atlassian does not accept the OAuth client (401)");
        assertThat(page.locator("#trouble")).containsText("TOWLINE_JIRA_CLIENT_ID");
        shoot(page, "self-hosted-5-refused-client");
    }

    /** Returns a page that was sent to the login. */
    private static Page anotherPasswordAndAnotherClientGoOn(List<String> errors, Page before) throws Exception {
        app.close();
        jira.createOAuthClient(Set.of("devinfo", "builds", "deployments"));
        jira.site().forgetReceived();
        app = AppProcess.start(Path.of(System.getProperty("towline.packaged")), settings(Map.of("TOWLINE_ADMIN_PASSWORD", "correct horse battery")), management(), LOG);
        await("the new client is told everything", () -> jira.site().received().stream().filter(request -> request.path().endsWith("/bulk") && request.status() == 202).count() >= 3);
        // What the browser says while the server is away is no fault of the page's.
        before.close();
        errors.clear();
        var page = page(errors, ColorScheme.LIGHT, 1000);
        page.navigate(BASE + "/admin");
        assertThat(page).hasURL(BASE + "/login");
        return page;
    }

    private static void deliver(URI hook, String secret, String event) throws Exception {
        try (var in = SelfHostedJourneyIT.class.getResourceAsStream("/deliveries/" + event + ".json")) {
            post(hook, secret, event, in.readAllBytes());
        }
    }

    private static void recorded(URI hook, String secret, String name, String event) throws Exception {
        post(hook, secret, event, text(name).replace("v2.1.0", "QUAY-42/gentle-lift"));
    }

    private static String text(String name) throws Exception {
        return Files.readString(Path.of("src/test/resources/provider/github", name + ".json"));
    }

    private static void post(URI hook, String secret, String event, String body) throws Exception {
        post(hook, secret, event, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void post(URI hook, String secret, String event, byte[] body) throws Exception {
        assertEquals(202, Send.post(hook, Send.github(event, body, secret), body).statusCode());
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        var deadline = System.nanoTime() + (long) (SOON_MILLIS * 1_000_000);
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what + "; Jira was asked: " + jira.site().received());
            Thread.sleep(100);
        }
    }

    private static Page page(List<String> errors, ColorScheme scheme, int width) {
        var page = browser.newContext(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 800)).newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    }

    private static URI management() {
        return URI.create("http://localhost:" + PORT_OF_MANAGEMENT);
    }

    private static int freePort() {
        try {
            return LocalQueue.freePort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static <T extends AutoCloseable> T started(T thing) {
        STARTED.add(thing);
        return thing;
    }
}
