package dev.towline.index;

import dev.towline.jira.TenantId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells followers on every node that a tenant's log reached a position: those of this node at once, whether or not the
 * broadcast works. A lost wake-up costs a moment, never an event: followers read the log, and look by themselves now and then.
 */
@ApplicationScoped
public class Wakeups {

    private static final Logger LOG = Logger.getLogger(Wakeups.class);

    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final List<BiConsumer<TenantId, Long>> followers = new CopyOnWriteArrayList<>();
    private final List<Runnable> lookers = new CopyOnWriteArrayList<>();
    private final Mailbox heard = new Mailbox();
    private final Broadcast broadcast;
    // What followers were told last: our own wake-ups come back over the broadcast. One number a tenant of this node's lifetime.
    private final Map<TenantId, Long> told = new HashMap<>();
    private Thread teller;

    @Inject
    Wakeups(@ConfigProperty(name = "towline.wakeups") String way,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            Instance<Redis> redis) {
        this(heard -> switch (way) {
            case "postgres" -> new PostgresBroadcast(PostgresBroadcast.database(url, user, password.orElse("")), heard);
            case "redis" -> new RedisBroadcast(redis.get(), heard);
            default -> throw new IllegalArgumentException("TOWLINE_WAKEUPS is postgres or redis, not \"" + way + "\"");
        });
    }

    Wakeups(DataSource database) {
        this(heard -> new PostgresBroadcast(database, heard));
    }

    Wakeups(Function<Mailbox, Broadcast> broadcast) {
        this.broadcast = broadcast.apply(heard);
    }

    /** Broadcasts, coalesced, on a connection of its own. Call it after the commit, never inside the transaction. */
    public void reached(TenantId tenant, long position) {
        heard.reached(tenant, position);
        broadcast.send(tenant, position);
    }

    /**
     * Calls {@code follower} for every wake-up from any node, on a thread that must not be blocked for long; the positions
     * of one tenant rise from call to call.
     */
    public void follow(BiConsumer<TenantId, Long> follower) {
        followers.add(follower);
    }

    /** Calls {@code look}, on the same thread, when wake-ups may have been lost: after each connection to the broadcast, the first included. */
    public void missed(Runnable look) {
        lookers.add(look);
    }

    void start(@Observes StartupEvent started) {
        start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        stop();
    }

    void start() {
        teller = Thread.ofVirtual().name("wakeups-teller").start(this::tell);
        broadcast.start();
    }

    void stop() throws InterruptedException {
        broadcast.stop();
        heard.close();
        teller.join(GOODBYE);
    }

    private void tell() {
        try {
            for (var post = heard.take(); !post.isEmpty(); post = heard.take()) {
                if (post.missed()) {
                    lookers.forEach(Wakeups::guarded);
                }
                post.reached().forEach(this::tell);
            }
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(TenantId tenant, long position) {
        if (told.getOrDefault(tenant, Long.MIN_VALUE) >= position) {
            return;
        }
        told.put(tenant, position);
        followers.forEach(follower -> guarded(() -> follower.accept(tenant, position)));
    }

    /** One follower's trouble is not the others'. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException trouble) {
            LOG.error("wake-ups: a follower failed", trouble);
        }
    }
}
