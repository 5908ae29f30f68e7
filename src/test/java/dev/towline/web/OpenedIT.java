package dev.towline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FilePayload;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import dev.towline.provider.Provider;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator opens of one integration, in a browser, within Jira. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class OpenedIT {

    // A machine that is busy with other tests takes its time.
    private static final double PATIENCE_MILLIS = 30_000;

    @Test
    void people_and_environments_are_opened_changed_and_closed() {
        var name = "Opened " + UUID.randomUUID();
        var id = RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).contentType(ContentType.JSON)
                .body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().<String>path("id");
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")))) {
            com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            var page = browser.newContext(new Browser.NewContextOptions().setAcceptDownloads(true)).newPage();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate(Stand.jira().url() + "/admin");
            var admin = page.frameLocator("#towline-admin");
            byId(admin, "manage/" + id).locator("summary").first().click();

            byId(admin, "people-of/" + id).click();
            assertThat(admin.locator("#opened-title")).hasText("People of " + name);
            assertThat(admin.locator("#opened-title")).isFocused();
            admin.locator("#people-file").setInputFiles(new FilePayload("people.csv", "text/csv", "ana,nonsense\nbo,".getBytes(StandardCharsets.UTF_8)));
            admin.getByText("Import", new FrameLocator.GetByTextOptions().setExact(true)).click();
            assertThat(admin.locator("#people-file-error")).hasText("Line 1: This is no e-mail address. Line 2: Enter the e-mail or the account ID.");
            admin.locator("#people-file").setInputFiles(new FilePayload("people.csv", "text/csv", "ana,ana@work.example\nbo,,557058:bo\n".getBytes(StandardCharsets.UTF_8)));
            admin.getByText("Import", new FrameLocator.GetByTextOptions().setExact(true)).click();
            assertThat(admin.locator("#people .row")).hasCount(2);
            var ana = byId(admin, "person/ana");
            ana.locator("summary").click();
            ana.locator("[name=email]").fill("ana@new.example");
            ana.locator("[data-person] button").click();
            assertThat(ana.locator("summary")).containsText("ana@new.example");
            var bo = byId(admin, "person/bo");
            bo.locator("summary").click();
            bo.locator("[data-person-gone] button").click();
            assertThat(admin.locator("#people .row")).hasCount(1);
            var file = page.waitForDownload(() -> admin.getByText("Save all as a CSV file").click());
            assertEquals("people.csv", file.suggestedFilename());
            shoot(page, admin, "people");

            byId(admin, "environments-of/" + id).click();
            assertThat(admin.locator("#opened-title")).hasText("Environments of " + name);
            admin.locator("#environments-production").fill("kunde-*, eu");
            admin.locator("#environments-staging").fill("EU");
            admin.locator("#opened button.primary").click();
            assertThat(admin.locator("#environments-staging-error")).hasText("“eu” stands at another type already.");
            admin.locator("#environments-staging").fill("");
            admin.locator("#opened button.primary").click();
            assertThat(admin.locator("[data-done]")).hasText("Saved");
            admin.locator("#opened [data-close]").click();
            assertThat(admin.locator("#opened")).isHidden();
            assertThat(byId(admin, "environments-of/" + id)).isFocused();
            byId(admin, "environments-of/" + id).click();
            assertThat(admin.locator("#environments-production")).hasValue("eu, kunde-*");
            assertTrue(page.url().endsWith("/admin"));
        }
    }

    /** As a new user would, by the page's words alone: from the form to the first commit in the panel. The plain git is a real one. */
    @Test
    void the_set_up_of_each_git_server_is_followed_to_the_first_commit_in_the_panel(@TempDir Path folder) throws Exception {
        Stand.jira().site().createIssue("ABC-732", "Set up by a new user");
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")))) {
            com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(1000, 1200));
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate(Stand.jira().url() + "/admin");
            var admin = page.frameLocator("#towline-admin");
            var issue = context.newPage();
            issue.navigate(Stand.jira().url() + "/browse/ABC-732");
            var commits = issue.frameLocator("#towline-panel").locator("#commits .row");

            for (var provider : List.of(Provider.GITHUB, Provider.GITLAB, Provider.GITEA, Provider.GIT)) {
                var made = set(admin, provider);
                assertThat(made.locator("[data-check=reached] .lozenge")).hasText("waiting");
                push(provider, admin, folder);
                // Without a reload: the check list follows what arrives.
                assertThat(made.locator(".complete")).hasText("The first issue key has arrived: the set-up works.");
                assertThat(made.locator("[data-check=key]")).containsText("Found: ABC-732.");
                assertThat(commits).hasCount(List.of(Provider.GITHUB, Provider.GITLAB, Provider.GITEA, Provider.GIT).indexOf(provider) + 1);
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/setup-" + provider.code() + ".png")).setFullPage(true));
                made.locator("[data-close]").click();
            }
            guide(page, admin, context.newPage());
        }
    }

    private static Locator set(FrameLocator admin, Provider provider) {
        admin.locator("#create-name").fill("Trial of " + provider.label());
        admin.locator("#create-provider").selectOption(provider.code());
        assertThat(admin.locator("[data-gets] > summary")).hasText("What you get from " + provider.label() + ", and what not");
        admin.locator("#create button.primary").click();
        var made = admin.locator("#made section").first();
        assertThat(made.locator("#made-title")).hasText("Trial of " + provider.label() + " is created");
        return made;
    }

    private static void push(Provider provider, FrameLocator admin, Path folder) throws Exception {
        var hook = URI.create(admin.locator("#made-url").inputValue());
        var secret = admin.locator("#made-secret").inputValue();
        if (provider == Provider.GIT) {
            pushPlainGit(admin, folder);
            return;
        }
        var body = Files.readString(Path.of("src/test/resources/provider/" + provider.code() + "/push.json")).replace("QUAY-42", "ABC-732").getBytes(StandardCharsets.UTF_8);
        var mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        var hex = HexFormat.of().formatHex(mac.doFinal(body));
        var headers = switch (provider) {
            case GITLAB -> Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", secret);
            case GITEA -> Map.of("X-Gitea-Event", "push", "X-Gitea-Signature", hex, "X-Gitea-Delivery", UUID.randomUUID().toString());
            default -> Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + hex, "X-GitHub-Delivery", UUID.randomUUID().toString());
        };
        assertEquals(202, Send.post(hook, headers, body).statusCode());
    }

    /** Enters the commands that the page shows, in their order, and nothing else. */
    private static void pushPlainGit(FrameLocator admin, Path folder) throws Exception {
        var bare = folder.resolve("app.git");
        shell(folder, "git init -q --bare -b main app.git && git clone -q app.git work 2>/dev/null");
        for (var id : List.of("git-download", "git-set", "git-check")) {
            shell(bare, admin.locator("#" + id).inputValue());
            if (id.equals("git-set")) {
                shell(bare, "git config towline.name team/app");
            }
        }
        shell(folder.resolve("work"), "git config user.email a@example.org && git config user.name Ada && git commit -q --allow-empty -m 'ABC-732 Begin' && git push -q origin HEAD:main");
    }

    private static void shell(Path folder, String line) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "GIT_CONFIG_NOSYSTEM", "1", "no_proxy", "*"));
        var process = builder.start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> line + "\n" + told);
    }

    /** A link for the git administrator: made, read in a browser that knows nothing of Jira, and revoked. */
    private static void guide(Page page, FrameLocator admin, Page outside) {
        set(admin, Provider.FORGEJO);
        var made = admin.locator("#made section").first();
        made.locator("[id^='share/'] > summary").click();
        made.locator("[data-guide] button").click();
        outside.navigate(admin.locator("#share-link").inputValue());
        assertThat(outside.locator("h1")).hasText("Set up Forgejo for Towline");
        assertThat(outside.locator("#made-url")).hasValue(admin.locator("#made-url").inputValue());
        assertThat(outside.locator("#made-secret")).hasCount(0);
        for (var width : List.of(1000, 320)) {
            outside.setViewportSize(width, 900);
            assertEquals(outside.evaluate("document.documentElement.clientWidth"), outside.evaluate("document.documentElement.scrollWidth"), "nothing sticks out at " + width);
            outside.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/guide-" + width + ".png")).setFullPage(true));
        }
        outside.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
        outside.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/guide-dark.png")).setFullPage(true));
        made.locator("[data-revoke] button").click();
        assertThat(made.locator("[data-revoke]")).hasCount(0);
        outside.reload();
        assertThat(outside.locator("h1")).hasText("This guide has ended");
        made.locator("[data-close]").click();
        var row = admin.locator("[data-integration]").filter(new Locator.FilterOptions().setHasText("Trial of Forgejo"));
        row.locator("[data-setup] button").click();
        assertThat(admin.locator("#made-title")).hasText("Set up Trial of Forgejo");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/setup-opened.png")).setFullPage(true));
        page.setViewportSize(340, 1000);
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/setup-opened-narrow.png")).setFullPage(true));
    }

    private static Locator byId(FrameLocator frame, String id) {
        return frame.locator("[id='" + id + "']");
    }

    private static void shoot(Page page, FrameLocator frame, String name) {
        frame.locator("#opened").screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target/screenshots/opened-" + name + ".png")));
    }
}
