package dev.towline.realtime;

import dev.towline.index.Wakeups;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/** The room put together: which route, woken by what, measured how. */
@ApplicationScoped
class LivePages {

    private final Executor threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("realtime-", 0).factory());
    private final Tickets tickets;
    private final StreamRoute route;
    private final OpenIssues openIssues;
    private final Feeds feeds;
    private final Hub hub;

    LivePages(DataSource source, AskJira jira, Wakeups wakeups, MeterRegistry meters, Vertx vertx, Clock clock) {
        var database = new Database(source);
        var history = new History(database);
        var store = new TicketStore(database);
        var access = new Access(jira::about, clock);
        openIssues = new OpenIssues(jira::find, threads, clock);
        var delay = Timer.builder("towline.realtime.delay").description("from a change, on whichever node, until this node has read it for its open pages").register(meters);
        feeds = new Feeds((tenant, position) -> {
            var changes = history.after(tenant, position);
            changes.forEach(change -> delay.record(Duration.between(change.at(), clock.instant())));
            openIssues.learn(tenant, changes);
            return changes;
        }, threads);
        hub = new Hub(history, feeds, new PermissionWatch(access), openIssues, Rhythm.NORMAL, vertx, threads, clock);
        tickets = new Tickets(store, access, clock);
        route = new StreamRoute(store, hub, threads, clock);
        wakeups.follow(feeds::reached);
        wakeups.missed(() -> threads.execute(this::scan));
        // No tenant in the labels: their number has no bound.
        Gauge.builder("towline.realtime.streams", hub, Hub::open).description("open streams of this node").register(meters);
        FunctionCounter.builder("towline.realtime.events", hub, Hub::written).description("client events written").register(meters);
        FunctionCounter.builder("towline.realtime.cut", hub, Hub::cut).description("streams cut off because their readers did not keep up").register(meters);
    }

    Tickets tickets() {
        return tickets;
    }

    void serve(@Observes Router router) {
        router.get("/realtime/stream").handler(route::handle);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void scan() {
        hub.scan();
        hub.settle();
    }

    void stop(@Observes ShutdownEvent shutdown) {
        hub.drain();
    }
}
