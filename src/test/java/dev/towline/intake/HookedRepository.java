package dev.towline.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towline.Shell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bare repository on a git server that has our hook, and a clone from which somebody pushes. */
final class HookedRepository {

    final Path bare;
    final Path clone;

    private HookedRepository(Path bare, Path clone) {
        this.bare = bare;
        this.clone = clone;
    }

    static HookedRepository create(Path folder, String... initOptions) throws IOException {
        var bare = Files.createDirectories(folder.resolve("team")).resolve("app.git");
        var clone = folder.resolve("clone");
        for (var repository : List.of(List.of("--bare", bare.toString()), List.of(clone.toString()))) {
            var command = new ArrayList<>(List.of("git", "init", "-q", "-b", "main"));
            command.addAll(List.of(initOptions));
            command.addAll(repository);
            Shell.run(folder, command.toArray(String[]::new)).orFail();
        }
        var made = new HookedRepository(bare, clone);
        made.git("config", "user.name", "Ada Fjord");
        made.git("config", "user.email", "ada@harbour.example");
        made.git("remote", "add", "origin", bare.toString());
        return made;
    }

    /** Installs the hook that the application serves. */
    void install(String site, URI hookUrl, String secret) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var script = http.send(HttpRequest.newBuilder(URI.create(site + "/agent/post-receive")).build(), HttpResponse.BodyHandlers.ofString());
            Files.writeString(hook(), script.body());
        }
        hook().toFile().setExecutable(true);
        onServer("git", "config", "towline.url", hookUrl.toString()).orFail();
        onServer("git", "config", "towline.secret", secret).orFail();
    }

    Path hook() {
        return bare.resolve("hooks/post-receive");
    }

    Shell.Ran onServer(String... command) {
        return Shell.run(bare, command);
    }

    /** In the clone. */
    String git(String... arguments) {
        return gitReading(new byte[0], arguments);
    }

    String gitReading(byte[] input, String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return Shell.run(clone, Map.of(), input, command.toArray(String[]::new)).orFail().text().strip();
    }

    /** What the person who pushes reads. */
    String push(String... refs) {
        var command = new ArrayList<>(List.of("git", "push", "-f", "origin"));
        command.addAll(List.of(refs));
        return Shell.run(clone, command.toArray(String[]::new)).orFail().complaints();
    }

    void commit(String message) {
        git("commit", "-q", "--allow-empty", "-m", message);
    }

    /** Puts many commits on a new branch at once; each changes one file. */
    void commitMany(String branch, int count) {
        var stream = new StringBuilder();
        for (var i = 1; i <= count; i++) {
            var message = "ABC-1 change %d\n".formatted(i);
            stream.append("commit refs/heads/%s\ncommitter Jun Havn <jun@harbour.example> %d +0900\ndata %d\n%s".formatted(branch, 1_600_000_000 + i, message.length(), message))
                    .append("M 644 inline file-%d.txt\ndata <<END\n%d\nEND\n\n".formatted(i % 100, i));
        }
        gitReading(stream.toString().getBytes(UTF_8), "fast-import", "--quiet");
    }

    /** How many pushes wait in the spool. */
    long waiting() throws IOException {
        try (var folders = Files.list(bare)) {
            var spools = folders.filter(it -> it.getFileName().toString().startsWith("towline-spool")).toList();
            if (spools.isEmpty()) {
                return 0;
            }
            try (var files = Files.list(spools.getFirst())) {
                return files.filter(it -> it.getFileName().toString().matches("\\d+-\\d+")).count();
            }
        }
    }

    /** A folder that is searched for programs first, with these in it. */
    static String path(Path folder, Map<String, String> programs) throws IOException {
        Files.createDirectories(folder);
        for (var program : programs.entrySet()) {
            var file = Files.writeString(folder.resolve(program.getKey()), "#!/bin/sh\n" + program.getValue() + "\n");
            file.toFile().setExecutable(true);
        }
        return folder + ":" + System.getenv("PATH");
    }
}
