package dev.towline.realtime;

import dev.towline.jira.TenantId;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** All open streams of this node: opens them, keeps them going, and counts them. */
final class Hub {

    /** A node of 512 MB holds three times as many; but one deploy should not move more at once. */
    static final int STREAMS = 10_000;

    /** A person has some tabs open, not some hundreds. Per node: it protects the node. */
    static final int PER_ACCOUNT = 20;

    // What a stream's end tells an EventSource to wait; doubled at random, so that a restart does not bring all back at once.
    private static final long RETRY_MILLIS = 2_000;

    // A last event id that is no number was not ours: below every position, so it counts as no longer held.
    private static final long NOT_OURS = -1;

    private static final Logger LOG = Logger.getLogger(Hub.class);

    private final History history;
    private final Feeds feeds;
    private final PermissionWatch watch;
    private final OpenIssues openIssues;
    private final Rhythm rhythm;
    private final Vertx vertx;
    private final Executor threads;
    private final Clock clock;

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Map<Account, Integer> perAccount = new ConcurrentHashMap<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder cut = new LongAdder();

    Hub(History history, Feeds feeds, PermissionWatch watch, OpenIssues openIssues, Rhythm rhythm, Vertx vertx, Executor threads, Clock clock) {
        this.history = history;
        this.feeds = feeds;
        this.watch = watch;
        this.openIssues = openIssues;
        this.rhythm = rhythm;
        this.vertx = vertx;
        this.threads = threads;
        this.clock = clock;
    }

    int open() {
        return streams.size();
    }

    long written() {
        return written.sum();
    }

    long cut() {
        return cut.sum();
    }

    boolean isFull() {
        return streams.size() >= STREAMS;
    }

    /**
     * Answers a request with a stream, and returns when that has caught up. Blocks.
     *
     * @param lastEventId null to start at the present
     * @return false, with nothing answered, when the account has enough streams
     */
    boolean open(Subscription subscription, String lastEventId, Wire wire) {
        var account = subscription.account();
        if (perAccount.merge(account, 1, Integer::sum) > PER_ACCOUNT) {
            release(account);
            return false;
        }
        var stream = new Stream(subscription, wire, openIssues, rhythm.patience(), threads, written);
        var watches = subscription.isOfManyIssues();
        if (watches) {
            openIssues.watch(account.tenant());
        }
        streams.add(stream);
        wire.closed().thenRun(() -> {
            if (wire.slow()) {
                cut.increment();
            }
            streams.remove(stream);
            feeds.leave(account.tenant(), stream);
            release(account);
            if (watches) {
                openIssues.unwatch(account.tenant());
            }
        });
        try {
            run(stream, lastEventId);
        } catch (Stream.Gone gone) {
            wire.cut();
        } catch (RuntimeException e) {
            LOG.warnf(e, "a stream of tenant %s broke off", account.tenant());
            wire.cut();
        }
        return true;
    }

    /** Makes up for lost wake-ups: one query, and none while nobody follows anything. */
    void scan() {
        var tenants = feeds.tenants();
        if (!tenants.isEmpty()) {
            history.heads(tenants).forEach(feeds::reached);
        }
    }

    /** Makes up for what Jira did not answer in time: those who follow a project or a board look for themselves. */
    void settle() {
        for (var tenant : openIssues.owed()) {
            streams.stream().filter(stream -> stream.subscription().account().tenant().equals(tenant)).forEach(Stream::missed);
        }
    }

    /** Ends all streams: their readers find another node. */
    void drain() {
        streams.forEach(stream -> stream.wire().end());
    }

    private void run(Stream stream, String lastEventId) {
        var wire = stream.wire();
        var tenant = stream.subscription().account().tenant();
        var start = lastEventId == null ? history.head(tenant) : position(lastEventId);
        wire.begin(Frames.hello(RETRY_MILLIS + ThreadLocalRandom.current().nextLong(RETRY_MILLIS)), rhythm.patience());
        if (lastEventId == null) {
            wire.send(Frames.position(start));
        }
        wire.onLoop(new Pulse(rhythm, vertx, wire, () -> threads.execute(() -> recheck(stream)))::start);
        var catchUp = new CatchUp(stream, start, from -> page(tenant, from), reached -> feeds.join(tenant, stream, reached));
        // At the present there is nothing to catch up with, unless another stream has taken the feed further meanwhile.
        var joined = lastEventId == null && feeds.join(tenant, stream, start);
        while (!joined && !wire.closed().isDone()) {
            joined = catchUp.step();
        }
        if (wire.closed().isDone()) {
            // It may have closed just before it joined.
            feeds.leave(tenant, stream);
        }
    }

    private Page page(TenantId tenant, long from) {
        var page = history.page(tenant, from);
        openIssues.learn(tenant, page.changes());
        return page;
    }

    private void recheck(Stream stream) {
        try {
            stream.recheck(watch, clock.instant());
        } catch (RuntimeException e) {
            // Not knowing is Jira's trouble and has its own rule; this is ours, and nobody may see more for it.
            LOG.warnf(e, "the permissions of a stream of tenant %s could not be checked", stream.subscription().account().tenant());
            stream.wire().end();
        }
    }

    private void release(Account account) {
        perAccount.computeIfPresent(account, (who, open) -> open == 1 ? null : open - 1);
    }

    private static long position(String lastEventId) {
        return lastEventId.matches("[0-9]{1,18}") ? Long.parseLong(lastEventId) : NOT_OURS;
    }
}
