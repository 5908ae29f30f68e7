package dev.towline.realtime;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection under a stream. May be used from any thread; what one thread sends goes out in that order. Holds a bounded number of bytes
 * for a slow reader and then cuts it off: nothing is dropped silently, and the browser resumes by its last event id.
 */
final class Wire {

    /** Bytes that may wait for one reader: a thousand events, or a second of a poor line. */
    static final int PENDING = 256 * 1024;

    // Linux would let the kernel's own buffer grow to 4 MB for a reader that never reads. Set for this connection only.
    private static final int KERNEL_BUFFER = 64 * 1024;
    // A connection that was ended, and has not taken the end by then, has nobody behind it.
    private static final long LINGER_MILLIS = 10_000;

    private final Context loop;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private volatile boolean slow;
    private final AtomicInteger pending = new AtomicInteger();
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

    /** Whether it was cut off because its reader did not keep up. */
    boolean slow() {
        return slow;
    }

    void onLoop(Runnable task) {
        loop.runOnContext(on -> task.run());
    }

    /** Answers 200 and the first bytes. No cache may keep it, and nginx may not hold it back. */
    void begin(byte[] first) {
        loop.runOnContext(on -> {
            limitKernelBuffer();
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
        if (pending.addAndGet(bytes.length) > PENDING) {
            slow = true;
            cut();
            sent.completeExceptionally(new IOException("the reader is too slow"));
            return sent;
        }
        loop.runOnContext(on -> response.write(Buffer.buffer(Unpooled.wrappedBuffer(bytes))).onComplete(written -> {
            pending.addAndGet(-bytes.length);
            if (written.succeeded()) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(written.cause());
            }
        }));
        return sent;
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

    private void limitKernelBuffer() {
        // A reader that left at once has no socket any more.
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection && connection.channel().isActive()) {
            connection.channel().config().setOption(ChannelOption.SO_SNDBUF, KERNEL_BUFFER);
        }
    }
}
