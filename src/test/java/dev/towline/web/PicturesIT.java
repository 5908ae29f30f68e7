package dev.towline.web;

import static dev.towline.web.SamplePages.LATELY;
import static dev.towline.web.SamplePages.SITE;
import static dev.towline.web.SamplePages.admin;
import static dev.towline.web.SamplePages.integration;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures of every page, rendered from made-up records: those of {@code docs/pages.md} lie in {@code target/screenshots/docs}, to be looked at and
 * copied to {@code docs/images}; those in German, wide and narrow, in {@code target/screenshots/de}. No page may be wider than its window.
 */
class PicturesIT {

    private static final Path PICTURES = Path.of("target/screenshots");
    // As a hostile git server's words stand in a page; for a picture something else stands in their place.
    private static final String MARKUP = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x onerror=alert(2)&gt;";

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void close() {
        playwright.close();
    }

    /** @param part of the page that is shown, as a selector */
    private record Shown(Supplier<String> page, String part) {}

    private static final String WHOLE = "body";

    /** Of each page that is rendered here; the board, which its scripts draw, has its pictures from {@link BoardIT}. */
    private static Map<String, Shown> pages() {
        var pages = new LinkedHashMap<String, Shown>();
        pages.put("integrations", new Shown(() -> admin(List.of(SamplePages.withoutTrouble("connected", Optional.empty()), SamplePages.withoutTrouble("refusing", refused()))), WHOLE));
        pages.put("manage", new Shown(() -> admin(List.of(SamplePages.withoutTrouble("connected", Optional.empty())))
                .replace("<details class=\"manage\" id=\"manage/z\"", "<details open class=\"manage\" id=\"manage/z\""), "[data-integration]"));
        pages.put("trouble", new Shown(() -> admin(List.of(integration("a", "failing", Optional.empty()))), "[data-integration]"));
        pages.put("set-up", new Shown(() -> SamplePages.made("gitlab"), "#made"));
        pages.put("environments", new Shown(() -> only(Pages.render("AdminPage/environments", Map.of("view", Samples.environments()))), "#opened"));
        pages.put("people", new Shown(() -> only(Pages.render("AdminPage/people", Map.of("view", Samples.people()))), "#opened"));
        pages.put("find", new Shown(() -> SamplePages.view("find", "<div id=\"found\" aria-live=\"polite\"></div>", "<div id=\"found\">" + TraceSamples.found() + "</div>"), WHOLE));
        pages.put("deliveries", new Shown(() -> SamplePages.view("deliveries", "<div data-list></div>", "<div data-list>" + TraceSamples.deliveries() + TraceSamples.delivery() + "</div>"), WHOLE));
        pages.put("health", new Shown(() -> SamplePages.health(Samples.unwell()), WHOLE));
        pages.put("audit", new Shown(() -> SamplePages.view("audit", "<div data-list></div>", "<div data-list>" + TraceSamples.audit() + "</div>"), WHOLE));
        pages.put("guide", new Shown(() -> CheckSamples.guide(true), WHOLE));
        pages.put("project-settings", new Shown(() -> Pages.render("ProjectSettingsPage/settings", Map.of("hostScript", SITE + "/all.js", "view", Samples.project())), WHOLE));
        pages.put("issue", new Shown(() -> SamplePages.panel(Samples.ordinary()), WHOLE));
        pages.put("login", new Shown(() -> Pages.render("LoginPage/login", Map.of("hostScript", "", "problem", "")), WHOLE));
        pages.put("forbidden", new Shown(() -> Pages.render("Notice/forbidden", Map.of("hostScript", SITE + "/all.js")), WHOLE));
        return pages;
    }

    private static Optional<IntegrationView.Refusal> refused() {
        return Optional.of(new IntegrationView.Refusal(LATELY, "The signature does not match: the secret in GitHub's webhook form is not this integration's, or something in between changed the body."));
    }

    private static String only(String part) {
        return admin(List.of(SamplePages.withoutTrouble("connected", Optional.empty()))).replace("<div id=\"opened\" hidden></div>", "<div id=\"opened\">" + part + "</div>");
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void of_each_page_in_both_themes(ColorScheme theme) throws IOException {
        var failures = new ArrayList<String>();
        for (var page : pages().entrySet()) {
            var width = page.getKey().equals("issue") ? 500 : 900;
            var picture = PICTURES.resolve("docs/" + page.getKey() + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png");
            failures.addAll(taken(page.getKey(), page.getValue().page().get(), page.getValue().part(), theme, width, picture));
        }
        assertEquals(List.of(), failures);
        var shown = Files.readString(Path.of("docs/pages.md"));
        assertEquals(List.of(), pages().keySet().stream().filter(name -> !shown.contains("images/" + name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png")).toList(), "docs/pages.md shows each");
    }

    /** German words are longer. */
    @Test
    void in_german_no_page_is_wider_than_its_window() throws IOException {
        var failures = new ArrayList<String>();
        for (var page : pages().entrySet()) {
            var html = Pages.in(Language.GERMAN, page.getValue().page());
            assertTrue(html.contains("<html lang=\"de\">"), page.getKey());
            for (var width : new int[] {900, 320}) {
                failures.addAll(taken(page.getKey(), html, WHOLE, ColorScheme.LIGHT, width, PICTURES.resolve("de/" + page.getKey() + "-" + width + ".png")));
            }
        }
        assertEquals(List.of(), failures);
    }

    private static List<String> taken(String name, String html, String part, ColorScheme theme, int width, Path picture) throws IOException {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 400).setColorScheme(theme))) {
            var page = context.newPage();
            page.route("**", Route::abort);
            page.route("**/assets/*.css", route -> route.fulfill(new Route.FulfillOptions().setPath(Path.of("src/main/web/towline.css"))));
            page.route("**/assets/*.svg", route -> route.fulfill(new Route.FulfillOptions().setContentType("image/svg+xml").setPath(Path.of("src/main/web/logo.svg"))));
            page.route(SITE + "/", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html; charset=utf-8").setBody(html.replace(MARKUP, "Harbour").replaceAll("(role=\"tablist\" aria-label=\"[^\"]*\") hidden", "$1"))));
            page.navigate(SITE + "/");
            var taken = part.equals(WHOLE) ? page.screenshot(new Page.ScreenshotOptions().setFullPage(true)) : page.locator(part).screenshot();
            Files.createDirectories(picture.getParent());
            Files.write(picture, Palette.of(taken));
            var wide = (Integer) page.evaluate("document.documentElement.scrollWidth");
            return wide <= width ? List.of() : List.of(name + " is " + wide + " wide in a window of " + width);
        }
    }
}
