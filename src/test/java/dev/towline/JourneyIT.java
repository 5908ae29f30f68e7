package dev.towline;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.towline.local.AppProcess;
import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import dev.towline.local.Send;
import dev.towline.sandbox.SandboxJira;
import io.restassured.RestAssured;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main job as a person sees it, on the packaged application as a process of its own: an administrator creates an
 * integration, a git server sends webhooks, and open pages follow without a reload. Screenshots lie in target/screenshots.
 */
class JourneyIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    // The panel must follow within a second; a loaded build machine gets more, and the figure is measured elsewhere.
    private static final double SOON_MILLIS = 20_000;

    private static final List<AutoCloseable> STARTED = new ArrayList<>();
    private static SandboxJira jira;
    private static final Path LOG = Path.of("target/journey-app.log");
    private static Browser browser;
    private static String baseUrl;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(SCREENSHOTS);
        Files.deleteIfExists(LOG);
        var postgres = started(LocalPostgres.temporary());
        var queue = started(LocalQueue.inMemory());
        jira = started(SandboxJira.start(0, null));
        var port = LocalQueue.freePort();
        var management = LocalQueue.freePort();
        baseUrl = "http://localhost:" + port;
        started(AppProcess.start(Path.of(System.getProperty("towline.packaged")), new HashMap<>(Map.ofEntries(
                Map.entry("QUARKUS_HTTP_PORT", String.valueOf(port)),
                Map.entry("QUARKUS_MANAGEMENT_PORT", String.valueOf(management)),
                Map.entry("TOWLINE_BASE_URL", baseUrl),
                Map.entry("TOWLINE_SECRET_KEYS", "journey:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
                Map.entry("TOWLINE_INSTALL_KEYS_URL", jira.installKeysUrl().toString()),
                Map.entry("TOWLINE_JIRA_HOSTS", "localhost,127.0.0.1"),
                Map.entry("TOWLINE_HOST_SCRIPT", jira.hostScript().toString()),
                Map.entry("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl()),
                Map.entry("QUARKUS_DATASOURCE_USERNAME", "postgres"),
                Map.entry("QUARKUS_DATASOURCE_PASSWORD", "postgres"),
                Map.entry("QUARKUS_SQS_ENDPOINT_OVERRIDE", queue.endpoint().toString()),
                Map.entry("AWS_REGION", "us-east-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"))), URI.create("http://localhost:" + management), LOG));
        jira.install(URI.create(baseUrl));
        var playwright = started(Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(SOON_MILLIS);
    }

    @AfterAll
    static void stop() throws Exception {
        for (var thing : STARTED.reversed()) {
            thing.close();
        }
        assertEquals(List.of(), Leaks.in(LOG));
    }

    @Test
    void a_push_to_a_private_git_server_shows_up_in_jira_live() throws Exception {
        var errors = new ArrayList<String>();
        var admin = page(errors);
        admin.navigate(jira.url() + "/admin");
        var settings = admin.frameLocator("#towline-admin");
        assertThat(settings.locator("#none")).isVisible();
        shoot(admin, "1-admin-empty");

        settings.getByLabel("Name", new FrameLocator.GetByLabelOptions().setExact(false)).first().fill("Northsea GitHub");
        settings.locator("#create button").click();
        var hookUrl = settings.locator("#made-url").inputValue();
        var secret = settings.locator("#made-secret").inputValue();
        assertThat(settings.locator("[data-integration] .lozenge").first()).hasText("Waiting for the first delivery");
        shoot(admin, "2-admin-created");

        var issue = page(errors);
        issue.navigate(jira.url() + "/browse/ABC-1");
        var panel = issue.frameLocator("#towline-panel");
        assertThat(panel.locator("#nothing")).isVisible();
        assertThat(panel.locator("[data-live][data-state=live]")).isVisible();
        shoot(issue, "3-issue-empty");

        send(hookUrl, secret, "ping");
        assertThat(settings.locator("[data-integration] .lozenge").first()).hasText("Connected");
        shoot(admin, "4-admin-connected");

        send(hookUrl, secret, "create");
        assertThat(panel.locator("#branches .row")).hasCount(1);
        send(hookUrl, secret, "push");
        assertThat(panel.locator("#commits .row")).hasCount(2);
        send(hookUrl, secret, "pull_request");
        assertThat(panel.locator("#pull-requests .row")).hasCount(1);
        assertThat(panel.locator("#pull-requests")).containsText("wait for the tide gauge");
        shoot(issue, "5-issue-live");

        var development = issue.locator("#development").first();
        assertThat(development).containsText("Hold the mooring lines while the tide turns");
        assertThat(development).containsText("feature/ABC-1-mooring-lines");
        assertThat(development).containsText("wait for the tide gauge");

        var dark = page(errors, ColorScheme.DARK, 420);
        dark.navigate(jira.url() + "/browse/ABC-1");
        dark.getByText("Dark").click();
        assertThat(dark.frameLocator("#towline-panel").locator("#commits .row")).hasCount(2);
        shoot(dark, "6-issue-dark-narrow");
        assertEquals(List.of(), errors, "the browser's console stays clean");
    }

    @Test
    void large_bodies_that_never_end_are_turned_away_before_they_fill_the_memory() throws Exception {
        var hook = URI.create(RestAssured.given().baseUri(baseUrl).contentType("application/json")
                .header("Authorization", "JWT " + jira.contextToken("admin-account"))
                .body(Map.of("name", "stalling", "provider", "github")).post("/api/integrations").path("hookUrl"));
        var megabyte = new byte[1024 * 1024];
        var stalled = new ArrayList<Socket>();
        var turnedAway = 0;
        try {
            for (var i = 0; i < 8; i++) {
                var socket = new Socket(hook.getHost(), hook.getPort());
                stalled.add(socket);
                socket.setSoTimeout(2_000);
                try {
                    socket.getOutputStream().write(("POST " + hook.getPath() + " HTTP/1.1\r\nHost: towline\r\nContent-Length: 25000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    for (var sent = 0; sent < 20; sent++) {
                        socket.getOutputStream().write(megabyte);
                    }
                    if (new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).equals("HTTP/1.1 503")) {
                        turnedAway++;
                    }
                } catch (SocketTimeoutException waitsForTheRest) {
                    // Held: the door still waits for the last five megabytes.
                } catch (SocketException hungUp) {
                    turnedAway++;
                }
            }
            // 512 MB of heap, an eighth of it for bodies: three of 20 MB fit.
            assertEquals(5, turnedAway);
        } finally {
            for (var socket : stalled) {
                socket.close();
            }
        }
        var body = "{}".getBytes(StandardCharsets.US_ASCII);
        assertEquals(202, Send.post(hook, Send.github("ping", body, "any"), body).statusCode());
    }

    private static void send(String hookUrl, String secret, String event) throws Exception {
        try (var in = JourneyIT.class.getResourceAsStream("/deliveries/" + event + ".json")) {
            var body = in.readAllBytes();
            assertEquals(202, Send.post(URI.create(hookUrl), Send.github(event, body, secret), body).statusCode());
        }
    }

    private static Page page(List<String> errors) {
        return page(errors, ColorScheme.LIGHT, 1200);
    }

    private static Page page(List<String> errors, ColorScheme scheme, int width) {
        var page = browser.newContext(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 1000)).newPage();
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

    private static <T extends AutoCloseable> T started(T thing) {
        STARTED.add(thing);
        return thing;
    }
}
