package dev.towline.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Jira Cloud site on this machine, for one app, or for one that calls it with an OAuth client. It is as strict as Jira, so that what works here has kept the rules;
 * it listens on the loopback address only, because whoever reaches it may be anybody on it.
 */
public final class SandboxJira implements AutoCloseable {

    static {
        // Without it every small answer on a kept connection waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI url;
    private final Identity identity;
    private final Site site;
    private final App app;
    private final Webhooks webhooks;
    private final Edits edits;

    private SandboxJira(int port, Identity identity, Site site) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        this.url = URI.create("http://localhost:" + server.getAddress().getPort());
        this.identity = identity;
        this.site = site;
        this.app = new App(site, identity, url, Clock.systemUTC());
        this.webhooks = new Webhooks(site, app, Clock.systemUTC());
        this.edits = new Edits(site, webhooks, Runnable::run);
        site.onProject(webhooks::project);
        server.setExecutor(threads);
        server.createContext("/", new Front(url, site, identity, app, new Edits(site, webhooks, threads)));
        server.start();
    }

    /**
     * @param port 0 for any free one
     * @param data folder in which the site survives restarts, or null for memory only
     */
    public static SandboxJira start(int port, Path data) {
        try {
            var archive = Archive.open(data);
            return new SandboxJira(port, archive.identity(), archive.site());
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox Jira could not listen on port " + port, e);
        }
    }

    /** Another site of the same Atlassian, in memory, with people, projects and issues of the same names and ids. */
    public SandboxJira neighbour() {
        var site = new Site();
        FirstData.fill(site);
        try {
            return new SandboxJira(0, identity.beside(), site);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox Jira could not listen", e);
        }
    }

    /** The site's base URL, as the app is told it. */
    public URI url() {
        return url;
    }

    /** Where the public keys of install callbacks are served, each at {@code /<kid>}. */
    public URI installKeysUrl() {
        return url.resolve("/install-keys");
    }

    /** The stand-in of Atlassian's all.js. */
    public URI hostScript() {
        return url.resolve("/host/all.js");
    }

    /** The id of the key that signs install callbacks. */
    public String installKeyId() {
        return identity.key().getKeyID();
    }

    public String clientKey() {
        return identity.clientKey();
    }

    public String cloudId() {
        return identity.cloudId();
    }

    /** @throws IllegalStateException when no app is installed, as every method below */
    public String appKey() {
        return app.installed().appKey();
    }

    /** The secret of the present installation: with it a test makes forgeries that differ in one thing only. */
    public String sharedSecret() {
        return app.installed().sharedSecret();
    }

    /** Whether an app is installed. */
    public boolean isInstalled() {
        return site.installation().isPresent();
    }

    /** Fetches and checks the descriptor, then posts installed and enabled. @throws IllegalStateException saying what was not in order */
    public void install(URI appBaseUrl) {
        app.install(appBaseUrl);
    }

    /** Installed once more, with a new shared secret. */
    public void reinstall() {
        app.install(URI.create(app.installed().appBaseUrl()));
    }

    /** Forgets the app and everything it uploaded, then tells it. */
    public void uninstall() {
        app.uninstall();
    }

    public void disable() {
        app.enable(false);
    }

    public void enable() {
        app.enable(true);
    }

    /** What Jira's screen "OAuth credentials" shows after it made some. */
    public record OAuthClient(String id, String secret) {}

    /** Makes credentials there. @param permissions of {@code devinfo}, {@code builds}, {@code deployments} */
    public OAuthClient createOAuthClient(Set<String> permissions) {
        var client = site.oauthClients().create(permissions);
        site.changed();
        return new OAuthClient(client.id(), client.secret());
    }

    /** The first that was made, or one that may do all. */
    public OAuthClient oauthClient() {
        return site.oauthClients().all().stream().findFirst().map(client -> new OAuthClient(client.id(), client.secret()))
                .orElseGet(() -> createOAuthClient(Set.of("devinfo", "builds", "deployments")));
    }

