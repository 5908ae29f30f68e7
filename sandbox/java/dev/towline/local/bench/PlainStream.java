package dev.towline.local.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The least that can be between a push and a page: reads it, answers 202, and writes one event to one stream. No queue, no database, no rights. */
final class PlainStream implements AutoCloseable {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private OutputStream page;

    PlainStream() throws IOException {
        server.setExecutor(threads);
        server.createContext("/stream", this::open);
        server.createContext("/push", this::push);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void open(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            page = exchange.getResponseBody();
            page.write(": plain\n\n".getBytes(StandardCharsets.UTF_8));
            page.flush();
        }
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    // The query is the id.
    private void push(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
        synchronized (this) {
            page.write(("data: {\"payload\":{\"issueId\":" + exchange.getRequestURI().getQuery() + "}}\n\n").getBytes(StandardCharsets.UTF_8));
            page.flush();
        }
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
