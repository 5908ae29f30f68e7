package dev.towline.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** An embedded PostgreSQL: in a kept folder with real durability, or in a temporary one for a test. */
public final class LocalPostgres implements AutoCloseable {

    // The first start unpacks the binaries; a busy machine took 26 s.
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static LocalPostgres shared;

    private final Path folder;
    private EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** A new database that goes with the JVM; no durability, for speed. */
    public static LocalPostgres temporary() throws IOException {
        return new LocalPostgres(EmbeddedPostgres.builder().setPGStartupWait(START_LIMIT).start(), null);
    }

    /** The one temporary database of this JVM's tests. It is never closed by a test. */
    public static synchronized LocalPostgres ofTests() throws IOException {
        if (shared == null) {
            shared = temporary();
        }
        return shared;
    }

    /** A database in {@code folder} that survives restarts, and crashes: the embedded defaults switch fsync off, we switch it on. */
    public static LocalPostgres kept(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        return new LocalPostgres(start(folder, 0), folder);
    }

    /** Stops and starts a kept database at the same port: whoever is connected loses the connection, and what was not committed. */
    public void restart() throws IOException {
        var port = server.getPort();
        server.close();
        server = start(folder, port);
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                // Whoever starts it also stops it: a hook of its own would end it before the application.
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .start();
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    /** A new, migrated schema-less database of the given name, for a test that wants empty tables. */
    public DataSource migrated(String database) throws java.sql.SQLException {
        try (var connection = dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        }
        var fresh = server.getDatabase("postgres", database);
        Flyway.configure().dataSource(fresh).locations("classpath:db/migration").load().migrate();
        return fresh;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
