package dev.towline.realtime;

import dev.towline.index.Change;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * One open page: turns the changes that concern its subscription into bytes on its wire. While the page does not take them as fast as they
 * come, they wait in a backlog, where the newest of several that say the same takes the place of the others.
 */
final class Stream implements CatchUp.Reader {

    /** History goes out in pieces of this size, each waited for, so that a long absence does not count as slowness. */
    private static final int PIECE = 32 * 1024;

    /** The reader went away, or does not read: nothing to repair, it resumes by itself. */
    static final class Gone extends RuntimeException {
        Gone(Throwable cause) {
            super("the reader is gone", cause);
        }
    }

    private final Wire wire;
    private final OpenIssues open;
    private final Duration patience;
    private final Executor threads;
    private final LongAdder written;
    private final Backlog backlog;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile Subscription subscription;

    /**
     * @param patience a reader of history that does not take a piece in this time is not reading
     * @param written  counts events
     */
    Stream(Subscription subscription, Wire wire, OpenIssues open, Duration patience, Executor threads, LongAdder written) {
        this.subscription = subscription;
        this.wire = wire;
        this.open = open;
        this.patience = patience;
        this.threads = threads;
        this.written = written;
        this.backlog = new Backlog(subscription.account().id());
    }

    Subscription subscription() {
        return subscription;
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void history(List<Change> changes) {
        var left = new ArrayDeque<>(changes);
        var frames = new Frames();
        while (!left.isEmpty()) {
            await(piece(left, frames));
        }
    }

    // What is told of a channel is on its way before the channel is left, or not told: telling and leaving exclude each other.
    private synchronized Future<Void> piece(Queue<Change> left, Frames frames) {
        var piece = new ByteArrayOutputStream();
        while (!left.isEmpty() && piece.size() < PIECE) {
            event(left.remove()).ifPresent(event -> {
                piece.writeBytes(frames.of(event));
                written.increment();
            });
        }
        return piece.size() == 0 ? CompletableFuture.completedFuture(null) : wire.send(piece.toByteArray());
    }

    @Override
    public synchronized void live(List<Change> changes, Frames frames) {
        var events = changes.stream().flatMap(change -> event(change).stream()).toList();
        if (events.isEmpty()) {
            return;
        }
        if (!backlog.isEmpty() || wire.isBehind()) {
            hold(events);
            return;
        }
        written.add(events.size());
        wire.send(events.size() == 1 ? frames.of(events.getFirst()) : joined(events.stream().map(frames::of).toList()));
    }

    private void hold(List<ClientEvent> events) {
        var first = backlog.isEmpty();
        events.forEach(backlog::add);
        if (backlog.isFull()) {
            // It resumes after the last event that it was told; all that waits here is after that.
            backlog.clear();
            wire.giveUp();
        } else if (first) {
            wire.whenCaughtUp(() -> threads.execute(this::catchUp));
        }
    }

    private synchronized void catchUp() {
        var frames = new Frames();
        while (!backlog.isEmpty() && !wire.isBehind()) {
            wire.send(frames.of(backlog.next()));
            written.increment();
        }
        if (!backlog.isEmpty()) {
            wire.whenCaughtUp(() -> threads.execute(this::catchUp));
        }
    }

    @Override
    public void lost(long head) {
        wire.send(Frames.refresh(head, subscription.channels()));
    }

    /** Of projects and boards something was not told that may be told by now: the page has to look for itself. */
    void missed() {
        var channels = subscription.channelsOfManyIssues();
        if (!channels.isEmpty()) {
            wire.send(Frames.refresh(channels));
        }
    }

    /**
     * Asks Jira again and goes on with what it leaves; without any channel there is nothing to stay open for.
     * One at a time: an answer that was slow to come must not bring back what a newer one took away.
     */
    void recheck(PermissionWatch watch, Instant now) {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        try {
            follow(watch.recheck(subscription, now));
        } finally {
            checking.set(false);
        }
    }

    private synchronized void follow(PermissionWatch.Outcome outcome) {
        var before = subscription;
        subscription = outcome.kept();
        var narrower = !outcome.left().isEmpty() || subscription.grants().stream().anyMatch(now -> before.grants().stream()
                .anyMatch(then -> then.channel().equals(now.channel()) && then.projectId() != now.projectId()));
        if (narrower && !backlog.isEmpty()) {
            // What waits may be of what was left, or of the project in which a board lived before, and is not told any more. A new ticket says what may be followed.
            backlog.clear();
            wire.cut();
            return;
        }
        if (!outcome.left().isEmpty()) {
            wire.send(Frames.leave(outcome.left()));
        }
        if (outcome.kept().grants().isEmpty()) {
            wire.end();
        }
    }

    private Optional<ClientEvent> event(Change change) {
        var told = subscription;
        return ClientEvent.of(change, told, key -> open.find(told.account().tenant(), key));
    }

    private void await(Future<Void> sent) {
        try {
            sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Gone(e);
        }
    }

    private static byte[] joined(List<byte[]> frames) {
        var all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
