package dev.towline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs as a person at a shell does, for the tests of what we ship to git servers. */
public final class Shell {

    /** What a program left behind. Bytes, because git's names may be in any encoding. */
    public record Ran(int exit, byte[] out, String complaints) {

        public String text() {
            return new String(out, StandardCharsets.UTF_8);
        }

        public Ran orFail() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + ": " + complaints);
            }
            return this;
        }
    }

    private static final long LIMIT_SECONDS = 100;

    private Shell() {}

    public static Ran run(Path folder, String... command) {
        return run(folder, Map.of(), new byte[0], command);
    }

    public static Ran run(Path folder, Map<String, String> environment, byte[] input, String... command) {
        try {
            var out = Files.createTempFile("out", "");
            var complaints = Files.createTempFile("complaints", "");
            var given = Files.write(Files.createTempFile("in", ""), input);
            var builder = new ProcessBuilder(List.of(command)).directory(folder.toFile())
                    .redirectInput(given.toFile()).redirectOutput(out.toFile()).redirectError(complaints.toFile());
            // A person's own settings of git must not decide a test.
            builder.environment().putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_TERMINAL_PROMPT", "0"));
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after " + LIMIT_SECONDS + " s: " + List.of(command));
            }
            var ran = new Ran(process.exitValue(), Files.readAllBytes(out), Files.readString(complaints));
            for (var file : List.of(out, complaints, given)) {
                Files.delete(file);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
