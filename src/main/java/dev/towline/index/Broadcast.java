package dev.towline.index;

import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Wake-ups between nodes, over two lines of its own: one sends, one listens. Both come back by themselves; what could not be
 * sent is sent then, what could not be heard is owned up to. What it says is never needed, only early: followers look by themselves.
 */
abstract sealed class Broadcast permits PostgresBroadcast, RedisBroadcast {

    private static final Logger LOG = Logger.getLogger(Broadcast.class);

    /** The name of the channel, wherever it is. */
    static final String CHANNEL = "towline_changes";

    // A line that died without a word is noticed after this much silence.
    static final Duration SILENCE = Duration.ofSeconds(10);
    static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** One connection. Whatever its methods throw, except for an interrupt, means that it is broken. */
    interface Line extends AutoCloseable {

        void send(List<String> payloads) throws Exception;

        /** Returns only by breaking. @param ready called when nothing sent from now on is missed */
        void listen(Runnable ready, Consumer<String> hear) throws Exception;

        @Override
        void close();
    }

    private interface Session {
        /** Works on one line until it breaks, or returns when all is done. */
        void run(Line line, Backoff backoff) throws Exception;
    }

    private final Mailbox heard;
    private final Mailbox outgoing = new Mailbox();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread sender;
    private Thread listener;

    /** @param heard where what any node sent is put, this node's own included */
    Broadcast(Mailbox heard) {
        this.heard = heard;
    }

    abstract Line connect() throws Exception;

    /** What may stand in a log of why a line broke: no address and no name. */
    abstract String reason(Exception broken);

    final void start() {
        sender = Thread.ofVirtual().name("wakeups-sender").start(() -> untilStopped(this::send));
        listener = Thread.ofVirtual().name("wakeups-listener").start(() -> untilStopped(this::listen));
    }

    final void send(TenantId tenant, long position) {
        outgoing.reached(tenant, position);
    }

    /** Sends what is left, if that goes quickly, and lets go of both lines. */
    final void stop() throws InterruptedException {
        stopped.countDown();
        outgoing.close();
        sender.join(GOODBYE);
        // An interrupt closes the socket that a virtual thread waits on.
        sender.interrupt();
        listener.interrupt();
        sender.join(GOODBYE);
        listener.join(GOODBYE);
    }

    private void untilStopped(Session session) {
        var backoff = new Backoff(stopped);
        try {
            do {
                try (var line = connect()) {
                    session.run(line, backoff);
                    return;
                } catch (InterruptedException shutdown) {
                    throw shutdown;
                } catch (Exception broken) {
                    if (stopped.getCount() > 0) {
                        LOG.warnf("wake-ups: connection lost, trying again: %s", reason(broken));
                    }
                }
            } while (backoff.pause());
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Line line, Backoff backoff) throws Exception {
        for (var post = outgoing.take(); !post.isEmpty(); post = outgoing.take()) {
            try {
                line.send(post.reached().entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).toList());
            } catch (Exception notSent) {
                // Back into the mailbox, where a newer position replaces it.
                post.reached().forEach(outgoing::reached);
                throw notSent;
            }
            backoff.reset();
        }
    }

    private void listen(Line line, Backoff backoff) throws Exception {
        line.listen(() -> {
            backoff.reset();
            heard.missed();
        }, this::hear);
    }

    private void hear(String payload) {
        try {
            var colon = payload.indexOf(':');
            heard.reached(new TenantId(UUID.fromString(payload.substring(0, colon))), Long.parseLong(payload, colon + 1, payload.length(), 10));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            LOG.warn("wake-ups: somebody else writes to our channel");
        }
    }
}
