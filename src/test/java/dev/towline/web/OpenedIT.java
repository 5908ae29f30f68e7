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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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

    @Test
    void what_somebody_else_changed_meanwhile_is_told_beside_the_field_and_a_deleted_integration_leaves_the_filter() {
        var name = "Edited " + UUID.randomUUID();
        String id = asAdmin().body(Map.of("name", name, "provider", "github")).post("/api/integrations").then().statusCode(201).extract().path("id");
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync")))) {
            com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            var page = browser.newPage();
            page.setDefaultTimeout(PATIENCE_MILLIS);
            page.navigate(Stand.jira().url() + "/admin");
            var admin = page.frameLocator("#towline-admin");
            byId(admin, "manage/" + id).locator("summary").first().click();
            byId(admin, "branches/" + id).fill("main\n release/* \n");
            asAdmin().body(Map.of("rules", Map.of("branches", List.of("trunk"), "emails", false))).patch("/api/integrations/" + id).then().statusCode(200);
            assertThat(byId(admin, "emails/" + id)).not().isChecked();
            byId(admin, "branches/" + id).locator("xpath=ancestor::form//button").click();
            assertThat(byId(admin, "branches-error/" + id)).hasText("It says now: trunk");
            assertThat(byId(admin, "branches/" + id)).hasValue("main\n release/* \n");
            byId(admin, "manage/" + id).screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target/screenshots/opened-conflict.png")));
            byId(admin, "branches/" + id).locator("xpath=ancestor::form//button").click();
            assertThat(byId(admin, "integration/" + id)).containsText("Only branches main, release/*");

            assertThat(admin.locator("#filter-integration option[value='" + id + "']")).hasText(name);
            byId(admin, "rotate-url/" + id).locator("summary").click();
            byId(admin, "rotate-url/" + id).locator("button").click();
            assertThat(byId(admin, "old-url/" + id)).containsText("not used since it was made");
            byId(admin, "stop-url/" + id).click();
            assertThat(byId(admin, "old-url/" + id)).hasCount(0);
            asAdmin().delete("/api/integrations/" + id).then().statusCode(204);
            assertThat(admin.locator("#filter-integration option[value='" + id + "']")).hasCount(0);

            admin.locator("#tab-health").click();
            assertThat(admin.locator("#health-jira")).containsText("It last answered as it should");
            admin.locator("#alerts-url").fill("http://hooks.example/T0");
            admin.locator("#alerts button").click();
            assertThat(admin.locator("#alerts-url-error")).hasText("The address must begin with https://.");
        }
    }

    private static io.restassured.specification.RequestSpecification asAdmin() {
        return RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).contentType(ContentType.JSON);
    }

    private static Locator byId(FrameLocator frame, String id) {
        return frame.locator("[id='" + id + "']");
    }

    private static void shoot(Page page, FrameLocator frame, String name) {
        frame.locator("#opened").screenshot(new Locator.ScreenshotOptions().setPath(Path.of("target/screenshots/opened-" + name + ".png")));
    }
}
