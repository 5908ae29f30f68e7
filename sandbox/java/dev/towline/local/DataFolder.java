package dev.towline.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The folder in which a local run keeps its data. One run at a time holds it; a server that a killed run left behind in it is ended. */
final class DataFolder implements AutoCloseable {

    // Shows that a folder is ours, so that --fresh never erases anything else.
    private static final String MARK = "towline-data";
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 12;
    private static final int STOP_SECONDS = 20;

    private final Path folder;
    private final FileChannel channel;

    private DataFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static DataFolder open(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
            throw new IOException(folder + " is not empty and not a data folder of Towline. Name another with --data.");
        }
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException("another run uses " + folder + ". Stop it, or name another folder with --data.");
        }
        // A run that was killed leaves its processes; a new database on the same data would silently be the old one.
        endLeftBehind(folder.resolve("app.pid"), "quarkus-run.jar");
        endLeftBehind(folder.resolve("postgres/postmaster.pid"), folder.resolve("postgres").toString());
        return new DataFolder(folder, channel);
    }

    /** Erases an earlier run's data. Refuses a folder that is in use or not ours. */
    static void drop(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var ours = open(folder); var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(folder.resolve(MARK))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The secret keys of this folder's data, made at the first start; only the owner may read the file. */
    String secretKeys() throws IOException {
        return kept("secret-keys", key -> "local:" + Base64.getEncoder().encodeToString(key));
    }

    /** The password of the administrator of a self-hosted run, likewise. */
    String adminPassword() throws IOException {
        return kept("admin-password", bytes -> HexFormat.of().formatHex(bytes, 0, PASSWORD_BYTES));
    }

    private String kept(String name, Function<byte[], String> spelled) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, spelled.apply(key));
        }
        return Files.readString(file).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        return channel.tryLock();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Notes the application's process, for the start after a kill. */
    void remember(Process app) throws IOException {
        Files.writeString(folder.resolve("app.pid"), String.valueOf(app.pid()));
    }

    /** @param mark what the command line of the process has, so that another with a reused number is left alone */
    private static void endLeftBehind(Path pidFile, String mark) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
            // The kill came while it was written: that process is then the port's to find.
            return;
        }
        var pid = Long.parseLong(lines.getFirst().strip());
        var left = ProcessHandle.of(pid).filter(process -> process.info().commandLine().orElse("").contains(mark));
        if (left.isPresent()) {
            left.get().destroy();
            try {
                left.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("process " + pid + " of a run that was killed does not end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
