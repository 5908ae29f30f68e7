package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.Issue;
import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** The room on a plain Vert.x server and a real PostgreSQL: one node. What Jira grants is a set of words here. */
final class LiveStand implements AutoCloseable {

    static final long PROJECT = 10_000;
    static final UUID INTEGRATION = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");

    final Account ann = new Account(new TenantId(UUID.randomUUID()), "ann");
    /** What Jira refuses: ARIs. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    /** How long Jira thinks about each question. */
    volatile Duration jiraTakes = Duration.ZERO;
    final Time time = new Time();
    final Tickets tickets;
    final TicketStore store;
    final Feeds feeds;
    final OpenIssues open;
    /** Keys of issues that have a security level. */
    final Set<String> secured = ConcurrentHashMap.newKeySet();
    volatile boolean jiraIsSilent;
    /** How often Jira was asked what somebody may see. */
    final AtomicInteger questions = new AtomicInteger();
    /** What the feed is given in place of what it reads. */
    volatile UnaryOperator<List<Change>> reading = UnaryOperator.identity();
    final Hub hub;

    private final DataSource database;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;

    LiveStand(DataSource database, Rhythm rhythm) {
        this.database = database;
        var door = new Database(database);
        var history = new History(door);
        var access = new Access(this::jira, time);
        store = new TicketStore(door);
        tickets = new Tickets(store, access, time);
        open = new OpenIssues(this::find, threads, time);
        feeds = new Feeds((tenant, position) -> {
            var changes = history.after(tenant, position);
            open.learn(tenant, changes);
            return reading.apply(changes);
        }, threads);
        hub = new Hub(history, feeds, new PermissionWatch(access), open, rhythm, vertx, threads, time);
        var route = new StreamRoute(store, hub, threads, time);
        var router = Router.router(vertx);
        router.get("/realtime/stream").handler(route::handle);
        var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
        port = server.toCompletionStage().toCompletableFuture().join().actualPort();
    }

    // Issue 10001 is ABC-1, and so on.
    private Map<Channel, Optional<Access.Seen>> jira(Account account, Collection<Channel> channels) {
        questions.incrementAndGet();
        LockSupport.parkNanos(jiraTakes.toNanos());
        return channels.stream().collect(Collectors.toMap(channel -> channel, channel -> refused.contains(channel.ari()) ? Optional.empty() : Optional.of(switch (channel) {
            case Channel.OfIssue issue -> new Access.Seen("ABC-" + (issue.id() - 10_000), 0);
            case Channel.OfBoard board -> new Access.Seen("", PROJECT);
            default -> Access.Seen.YES;
        })));
    }

    // All of them are in one project.
    private List<Issues.Found> find(TenantId tenant, Collection<String> keys) {
        if (jiraIsSilent) {
            throw new JiraUnavailable("silent", null, null);
        }
        return keys.stream().filter(key -> key.startsWith("ABC-"))
                .map(key -> new Issues.Found(new Issue(10_000 + Long.parseLong(key.substring(4)), key, PROJECT), !secured.contains(key))).toList();
    }

    static String issue(int number) {
        return "ari:cloud:jira:site:issue/" + (10_000 + number);
    }

    String ticket(Account account, String... channels) {
        return tickets.give(account, "site", List.of(channels), Set.of()).ticket();
    }

    /** Whether the transport is Linux's own, as it is where the application runs. */
    boolean isNative() {
        return vertx.isNativeTransportEnabled();
    }

    URI stream(String ticket, String lastEventId) {
        return URI.create("http://127.0.0.1:" + port + "/realtime/stream?ticket=" + ticket + (lastEventId == null ? "" : "&lastEventId=" + lastEventId));
    }

    /** Appends without waking anybody. */
    long append(TenantId tenant, Change.Draft... drafts) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            var head = ChangeLog.append(connection, tenant, List.of(drafts), time.instant());
            connection.commit();
            return head;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Appends, and wakes as the indexer does. */
    long happens(Change.Draft... drafts) {
        var head = append(ann.tenant(), drafts);
        feeds.reached(ann.tenant(), head);
        return head;
    }

    static Change.Draft commit(String... keys) {
        var issueKeys = Arrays.stream(keys).map(IssueKey::new).collect(Collectors.toSet());
        return new Change.Draft(Change.Kind.COMMIT, new IntegrationId(INTEGRATION), "repository-42", "deadbeef", issueKeys);
    }

    static Change.Draft[] commits(int count, String key) {
        return Collections.nCopies(count, commit(key)).toArray(Change.Draft[]::new);
    }

    static String project() {
        return "ari:cloud:jira:site:project/" + PROJECT;
    }

    static void eventually(BooleanSupplier condition, String what) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        threads.close();
    }

    /** Stands still unless it is moved. */
    static final class Time extends Clock {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
