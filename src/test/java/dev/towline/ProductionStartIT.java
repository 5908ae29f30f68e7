package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.local.Artefact;
import dev.towline.local.LocalPostgres;
import dev.towline.local.LocalQueue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an operator sees who starts the production artefact with settings missing or wrong. */
class ProductionStartIT {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private record Ended(int code, String output) {}

    @Test
    void without_settings_it_ends_at_once_and_names_every_one_that_is_missing() throws Exception {
        var ended = start(Map.of());
        assertEquals(2, ended.code());
        for (var name : List.of("TOWLINE_BASE_URL", "TOWLINE_SECRET_KEYS", "QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME", "AWS_REGION")) {
            assertTrue(ended.output().contains(name), ended.output());
        }
    }

    @Test
    void a_setting_that_is_there_is_not_named_nor_printed() throws Exception {
        var ended = start(Map.of("TOWLINE_SECRET_KEYS", "k1:" + KEY, "TOWLINE_BASE_URL", "https://towline.example.com"));
        assertEquals(2, ended.code());
        assertFalse(ended.output().contains("TOWLINE_SECRET_KEYS"), ended.output());
        assertFalse(ended.output().contains(KEY));
    }

    @Test
    void regression_secret_keys_that_cannot_be_keys_end_the_start_and_are_not_printed() throws Exception {
        var ended = start(Map.of(
                "TOWLINE_BASE_URL", "https://towline.example.com",
                "TOWLINE_SECRET_KEYS", "k1:notbase64!!!PRECIOUS",
                "QUARKUS_DATASOURCE_JDBC_URL", LocalPostgres.ofTests().jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true",
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "none",
                "AWS_SECRET_ACCESS_KEY", "none",
                "QUARKUS_HTTP_PORT", String.valueOf(LocalQueue.freePort()),
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(LocalQueue.freePort())));
        assertEquals(1, ended.code(), ended.output());
        assertTrue(ended.output().contains("TOWLINE_SECRET_KEYS"), ended.output());
        assertFalse(ended.output().contains("PRECIOUS"));
        assertTrue(ended.output().lines().anyMatch(line -> line.startsWith("{") && line.contains("\"loggerName\":")), "told as JSON: " + ended.output());
    }

    private static Ended start(Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder(Artefact.command(Path.of(System.getProperty("towline.packaged")))).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ended by itself");
        return new Ended(process.exitValue(), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
