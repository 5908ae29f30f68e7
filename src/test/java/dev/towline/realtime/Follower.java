package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser's end of a stream: hands out its blocks one by one, exactly as they came. */
final class Follower implements AutoCloseable {

    /** What comes after the last block. */
    static final String END = "(end)";

    private static final long LIMIT_SECONDS = 20;
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<String> blocks = new LinkedBlockingQueue<>();

    private Follower(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static Follower of(URI stream, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(stream).version(HttpClient.Version.HTTP_1_1);
        return new Follower(HTTP.send((headers.length == 0 ? request : request.headers(headers)).build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** Waits for the next block. */
    String next() throws InterruptedException {
        var block = blocks.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertNotNull(block, "nothing came");
        return block;
    }

    /** Passes over what a new stream says of itself. */
    Follower opened() throws InterruptedException {
        assertEquals(200, status());
        var hello = next();
        assertEquals(": towline\n", hello.substring(hello.indexOf('\n') + 1));
        return this;
    }

    /** As {@link #opened}, and gives the position at which it stands. */
    long openedAt() throws InterruptedException {
        return position(opened().next());
    }

    static long position(String block) {
        return Long.parseLong(block.substring("id: ".length(), block.indexOf('\n')));
    }

    /** The next positions, this many. */
    List<Long> positions(int count) throws InterruptedException {
        var positions = new ArrayList<Long>();
        while (positions.size() < count) {
            var block = next();
            assertEquals("id: ", block.substring(0, Math.min(4, block.length())), block);
            positions.add(position(block));
        }
        return positions;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var block = new StringBuilder();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    blocks.add(block.toString());
                    block.setLength(0);
                } else {
                    block.append(line).append('\n');
                }
            }
        } catch (IOException broken) {
            // Cut off, by either side: the same as an end.
        }
        blocks.add(END);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
