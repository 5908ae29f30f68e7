package dev.towline.local.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A page's end of a stream: notes when which issue was told of. */
final class Subscriber implements AutoCloseable {

    private static final Pattern ISSUE = Pattern.compile("\"issueId\":(\\d+)");

    private record Event(long at, String issue) {}

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> stream;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** Returns when the stream is open. */
    Subscriber(URI address) throws IOException, InterruptedException {
        stream = http.send(HttpRequest.newBuilder(Loopback.only(address)).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (stream.statusCode() != 200) {
            throw new IOException("the stream was refused with " + stream.statusCode());
        }
        Thread.ofVirtual().start(this::read);
    }

    /** When the issue was first told of within this span, by {@link System#nanoTime}. */
    OptionalLong first(String issue, long from, long to) {
        return events.stream().filter(event -> event.issue().equals(issue) && event.at() >= from && event.at() < to).mapToLong(Event::at).findFirst();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var at = System.nanoTime();
                var issue = ISSUE.matcher(line);
                if (line.startsWith("data:") && issue.find()) {
                    events.add(new Event(at, issue.group(1)));
                }
            }
        } catch (IOException closed) {
            // By us, or what is missing then fails the benchmark.
        }
    }

    @Override
    public void close() throws IOException {
        stream.body().close();
        http.shutdownNow();
    }
}
