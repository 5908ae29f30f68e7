package dev.towline.realtime;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection under a stream: of HTTP/1.1 all of it, of HTTP/2 one of its streams. May be used from any thread; what one thread sends goes out
 * in that order. Holds a bounded number of bytes for a slow reader and then cuts it off: nothing is dropped silently, and the browser resumes by its last event id.
 */
final class Wire {

    /** Bytes that may wait for one reader: a thousand events, or a second of a poor line. */
    static final int PENDING = 256 * 1024;

    /** With more than this waiting its reader is behind, and with half of it has caught up: what still fits a poor line's second or two. */
    static final int BEHIND = 64 * 1024;

    // Linux would let the kernel's own buffer grow to 4 MB for a reader that never reads. Set for this connection only.
    private static final int KERNEL_BUFFER = 64 * 1024;
    // A connection that was ended, and has not taken the end by then, has nobody behind it.
    private static final long LINGER_MILLIS = 10_000;

    private final Context loop;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private volatile boolean slow;
    private final AtomicInteger pending = new AtomicInteger();
    /** Of {@link System#nanoTime}: when bytes left last, or began to wait. */
    private volatile long moved;
    /** On the event loop only. */
    private Runnable caughtUp;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** On the request's event loop. */
    Wire(HttpServerRequest request, Context loop) {
        this.loop = loop;
        this.request = request;
        this.response = request.response();
        response.closeHandler(gone -> closed.complete(null));
        if (response.closed()) {
            closed.complete(null);
        }
    }

    /** Completes, on the event loop, when the stream is over, whoever ended it. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** Whether we cut it off because its reader did not keep up; the kernel, which may be first, does not say why. */
    boolean slow() {
        return slow;
    }

    void onLoop(Runnable task) {
        loop.runOnContext(on -> task.run());
    }

    /**
     * Answers 200 and the first bytes. No cache may keep it, and nginx may not hold it back.
     *
     * @param patience the connection is given up when its peer has taken nothing for so long of what was sent, be it dead or just not reading
     */
    void begin(byte[] first, Duration patience) {
        loop.runOnContext(on -> {
            prepare(patience);
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            response.write(Buffer.buffer(first));
        });
    }

    /** Completes when the bytes have left for the kernel. The bytes are not copied: they may be shared, and must not be changed. */
    CompletableFuture<Void> send(byte[] bytes) {
        var sent = new CompletableFuture<Void>();
        var waiting = pending.addAndGet(bytes.length);
        if (waiting == bytes.length) {
            moved = System.nanoTime();
        }
        if (waiting > PENDING) {
            giveUp();
            sent.completeExceptionally(new IOException("the reader is too slow"));
            return sent;
        }
        loop.runOnContext(on -> {
            if (response.ended() || response.closed()) {
                left(bytes.length);
                sent.completeExceptionally(new IOException("the stream is over"));
                return;
            }
            response.write(Buffer.buffer(Unpooled.wrappedBuffer(bytes))).onComplete(written -> {
                left(bytes.length);
                if (written.succeeded()) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(written.cause());
                }
            });
        });
        return sent;
    }

    /** Whether more waits for the reader than it should. */
    boolean isBehind() {
        return pending.get() > BEHIND;
    }

    /** Calls {@code task} once, on the event loop, when little waits for the reader; at once when that is so already. It takes the place of the last one. */
    void whenCaughtUp(Runnable task) {
        loop.runOnContext(on -> {
            caughtUp = task;
            tellIfCaughtUp();
        });
    }

    /** Whether bytes wait of which none has left for so long. */
    boolean isStuck(Duration patience) {
        return pending.get() > 0 && System.nanoTime() - moved > patience.toNanos();
    }

    private void left(int bytes) {
        moved = System.nanoTime();
        pending.addAndGet(-bytes);
        tellIfCaughtUp();
    }

    private void tellIfCaughtUp() {
        if (caughtUp != null && pending.get() <= BEHIND / 2) {
            var task = caughtUp;
            caughtUp = null;
            task.run();
        }
    }

    /** Ends the stream in good order. */
    void end() {
        loop.runOnContext(on -> {
            if (!response.ended() && !response.closed()) {
                // On a kept-alive connection nothing but this tells that the stream is over.
                response.end().onComplete(flushed -> closed.complete(null));
                loop.owner().setTimer(LINGER_MILLIS, late -> cut());
            }
        });
    }

    /** As {@link #cut}, because the reader does not keep up. */
    void giveUp() {
        slow = true;
        cut();
    }

    /**
     * Lets go of the connection at once. Every close() of Vert.x flushes first, which with a reader that never reads means never,
     * and leaves the kernel's buffers where they are; closing below it, without lingering, frees both.
     */
    void cut() {
        loop.runOnContext(on -> {
            if (closed.isDone()) {
                return;
            }
            if (request.version() == HttpVersion.HTTP_2) {
                // The connection carries the page's other requests too.
                response.reset();
            } else if (request.connection() instanceof ConnectionBase connection) {
                connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                connection.channel().unsafe().close(connection.channel().voidPromise());
            }
            closed.complete(null);
        });
    }

    private void prepare(Duration patience) {
        // A reader that left at once has no socket any more.
        if (!(request.connection() instanceof ConnectionBase connection) || !connection.channel().isActive()) {
            return;
        }
        var options = connection.channel().config();
        // Only the kernel sees whether the little that heartbeats are is ever taken: without this it tries for a quarter of an hour (tcp(7), tcp_retries2).
        // Other transports than Linux's own do not know it and ignore it; there the end of the stream's life is what a dead peer waits for.
        options.setOption(EpollChannelOption.TCP_USER_TIMEOUT, Math.toIntExact(patience.toMillis()));
        if (request.version() != HttpVersion.HTTP_2) {
            options.setOption(ChannelOption.SO_SNDBUF, KERNEL_BUFFER);
        }
    }
}
