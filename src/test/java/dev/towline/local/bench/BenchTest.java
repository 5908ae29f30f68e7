package dev.towline.local.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That a benchmark stays on this machine, and that its figures are what they say. How fast anything is, is no test. */
class BenchTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://192.168.1.7:8080/x", "http://towline.example/hooks", "http://localhost.example/", "http://127.0.0.1.example/", "http://127.0.0.1@10.0.0.1/", "http://[2001:db8::1]/", "file:/etc"})
    void another_machine_is_not_spoken_to(String address) {
        assertThrows(IllegalArgumentException.class, () -> Loopback.only(URI.create(address)));
        try (var client = new Client()) {
            assertThrows(IllegalArgumentException.class, () -> client.post(URI.create(address), Map.of(), new byte[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/x", "http://localhost:1", "http://[::1]:8080/"})
    void this_machine_is(String address) {
        assertEquals(URI.create(address), Loopback.only(URI.create(address)));
    }

    @Test
    void a_setting_that_leads_the_application_to_another_machine_is_refused_by_name() {
        for (var setting : Map.of("QUARKUS_REDIS_HOSTS", "redis://user:password@cache.example:6379", "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:5432,db.example:5432/towline",
                "AWS_ENDPOINT_URL_S3", "https://s3.example", "TOWLINE_BODIES_BUCKET", "bodies").entrySet()) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Loopback.only(Map.of(setting.getKey(), setting.getValue())), setting::toString);
            assertTrue(refused.getMessage().startsWith(setting.getKey()));
        }
        Loopback.only(Map.of("QUARKUS_REDIS_HOSTS", "redis://user:password@127.0.0.1:6379,redis://[::1]:6379", "TOWLINE_BODIES_BUCKET", "", "HOMEPAGE", "https://example.com"));
    }

    @Test
    void a_percentile_is_the_least_time_within_which_this_share_was_done() {
        var hundred = new Times(LongStream.rangeClosed(1, 100).map(ms -> (101 - ms) * 1_000_000).toArray());
        assertEquals(50, hundred.percentile(50));
        assertEquals(95, hundred.percentile(95));
        assertEquals(100, hundred.percentile(100));
        var three = new Times(7_000_000, 1_500_000, 3_000_000);
        assertEquals(3, three.percentile(50));
        assertEquals(7, three.percentile(95));
        assertEquals(1.5, three.percentile(1));
        assertThrows(IllegalArgumentException.class, Times::new);
    }

    @Test
    void a_count_has_bounds() {
        assertEquals(200, Bench.Order.parse("live", "200").of(Bench.Name.LIVE));
        assertEquals(100_000, Bench.Order.parse().of(Bench.Name.UPLOAD));
        for (var wrong : List.of(new String[] {"door"}, new String[] {"live", "5001"}, new String[] {"upload", "many"}, new String[] {"live", "200", "300"})) {
            assertThrows(IllegalArgumentException.class, () -> Bench.Order.parse(wrong));
        }
    }

    @Test
    void a_table_takes_the_place_of_the_last_one_and_of_nothing_else(@TempDir Path folder) throws IOException {
        var document = Files.writeString(folder.resolve("performance.md"), "one\n<!-- bench live -->\nold\n<!-- end -->\ntwo\n<!-- bench upload -->\nkept\n<!-- end -->\n");
        var report = new Report("then:", List.of(Report.Row.of("a", 3, 2000, "/s")));
        report.into(document, "live");
        assertEquals("one\n<!-- bench live -->\n" + report.table() + "<!-- end -->\ntwo\n<!-- bench upload -->\nkept\n<!-- end -->\n", Files.readString(document));
        assertTrue(report.table().endsWith("| a | 3.00/s | 2,000/s | 0.0015 |\n"), report::table);
        assertThrows(IOException.class, () -> report.into(document, "door"));
    }
}
