package dev.towline.web;

import static dev.towline.web.SamplePages.LATELY;
import static dev.towline.web.SamplePages.SITE;
import static dev.towline.web.SamplePages.admin;
import static dev.towline.web.SamplePages.health;
import static dev.towline.web.SamplePages.integration;
import static dev.towline.web.SamplePages.made;
import static dev.towline.web.SamplePages.opened;
import static dev.towline.web.SamplePages.panel;
import static dev.towline.web.SamplePages.setupOpened;
import static dev.towline.web.SamplePages.views;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
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
        var filled = views();
        assertFalse(filled.contains("<script>alert") || filled.contains("<img src=x"), "escaped");
        assertEquals(List.of(), violations(filled, mode));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_page_of_a_new_integration_has_no_violation(String mode) {
        // An id is said once on a page, so each git server's part is looked at by itself.
        // In dark only colours can differ, and they do not from server to server.
        var found = Arrays.stream(Provider.values()).filter(provider -> mode.equals("light") || provider == Provider.GIT).map(Provider::code)
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

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_set_up_opened_again_and_its_guide_have_no_violation(String mode) {
        var opened = setupOpened();
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


    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void the_people_of_an_integration_have_no_violation(String mode) {
        assertEquals(List.of(), violations(opened(Pages.render("AdminPage/people", Map.of("view", Samples.people()))), mode));
    }

}