    /** Gives it these permissions, and takes away all others. */
    public void permitOAuthClient(String id, Set<String> permissions) {
        site.oauthClients().permit(id, permissions);
        site.changed();
    }

    public void deleteOAuthClient(String id) {
        site.oauthClients().delete(id);
        site.changed();
    }

    /** Ends every access token before its time. */
    public void expireAccessTokens() {
        site.oauthClients().expireTokens();
    }

    /** The app's absolute URL with the parameters that Jira adds for an iframe, signed for this person. */
    public String pageUrl(String accountId, String pathAndQuery) {
        return app.pageUrl(accountId, pathAndQuery);
    }

    /** A token for exactly this request to the app. */
    public String pageToken(String accountId, String method, String pathAndQuery) {
        return app.requestToken(accountId, method, pathAndQuery);
    }

    /** What {@code AP.context.getToken} gives a page. */
    public String contextToken(String accountId) {
        return app.contextToken(accountId);
    }

    /** Creates and deletes projects without a word to the app, as if its webhooks were lost. */
    public void untold(Runnable deeds) {
        site.onProject((event, project) -> { });
        try {
            deeds.run();
        } finally {
            site.onProject(webhooks::project);
        }
    }

    /** Edits as a person does in the issue view: the app's webhooks have been told when this returns. */
    public Site.Issue editAs(String accountId, String issueKey, String summary) {
        return edits.edit(person(accountId), issueKey, summary);
    }

    /** As {@link #editAs}; so are the others. */
    public Site.Issue createAs(String accountId, String issueKey, String summary) {
        return edits.create(person(accountId), issueKey, summary);
    }

    public Site.Issue transitionAs(String accountId, String issueKey, String status) {
        return edits.transition(person(accountId), issueKey, status);
    }

    /** @param assignee account id; {@code ""} for nobody */
    public Site.Issue assignAs(String accountId, String issueKey, String assignee) {
        return edits.assign(person(accountId), issueKey, assignee);
    }

    /** Puts the issue just before the other, as a person does who drags it in the backlog. */
    public Site.Issue rankAs(String accountId, String issueKey, String before) {
        return edits.rank(person(accountId), issueKey, before);
    }

    public Site.Comment commentAs(String accountId, String issueKey, String text) {
        return edits.comment(person(accountId), issueKey, text);
    }

    public void deleteAs(String accountId, String issueKey) {
        edits.delete(person(accountId), issueKey);
    }

    public Site.Issue moveAs(String accountId, String issueKey, String newKey) {
        return edits.move(person(accountId), issueKey, newKey);
    }

    /** Gives the issue a security level that keeps this person out, or takes that back; the app is told, as of all below. */
    public void secureAs(String accountId, String issueKey, String from, boolean hidden) {
        edits.secure(person(accountId), issueKey, from, hidden);
    }

    public Board createBoard(String projectKey, String name, String type) {
        return edits.createBoard(projectKey, name, type);
    }

    public Board configureBoard(long board, List<Board.Column> columns) {
        return edits.configure(board, columns);
    }

    public void deleteBoard(long board) {
        edits.deleteBoard(board);
    }

    public Board.Sprint createSprint(long board, String name) {
        return edits.createSprint(board, name);
    }

    /** @param state {@code active} or {@code closed} */
    public Board.Sprint advanceSprint(long sprint, String state) {
        return edits.advance(sprint, state);
    }

    public Site.Issue planAs(String accountId, String issueKey, long sprint) {
        return edits.plan(person(accountId), issueKey, sprint);
    }

    /** @param event such as {@code jira:version_released} */
    public void tellVersion(String event, long id, String projectKey, String name) {
        edits.version(event, id, projectKey, name);
    }

    private Site.User person(String accountId) {
        return site.user(accountId).orElseThrow();
    }

    /** The site's data. */
    public Site site() {
        return site;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        app.close();
    }
}
