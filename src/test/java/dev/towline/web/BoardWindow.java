package dev.towline.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.towline.Stand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** One person's browser window with a board of the sandbox Jira in it. */
final class BoardWindow implements AutoCloseable {

    private static final Path PICTURES = Path.of("target/board");
    // Most takes a tenth of a second; the machine may be busy with another test.
    private static final int SOON_MILLIS = 15_000;
    // Longer than all that one change causes.
    private static final int SETTLED_MILLIS = 1_500;

    private static Playwright playwright;
    private static Browser browser;

    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private BoardWindow(String account, ColorScheme scheme, int width) {
        var context = browser.newContext(new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
        context.addCookies(List.of(new Cookie("sandbox-user", account).setUrl(Stand.jira().url().toString())));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(errors::add);
    }

    static void start() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        PlaywrightAssertions.setDefaultAssertionTimeout(SOON_MILLIS);
    }

    static void stop() {
        playwright.close();
    }

    static BoardWindow of(String account) {
        return of(account, ColorScheme.LIGHT, 1200);
    }

    static BoardWindow of(String account, ColorScheme scheme, int width) {
        return new BoardWindow(account, scheme, width);
    }

    /** The app's page by itself, as Jira would frame it. */
    static BoardWindow of(String account, String pathAndQuery) {
        var window = of(account);
        window.page.navigate(Stand.jira().pageUrl(account, pathAndQuery));
        window.forgive();
        return window;
    }

    /** The window's clock can be moved on from now on. */
    BoardWindow withOwnClock() {
        page.clock().install();
        // The server's heart beats every twenty seconds of its own time; here it beats in the window's.
        page.addInitScript("""
                const real = globalThis.fetch;
                globalThis.fetch = async (...asked) => {
                  const answer = await real(...asked);
                  if (!String(asked[0]).includes('/realtime/stream') || !answer.ok) return answer;
                  const beating = new TransformStream({ start: control => { setInterval(() => control.enqueue(new TextEncoder().encode(':\\n\\n')), 20_000); } });
                  return new Response(answer.body.pipeThrough(beating), { status: answer.status, headers: answer.headers });
                };""");
        return this;
    }

    /** Lets so many seconds pass in a window that has its own clock. */
    void pass(int seconds) {
        for (var passed = 0; passed < seconds; passed += 10) {
            page.clock().runFor(10_000);
        }
    }

    void go(long board) {
        page.navigate(Stand.jira().url() + "/boards/" + board);
    }

    Page page() {
        return page;
    }

    FrameLocator frame() {
        return page.frameLocator("#towline-board");
    }

    Locator card(String key) {
        return frame().locator(".issue-card").filter(new Locator.FilterOptions().setHas(frame().locator("[data-key]").getByText(key, new Locator.GetByTextOptions().setExact(true))));
    }

    Locator column(String name) {
        return frame().locator(".column").filter(new Locator.FilterOptions().setHas(frame().locator("h2 [data-name]").getByText(name, new Locator.GetByTextOptions().setExact(true))));
    }

    Object inside(String script, Object... argument) {
        return app().evaluate(script, argument.length == 0 ? null : argument[0]);
    }

    private Frame app() {
        return page.frames().stream().filter(each -> each.url().contains("/board?")).findFirst().orElseThrow();
    }

    /** The app's page, whichever it is, that follows what happens. */
    Frame live() {
        return page.frames().stream().filter(each -> each.querySelector("[data-live][data-state=live]") != null).findFirst().orElseThrow();
    }

    void awaitLive() {
        page.waitForCondition(() -> page.frames().stream().anyMatch(each -> each.querySelector("[data-live][data-state=live]") != null));
    }

    /** By the card's buttons, however many steps it takes. */
    void move(String key, String column) {
        inside("""
                ([key, column]) => {
                  const card = [...document.querySelectorAll('.issue-card')].find(each => each.querySelector('[data-key]').textContent === key);
                  const names = [...document.querySelectorAll('.column [data-name]')].map(each => each.textContent);
                  const by = names.indexOf(column) - Number(card.dataset.column);
                  card.querySelector(`[data-move='${Math.sign(by)}']`).click();
                }""", List.of(key, column));
    }

