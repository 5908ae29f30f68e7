package dev.towline.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in a real browser, with an app of another origin inside: everything that its script may ask, and that nobody else may. */
class PagesIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static Playwright playwright;
    private static Browser browser;

    private StandInApp app;
    private SandboxJira jira;
    private Page page;

    @BeforeAll
    static void launch() {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium on this machine");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setHeadless(true).setArgs(List.of(
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        app = new StandInApp();
        jira = SandboxJira.start(0, null);
        app.page = "<!doctype html><script src='" + jira.hostScript() + "'></script><div class='ac-content' style='height:333px'>Hello</div>";
        jira.install(app.url());
        page = browser.newPage();
        page.onPageError(error -> {
            throw new AssertionError(error);
        });
    }

    @AfterEach
    void stop() {
        page.close();
        jira.close();
        app.close();
    }

    @Test
    void a_page_gets_a_token_of_the_chosen_person_who_can_be_changed() throws Exception {
        open("/browse/ABC-1");
        assertEquals("admin-account", subject(frame("towline-panel").evaluate("AP.context.getToken()")));
        page.locator("#user").selectOption("dev-account");
        assertThat(page.locator("#user")).hasValue("dev-account");
        page.waitForLoadState();
        var panel = frame("towline-panel");
        assertEquals("dev-account", subject(panel.evaluate("new Promise(done => AP.context.getToken(done))")));
        assertEquals("dev-account", panel.evaluate("AP.user.getCurrentUser().then(user => user.atlassianAccountId)"));
        var address = java.net.URI.create(panel.url());
        assertEquals("dev-account", subject(address.getRawQuery().split("jwt=")[1]));
    }

    @Test
    void a_page_knows_its_issue_and_grows_with_its_content() {
        open("/browse/ABC-1");
        var panel = frame("towline-panel");
        var id = jira.site().issue("ABC-1").orElseThrow().id();
        assertTrue(panel.url().contains("/panel?issueKey=ABC-1&issueId=" + id + "&xdm_e="), panel.url());
        assertEquals("ABC-1 " + id, panel.evaluate("AP.context.getContext().then(it => it.jira.issue.key + ' ' + it.jira.issue.id)"));
        assertThat(page.locator("#towline-panel")).hasCSS("height", "343px");
        panel.evaluate("document.querySelector('.ac-content').style.height = '500px'");
        assertThat(page.locator("#towline-panel")).hasCSS("height", "510px");
        panel.evaluate("AP.resize('100%', 222)");
        assertThat(page.locator("#towline-panel")).hasCSS("height", "222px");
    }

    @Test
    void light_and_dark_reach_the_page_that_asked_for_the_theme() {
        open("/browse/ABC-1");
        var panel = frame("towline-panel");
        assertFalse((Boolean) panel.evaluate("'colorMode' in document.documentElement.dataset"));
        panel.evaluate("AP.theming.initializeTheming()");
        assertThat(panel.locator("html")).hasAttribute("data-color-mode", "light");
        page.locator("#color-mode").click();
        assertThat(panel.locator("html")).hasAttribute("data-color-mode", "dark");
        assertTrue(((String) panel.evaluate("document.documentElement.dataset.theme")).contains("dark:dark"));
    }

    @Test
    void a_request_runs_with_the_persons_own_permissions() {
        open("/browse/ABC-1");
        var panel = frame("towline-panel");
        assertEquals("Sign in with a passkey", panel.evaluate("AP.request('/rest/api/3/issue/ABC-1').then(it => JSON.parse(it.body).fields.summary)"));
        jira.site().hide("ABC-3", "admin-account");
        assertEquals(404, panel.evaluate("AP.request('/rest/api/3/issue/ABC-3').catch(failed => failed.xhr.status)"));
        assertEquals(400, panel.evaluate("AP.request('https://example.com/rest/').catch(failed => failed.xhr.status)"));
    }

    @Test
    void events_come_back_to_the_app() {
        open("/browse/ABC-1");
        assertEquals("moved 7", frame("towline-panel").evaluate(
                "new Promise(done => { AP.events.on('card', (what, n) => done(what + ' ' + n)); AP.events.emit('card', ['moved', 7]); })"));
    }

    @Test
    void a_message_from_a_stranger_is_not_answered() {
        open("/browse/ABC-1");
        // The page itself: right message, wrong window and origin.
        assertEquals("silence", page.evaluate("""
                new Promise(done => {
                  addEventListener('message', message => message.data.host && done('answered'));
                  postMessage({ ap: 'call', id: 1, call: 'getToken' }, location.origin);
                  frames[0].postMessage({ host: 'jira', id: 1, result: 'forged' }, '*');
                  setTimeout(() => done('silence'), 300);
                })"""));
    }

    @Test
    void what_is_uploaded_appears_without_reload() {
        open("/browse/ABC-1");
        assertThat(page.locator("#development")).containsText("No development activity yet.");
        assertEquals(202, app.call(jira, "POST", "/rest/devinfo/0.10/bulk", """
                {"repositories":[{"id":"r1","name":"words","updateSequenceId":1,"url":"https://git.example.com/r","commits":[
                  {"id":"c1","issueKeys":["ABC-1"],"updateSequenceId":1,"author":{"name":"Ann Author","email":"a@example.com"},"authorTimestamp":"2026-11-20T10:00:00Z",
                   "displayId":"abc1234","fileCount":2,"message":"ABC-1 <b>bold</b>","url":"https://git.example.com/c1"}]}]}""").status());
        assertThat(page.locator("#development [data-kind=commits]")).containsText("ABC-1 <b>bold</b>");
        assertThat(page.locator("#development [data-kind=commits]")).containsText("Ann Author");
        page.locator("#user").selectOption("guest-account");
        assertThat(page.locator("main")).containsText("We can't find that issue");
    }

    @Test
    void an_issue_is_moved_on_assigned_commented_on_and_deleted() {
        var issue = jira.site().createIssue("ABC-77", "A day's work");
        open("/browse/ABC-77");
        page.waitForResponse("**/sandbox/issues/ABC-77", () -> page.selectOption("#status", "Done"));
        page.waitForResponse("**/sandbox/issues/ABC-77", () -> page.selectOption("#assignee", "dev-account"));
        page.fill("#text", "Well done");
        page.click("#comment button");
        assertThat(page.locator(".comment")).containsText("Well done");
        assertThat(page.locator("#status")).hasValue("Done");
        assertThat(page.locator("#assignee")).hasValue("dev-account");
        page.click("#delete");
        page.waitForURL("**/");
        assertTrue(jira.site().issue(String.valueOf(issue.id())).isEmpty());
    }

    @Test
    void an_issue_is_created_and_renamed() {
        open("/");
        page.locator("#create [name=key]").fill("new-42");
        page.locator("#create [name=summary]").fill("Made & <named> here");
        page.locator("#create button").click();
        assertThat(page.locator("#summary")).hasValue("Made & <named> here");
        page.locator("#summary").fill("Renamed");
        page.locator("#edit button").click();
        assertThat(page.locator("#edit button")).isHidden();
        assertEquals("Renamed", jira.site().issue("NEW-42").orElseThrow().summary());
    }

    @Test
    void an_administrator_uninstalls_and_installs() {
        open("/admin");
        assertThat(page.locator("#install-state")).hasText("Installed");
        assertThat(page.frameLocator("#towline-admin").locator("div")).hasText("Hello");
        page.locator("#uninstall").click();
        assertThat(page.locator("#install-state")).hasText("Not installed");
        app.lifecycleStatus = 500;
        page.locator("[name=install]").click();
        assertThat(page.locator("#app .error")).containsText("answered 500");
        app.lifecycleStatus = 204;
        page.locator("[name=install]").click();
        assertThat(page.locator("#install-state")).hasText("Installed");
        page.locator("#user").selectOption("dev-account");
        assertThat(page.locator("main")).containsText("Only Jira administrators");
    }

    private void open(String path) {
        page.navigate(jira.url() + path);
    }

    private Frame frame(String id) {
        var frame = page.locator("#" + id).elementHandle().contentFrame();
        frame.waitForLoadState();
        return frame;
    }

    private static String subject(Object token) throws Exception {
        return SignedJWT.parse((String) token).getJWTClaimsSet().getSubject();
    }
}
