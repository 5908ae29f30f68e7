package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.eventually;

import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A page's end of one stream over HTTP/2. Its window is full when it is paused: then it reads nothing. */
final class Http2Page {

    // What a connection begins with (RFC 9113, 6.9.2). The connection's own window is larger, as browsers' is, so that a stream that is not read leaves room for the others.
    private static final int STREAM_WINDOW = 65_535;
    private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

    final HttpClientResponse answer;
    volatile boolean broken;
    volatile boolean ended;
    private final List<Long> told = new CopyOnWriteArrayList<>();
    private final StringBuilder rest = new StringBuilder();

    private Http2Page(HttpClientResponse answer) {
        this.answer = answer;
        answer.exceptionHandler(reset -> broken = true).endHandler(end -> ended = true).handler(bytes -> read(bytes.toString()));
    }

    /** A browser with one connection to each server, which it knows to speak HTTP/2. */
    static HttpClient browser(Vertx vertx) {
        return vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false).setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                        .setInitialSettings(new Http2Settings().setInitialWindowSize(STREAM_WINDOW)),
                new PoolOptions().setHttp2MaxSize(1));
    }

    static Http2Page open(HttpClient browser, URI stream) throws Exception {
        return browser.request(to(HttpMethod.GET, stream)).compose(request -> request.send()).map(Http2Page::new).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    static RequestOptions to(HttpMethod method, URI address) {
        return new RequestOptions().setMethod(method).setHost(address.getHost()).setPort(address.getPort())
                .setURI(address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
    }

    private void read(String text) {
        rest.append(text);
        for (var end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
            var block = rest.substring(0, end + 1);
            rest.delete(0, end + 2);
            if (block.contains("\nevent: ")) {
                told.add(Follower.position(block));
            }
        }
    }

    List<Long> positions() {
        return List.copyOf(told);
    }

    void awaits(long position) {
        eventually(() -> told.contains(position), "told of " + position);
    }
}
