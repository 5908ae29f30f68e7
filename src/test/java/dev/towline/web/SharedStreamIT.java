package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Two tabs of a real browser, with its own locks and channels between tabs. Whose tabs share, and when, is tried in tabs.test.ts. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class SharedStreamIT {

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    @Test
    void two_tabs_of_one_person_share_a_stream_and_the_second_takes_over() {
        try (var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            var browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                            "--disable-background-networking", "--disable-component-update", "--disable-sync")));
            var context = browser.newContext();
            var streams = new AtomicInteger();
            context.onRequest(request -> streams.addAndGet(request.url().contains("/realtime/stream") ? 1 : 0));
            var first = tab(context);
            var second = tab(context);
            assertEquals(1, streams.get());
            happens();
            heard(first, 1);
            heard(second, 1);

            first.close();
            second.waitForCondition(() -> streams.get() == 2);
            happens();
            heard(second, 2);
        }
    }

    private static void heard(Page tab, int times) {
        // One integration is one event, and one only.
        tab.waitForFunction("times => window.heard >= times", times);
        assertEquals(times, tab.evaluate("window.heard"));
    }

    private Page tab(BrowserContext context) {
        var page = context.newPage();
        // Any document of our origin will do; around it Jira says who looks.
        page.route("**/blank", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!DOCTYPE html><p data-live data-state=''><span data-live-word></span></p>")));
        page.navigate(baseUrl + "/blank");
        var admin = RestAssured.given().urlEncodingEnabled(false).get(Stand.jira().pageUrl(Stand.ADMIN, "/admin")).asString();
        var position = Pattern.compile("data-position=\"(\\d+)\"").matcher(admin).results().findFirst().orElseThrow().group(1);
        page.evaluate("""
                async ([token, channel, position]) => {
                  window.heard = 0;
                  window.AP = { context: { getToken: () => Promise.resolve(token) } };
                  const { follow } = await import('/assets/live.js');
                  follow(channel, Number(position), () => { window.heard++; });
                }""", List.of(Stand.jira().contextToken(Stand.ADMIN), "ari:cloud:towline:" + Stand.jira().cloudId() + ":integrations", position));
        page.waitForFunction("document.querySelector('[data-live]').dataset.state === 'live'");
        return page;
    }

    private static void happens() {
        RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).contentType(ContentType.JSON)
                .body(Map.of("name", "shared stream", "provider", "github")).post("/api/integrations").then().statusCode(201);
    }
}