    /** Milliseconds from the start of {@code change} until this window's column has the card. */
    double timed(String column, String key, Runnable change) {
        inside("""
                ([key, column]) => {
                  const there = () => [...document.querySelectorAll('.column')].some(each => each.querySelector('[data-name]').textContent === column
                      && [...each.querySelectorAll('[data-key]')].some(one => one.textContent === key));
                  globalThis.arrived = new Promise(resolve => {
                    const look = new MutationObserver(() => there() && (look.disconnect(), resolve(performance.timeOrigin + performance.now())));
                    look.observe(document.getElementById('columns'), { childList: true, subtree: true, attributes: true });
                  });
                }""", List.of(key, column));
        var began = ((Number) inside("() => performance.timeOrigin + performance.now()")).doubleValue();
        change.run();
        return ((Number) inside("() => globalThis.arrived")).doubleValue() - began;
    }

    /** Notes each column in which the card stands from now on. */
    void watch(String key) {
        inside("""
                key => {
                  globalThis.places = [];
                  const note = () => {
                    const card = [...document.querySelectorAll('.issue-card')].find(each => each.querySelector('[data-key]').textContent === key);
                    const place = card?.closest('.column').querySelector('[data-name]').textContent ?? '';
                    if (globalThis.places.at(-1) !== place) globalThis.places.push(place);
                  };
                  note();
                  globalThis.places = [globalThis.places.at(-1)];
                  new MutationObserver(note).observe(document.getElementById('columns'), { childList: true, subtree: true });
                }""", key);
    }

    @SuppressWarnings("unchecked")
    List<String> seen() {
        return ((List<String>) inside("() => globalThis.places")).stream().skip(1).toList();
    }

    void pick(String key) {
        card(key).locator("[data-summary]").hover();
        page.mouse().down();
        var box = column("To Do").boundingBox();
        page.mouse().move(box.x + 60, box.y + 300, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
        com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat(frame().locator(".issue-card.dragged")).hasCount(1);
    }

    void dropOn(String column) {
        var box = column(column).boundingBox();
        page.mouse().move(box.x + 60, box.y + 80, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
    }

    /** What axe finds in the app's page, in both themes. */
    List<String> violations() {
        return Stream.of("dark", "light").flatMap(mode -> Axe.violations(app(), mode).stream().map(violation -> mode + ": " + violation)).toList();
    }

    /** The requests of the page and of the app's page in it from now on; with their bodies. */
    List<String> requests() {
        var requests = new CopyOnWriteArrayList<String>();
        page.onRequest(request -> requests.add(request.method() + " " + request.url().replaceFirst("\\?.*", "") + " " + (request.postData() == null ? "" : request.postData())));
        return requests;
    }

    void settle() {
        page.waitForTimeout(SETTLED_MILLIS);
    }

    void failing(String path) {
        page.route("**" + path, route -> route.abort());
    }

    /** Jira's answers to what the app's page asks of it under this path come when the returned call says so. */
    Runnable slow(String path) {
        var waiting = new CopyOnWriteArrayList<Route>();
        page.route("**/sandbox/request", route -> {
            if (route.request().postData().contains(path)) {
                waiting.add(route);
            } else {
                route.resume();
            }
        });
        return () -> {
            while (waiting.isEmpty()) {
                page.waitForTimeout(50);
            }
            page.unrouteAll();
            waiting.forEach(Route::resume);
        };
    }

    /** Jira does not know any address under this path. */
    void unknown(String path) {
        page.route("**/sandbox/request", route -> {
            if (route.request().postData().contains(path)) {
                route.fulfill(new Route.FulfillOptions().setStatus(404).setBody("{}"));
            } else {
                route.resume();
            }
        });
    }

    void healed() {
        page.unrouteAll();
    }

    /** What the console said so far was to be expected. */
    void forgive() {
        errors.clear();
    }

    List<String> errors() {
        return new ArrayList<>(errors);
    }

    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
    }

    @Override
    public void close() {
        page.context().close();
    }
}
