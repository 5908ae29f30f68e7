package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a live update does to a person who is in the middle of something, in a real browser. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class MorphIT {

    private static Playwright playwright;
    private static Browser browser;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    private Page page;

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

    @BeforeEach
    void show_two_rows() {
        page = browser.newPage();
        // Any document of our origin will do: the module is what is looked at.
        page.route("**/blank", route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!DOCTYPE html><main></main>")));
        page.navigate(baseUrl + "/blank");
        page.evaluate("""
                async () => {
                  const { morph } = await import('/assets/morph.js');
                  window.target = document.querySelector('main');
                  window.swap = markup => morph(window.target, markup, () => {});
                }""");
    }

    @Test
    void what_was_opened_stays_open() {
        swap(row("a", "one") + row("b", "two"));
        page.evaluate("target.querySelector('#a details').open = true");
        swap(row("n", "new") + row("a", "one, changed") + row("b", "two"));
        assertEquals(List.of("n", "a", "b"), ids());
        assertEquals(true, page.evaluate("target.querySelector('#a details').open"));
        assertEquals("one, changed", page.evaluate("target.querySelector('#a a').textContent"));
        assertEquals(false, page.evaluate("target.querySelector('#b details').open"));
    }

    @Test
    void what_did_not_change_is_not_touched() {
        swap(row("a", "one") + row("b", "two"));
        page.evaluate("window.before = [...target.querySelectorAll('*')]; target.querySelector('#b a').focus()");
        swap(row("n", "new") + row("a", "one") + row("b", "two"));
        assertEquals(true, page.evaluate("before.every(element => target.contains(element))"));
        assertEquals("b", page.evaluate("document.activeElement.closest('li')?.id"));
    }

    @Test
    void what_is_gone_goes_and_what_is_new_is_marked() {
        swap(row("a", "one") + row("b", "two"));
        swap(row("b", "two") + row("c", "three"));
        assertEquals(List.of("b", "c"), ids());
        assertNull(page.evaluate("target.querySelector('#b').getAttribute('data-fresh')"));
        assertEquals("", page.evaluate("target.querySelector('#c').getAttribute('data-fresh')"));
    }

    @Test
    void a_half_typed_name_is_left_alone() {
        swap("<form><input id='name' name='name' value='before'></form>");
        page.evaluate("target.querySelector('input').value = 'half-typ'");
        swap("<form><input id='name' name='name' value='after'></form>");
        assertEquals("half-typ", page.evaluate("target.querySelector('input').value"));
        assertEquals("after", page.evaluate("target.querySelector('input').getAttribute('value')"));
    }

    @Test
    void a_wholly_other_content_replaces_the_old() {
        swap("<section id='nothing'><h2>Nothing</h2></section>");
        swap("<section id='commits'><ul>" + row("a", "one") + "</ul></section>");
        assertTrue(((String) page.evaluate("target.innerHTML")).startsWith("<section id=\"commits\">"));
        assertEquals(1, page.evaluate("target.children.length"));
    }

    private void swap(String markup) {
        page.evaluate("markup => swap(markup)", markup);
    }

    private Object ids() {
        return page.evaluate("[...target.querySelectorAll('li')].map(row => row.id)");
    }

    private static String row(String id, String text) {
        return "<li id='" + id + "'><a href='#'>" + text + "</a><details id='" + id + "/more'><summary>More</summary><p>Rest</p></details></li>\n";
    }
}
