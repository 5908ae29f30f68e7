package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import dev.towline.index.Development;
import dev.towline.provider.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What axe finds in our pages, in both themes and with everything opened. The pages are rendered from made-up records that
 * show every state, and come with the style sheet as it is served. The board, which its scripts draw, is looked at in {@link BoardStatesIT}.
 */
class AccessibilityIT {

    private static final String SITE = "http://towline.example";
    private static final Moment LATELY = new Moment(Samples.NOW.minusSeconds(180));

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

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_admin_page_has_no_violation(String mode) {
        assertEquals(List.of(), violations(admin(List.of()), mode));
        assertEquals(List.of(), violations(admin(List.of(
                integration("a", "connected", Optional.empty()), integration("b", "waiting", Optional.of(new IntegrationView.Refusal(LATELY, "The signature does not match"))),
                integration("c", "paused", Optional.empty()), integration("e", "failing", Optional.empty()), Samples.withTopics())), mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_views_of_deliveries_trails_and_deeds_have_no_violation(String mode) {
        var filled = admin(List.of(integration("a", "connected", Optional.empty())))
                .replace("role=\"tablist\" aria-label=\"Views\" hidden", "role=\"tablist\" aria-label=\"Views\"")
                .replaceAll("(id=\"view-[a-z]+\" role=\"tabpanel\" aria-labelledby=\"[a-z-]+\") hidden", "$1")
                .replace("<div id=\"found\" aria-live=\"polite\"></div>", "<div id=\"found\" aria-live=\"polite\">" + TraceSamples.found() + "</div>");
        for (var part : List.of(TraceSamples.deliveries() + TraceSamples.delivery() + TraceSamples.absent(), TraceSamples.audit())) {
            filled = filled.replaceFirst("<div data-list></div>", java.util.regex.Matcher.quoteReplacement("<div data-list>" + part + "</div>"));
        }
        assertFalse(filled.contains("<script>alert") || filled.contains("<img src=x"), "escaped");
        assertEquals(List.of(), violations(filled, mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_page_of_a_new_integration_has_no_violation(String mode) {
        // An id is said once on a page, so each git server's part is looked at by itself.
        var found = Arrays.stream(Provider.values()).map(Provider::code)
                .flatMap(provider -> violations(made(provider), mode).stream().map(violation -> provider + ": " + violation)).collect(Collectors.toList());
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_health_of_a_site_has_no_violation(String mode) {
        for (var health : List.of(Samples.healthy(), Samples.unwell())) {
            assertEquals(List.of(), violations(health(health), mode));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_settings_of_a_project_have_no_violation(String mode) {
        for (var view : List.of(Samples.project(), new ProjectSettingsView(true, List.of(), List.of(), false, false, ""), new ProjectSettingsView(false, List.of(), List.of(), false, false, ""))) {
            assertEquals(List.of(), violations(Pages.render("ProjectSettingsPage/settings", Map.of("hostScript", SITE + "/all.js", "view", view)), mode));
        }
        assertEquals(List.of(), violations(Pages.render("ProjectSettingsPage/unseen", Map.of("hostScript", SITE + "/all.js")), mode));
    }

    /** What one looks at before it is taken for good. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void pictures_are_taken_of_the_list_the_health_and_the_settings_of_a_project_wide_and_narrow(String mode) {
        var list = admin(List.of(integration("a", "connected", Optional.empty()), integration("e", "failing", Optional.empty()))).replace("<details class=\"manage\" id=\"manage/a\"", "<details open class=\"manage\" id=\"manage/a\"");
        for (var width : new int[] {900, 320}) {
            picture(list, mode, width, "list");
            picture(health(Samples.unwell()), mode, width, "health");
            picture(Pages.render("ProjectSettingsPage/settings", Map.of("hostScript", SITE + "/all.js", "view", Samples.project())), mode, width, "project");
        }
    }

    private static void picture(String html, String mode, int width, String name) {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(com.microsoft.playwright.options.ColorScheme.valueOf(mode.toUpperCase(java.util.Locale.ROOT))))) {
            var page = open(context, html);
            assertTrue((Integer) page.evaluate("document.documentElement.scrollWidth") <= width, name + " is wider than " + width);
            page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/screenshots/admin-" + name + "-" + mode + "-" + width + ".png")));
        }
    }

    private static String health(HealthView view) {
        return admin(List.of()).replace("id=\"view-health\" role=\"tabpanel\" aria-labelledby=\"tab-health\" hidden", "id=\"view-health\" role=\"tabpanel\" aria-labelledby=\"tab-health\"")
                .replace("id=\"view-integrations\" role=\"tabpanel\" aria-labelledby=\"tab-integrations\"", "id=\"view-integrations\" role=\"tabpanel\" aria-labelledby=\"tab-integrations\" hidden")
                .replace("role=\"tablist\" aria-label=\"Views\" hidden", "role=\"tablist\" aria-label=\"Views\"")
                .replaceFirst("(?s)(id=\"view-health\".*?)<div data-list></div>", "$1" + java.util.regex.Matcher.quoteReplacement("<div data-list>" + Pages.render("AdminPage/health", Map.of("view", view)) + "</div>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_set_up_opened_again_and_its_guide_have_no_violation(String mode) {
        var opened = admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"made\" hidden></div>", "<div id=\"made\">" + CheckSamples.opened() + "</div>");
        assertEquals(List.of(), violations(opened, mode));
        assertEquals(List.of(), violations(CheckSamples.guide(true), mode));
        assertEquals(List.of(), violations(CheckSamples.guide(false), mode));
        assertEquals(List.of(), violations(Pages.render("GuidePage/gone", Map.of("hostScript", "")), mode));
        assertFalse((opened + CheckSamples.guide(true)).contains("<script>alert"), "escaped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_rules_for_environments_have_no_violation(String mode) {
        assertEquals(List.of(), violations(opened(Pages.render("AdminPage/environments", Map.of("view", Samples.environments()))), mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_issue_panel_has_no_violation(String mode) {
        assertEquals(List.of(), violations(panel(Samples.ordinary()), mode));
        assertEquals(List.of(), violations(panel(Samples.nothing()), mode));
        for (var notice : new String[] {"forbidden", "unavailable", "unseen"}) {
            assertEquals(List.of(), violations(Pages.render("Notice/" + notice, Map.of("hostScript", SITE + "/all.js")), mode));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_pages_of_a_self_hosted_deployment_have_no_violation(String mode) {
        assertEquals(List.of(), violations(Pages.render("LoginPage/login", Map.of("hostScript", "", "problem", "")), mode));
        assertEquals(List.of(), violations(Pages.render("LoginPage/login", Map.of("hostScript", "", "problem", "That is not the password.")), mode));
        var local = admin(List.of(integration("a", "connected", Optional.empty())), "", new Local("proof", "https://acme.atlassian.net"));
        assertTrue(local.contains("name=\"towline-session\" content=\"proof\"") && !local.contains("<script src="), local);
        assertEquals(List.of(), violations(local, mode));
    }

    @Test
    void axe_finds_what_is_wrong() {
        assertTrue(violations(admin(List.of()).replace("<label for=\"create-name\">", "<label>"), "light").toString().contains("label: "));
        for (var colours : Map.of("light", "#ccc", "dark", "#555").entrySet()) {
            assertTrue(violations(admin(List.of()).replace("class=\"page", "style=\"color: " + colours.getValue() + "\" class=\"page"), colours.getKey()).toString().contains("color-contrast: "), colours.getKey());
        }
    }

    private static List<String> violations(String html, String mode) {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(700, 900).setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE))) {
            return Axe.violations(open(context, html).mainFrame(), mode);
        }
    }

    private static com.microsoft.playwright.Page open(com.microsoft.playwright.BrowserContext context, String html) {
        var page = context.newPage();
        page.route("**", route -> route.abort());
        page.route("**/assets/*.css", route -> route.fulfill(new Route.FulfillOptions().setPath(Path.of("src/main/web/towline.css"))));
        page.route(SITE + "/", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(html)));
        page.navigate(SITE + "/");
        return page;
    }

    private static String admin(List<IntegrationView> integrations) {
        return admin(integrations, SITE + "/all.js", Local.NONE);
    }

    private static String admin(List<IntegrationView> integrations, String hostScript, Local local) {
        return Pages.render("AdminPage/admin", Map.of(
                "hostScript", hostScript, "local", local, "providers", AdminPage.providers().subList(0, 1), "integrations", integrations,
                "trouble", integrations.isEmpty() ? "" : "Jira says that Towline may not write development information.", "refused", integrations.isEmpty() ? List.of() : Samples.refused(),
                "comparison", integrations.isEmpty() ? Samples.NEVER_COMPARED : new ComparisonView(true, 3, 2, 1, 1, Optional.of(LATELY), Optional.empty(), Optional.empty()),
                "live", new Live("ari:cloud:towline:c1:integrations", 7)));
    }

    private static String made(String provider) {
        var part = Samples.made(new IntegrationsApi.Created(
                "a", "Acme", provider, "https://towline.example/hooks/" + "Zm9vYmFy".repeat(8), "0123456789abcdef".repeat(4), "waiting"));
        return admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"made\" hidden></div>", "<div id=\"made\">" + part + "</div>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_people_of_an_integration_have_no_violation(String mode) {
        assertEquals(List.of(), violations(opened(Pages.render("AdminPage/people", Map.of("view", Samples.people()))), mode));
    }

    private static String opened(String part) {
        return admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"opened\" hidden></div>", "<div id=\"opened\">" + part + "</div>");
    }

    private static String panel(Development.OfIssue found) {
        return Pages.render("PanelPage/panel", Map.of(
                "hostScript", SITE + "/all.js", "issueKey", "ABC-1", "issueId", "10001",
                "development", Samples.view(found, "Acme"), "live", new Live("ari:cloud:jira:c1:issue/10001", 1)));
    }

    private static IntegrationView integration(String id, String state, Optional<IntegrationView.Refusal> refusal) {
        return new IntegrationView(
                id, "Acme " + id, "github", state, new IntegrationView.Rules(true, List.of(), java.util.Map.of(), List.of(), List.of(), true, true), LATELY, Optional.of(LATELY), Optional.of(LATELY), refusal,
                List.of(new IntegrationView.Unread("unread-" + id, LATELY, "$.ref: missing", false, true), new IntegrationView.Unread("waiting-" + id, LATELY, "$.ref: missing", true, true)),
                List.of(), id.equals("a") ? Samples.gaps(id) : Samples.noGaps(id), id.equals("a") ? Samples.OVERLAPPING : Samples.STANDING);
    }
}
