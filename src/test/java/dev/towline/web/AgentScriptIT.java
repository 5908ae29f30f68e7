package dev.towline.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.towline.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell scripts that we ship run on whatever a git server has: several shells, several awks, several programs that know SHA-256. */
class AgentScriptIT {

    private static final List<String> SCRIPTS = List.of("post-receive.sh", "towline-backfill.sh");

    /** What a script may use without saying so in its first lines. */
    private static final List<String> TOOLS = List.of("git", "curl", "sed", "tr", "od", "cut", "sort", "cat", "rm", "mkdir", "mv", "ls", "id", "wc",
            "head", "tail", "basename", "grep", "du", "ln", "find", "date", "sleep", "touch");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash --posix"})
    void every_shell_reads_both_scripts(String shell) throws Exception {
        assumeInstalled(shell);
        for (var script : SCRIPTS) {
            var ran = Shell.run(folder, "sh", "-c", shell + " -n " + write(script));
            assertEquals(0, ran.exit(), ran.complaints());
        }
    }

    @Test
    void shellcheck_has_nothing_to_say() throws Exception {
        assumeInstalled("shellcheck");
        for (var script : SCRIPTS) {
            var ran = Shell.run(folder, "shellcheck", "-s", "sh", write(script).toString());
            assertEquals("", ran.text());
        }
    }

    @Test
    void no_part_is_left_out_and_no_secret_is_in() {
        for (var script : SCRIPTS) {
            var text = AgentScript.assembled(script);
            assertTrue(text.startsWith("#!/bin/sh\n"));
            assertFalse(text.contains("# part:"));
        }
    }

    static Stream<String[]> machines() {
        return Stream.of("dash", "busybox sh", "bash").flatMap(shell ->
                Stream.of("mawk", "gawk", "original-awk", "busybox awk").flatMap(awk ->
                        Stream.of("sha256sum", "shasum", "openssl").map(digest -> new String[] {shell, awk, digest})));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("machines")
    void the_same_bytes_leave_every_machine_rightly_signed(String shell, String awk, String digest) throws Exception {
        for (var program : List.of(shell, awk, digest)) {
            assumeInstalled(program);
        }
        var path = machine(shell, awk, digest);
        var bare = repositoryOfEveryByte();
        // Longer than a block of SHA-256, with quotes, and with the bytes that the pads of HMAC turn into zeros.
        var secret = "6\\%s'\"é".repeat(12);
        var moved = "0".repeat(40) + " " + Shell.run(bare, "git", "rev-parse", "main").text().strip() + " refs/heads/main\n";
        var script = write("post-receive.sh");
        var ran = Shell.run(bare, Map.of("PATH", path, "TOWLINE_SECRET", secret, "TOWLINE_URL", "https://towline.example/hooks/x"),
                moved.getBytes(UTF_8), "/bin/sh", "-c", "exec " + installed(shell) + " " + script + " --dry-run");
        assertEquals("", ran.complaints());
        var shown = ran.text();
        var body = shown.substring(shown.indexOf("\n\n") + 2, shown.length() - 2);
        var all = new StringBuilder();
        for (var b = 1; b < 256; b++) {
            all.append(b < 128 ? (char) b : '\uFFFD');
        }
        var commit = new com.fasterxml.jackson.databind.ObjectMapper().readTree(body).at("/updates/0/commits/0");
        assertEquals(all.toString(), commit.get("message").asText());
        assertEquals("tab\tquote\"back\\slash-名", commit.at("/files/0/path").asText());
        assertEquals("1970-01-01T00:00:00Z", commit.get("authoredAt").asText(), "a zone of 99 hours is none");
        assertTrue(shown.contains("X-Towline-Signature: sha256=" + hmac(secret, header(shown, "X-Towline-Timestamp") + "." + body) + "\n"), shown);
    }

    /** A folder with the tools of every Unix and nothing else. */
    private String machine(String shell, String awk, String digest) throws IOException {
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), find(tool).orElseThrow());
        }
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("/bin/sh"));
        for (var program : Map.of("awk", awk, digest, digest).entrySet()) {
            var file = Files.writeString(bin.resolve(program.getKey()), "#!/bin/sh\nexec " + installed(program.getValue()) + " \"$@\"\n");
            file.toFile().setExecutable(true);
        }
        return bin.toString();
    }

    /** One commit whose message has every byte but NUL. */
    private Path repositoryOfEveryByte() {
        var bare = folder.resolve("app.git");
        Shell.run(folder, "git", "init", "-q", "--bare", "-b", "main", bare.toString()).orFail();
        var blob = git(bare, "x".getBytes(UTF_8), "hash-object", "-w", "--stdin");
        var tree = git(bare, ("100644 blob " + blob + "\ttab\tquote\"back\\slash-名\0").getBytes(UTF_8), "mktree", "-z");
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(("tree " + tree + "\nauthor A <a@x> 1700000000 +9900\ncommitter A <a@x> 1700000000 +0000\n\n").getBytes(UTF_8));
        for (var b = 1; b < 256; b++) {
            raw.write(b);
        }
        git(bare, new byte[0], "update-ref", "refs/heads/main", git(bare, raw.toByteArray(), "hash-object", "-t", "commit", "-w", "--literally", "--stdin"));
        return bare;
    }

    private static String git(Path folder, byte[] input, String... arguments) {
        return Shell.run(folder, Map.of(), input, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new)).orFail().text().strip();
    }

    private Path write(String script) throws IOException {
        return Files.writeString(folder.resolve(script), AgentScript.assembled(script));
    }

    private static String header(String shown, String name) {
        return shown.lines().filter(line -> line.startsWith(name + ": ")).findFirst().orElseThrow().substring(name.length() + 2);
    }

    private static String hmac(String secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static void assumeInstalled(String command) {
        assumeTrue(find(command.split(" ")[0]).isPresent(), () -> command + " is not installed here");
    }

    /** The command with the whole path of its program. */
    private static String installed(String command) {
        var words = command.split(" ", 2);
        return find(words[0]).orElseThrow() + (words.length > 1 ? " " + words[1] : "");
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":")).map(place -> Path.of(place, program)).filter(Files::isExecutable).findFirst();
    }
}
