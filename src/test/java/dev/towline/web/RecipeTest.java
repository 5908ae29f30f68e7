package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.towline.provider.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The commands that are offered for copying are run: with the real curl against a server that keeps what it got, and with a program in the place of
 * gh, glab and aws that keeps how it was called. Whether the maker's server takes them, no test here can say.
 */
class RecipeTest {

    private static final String SECRET = "0123456789abcdef".repeat(4);
    private static final String SCRIPTS = "https://towline.example/agent";
    private static final String HOOK = "https://towline.example/hooks/" + "Zm9vYmFy".repeat(9) + "Zm8";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private record Call(String method, String path, String body) {}

    @ParameterizedTest
    @EnumSource
    void every_git_server_has_commands_that_name_the_hook_url_and_where_they_come_from(Provider provider) {
        var recipe = Recipe.of(provider, SCRIPTS, HOOK, SECRET);
        assertFalse(recipe.many().isEmpty());
        for (var command : recipe.many()) {
            assertTrue(command.text().contains(HOOK), command.text());
            assertTrue(provider == Provider.GIT || command.text().lines().findFirst().orElseThrow().contains("https://"), "no source: " + command.text());
            assertFalse(command.text().contains("HOOK_URL") || command.text().contains("SIGNING_SECRET"), command.text());
        }
        assertEquals(provider.abilities().cap().raise().isEmpty() || provider == Provider.GERRIT, recipe.limits().isEmpty());
        provider.abilities().cap().raise().forEach((setting, value) -> assertTrue(
                List.of(recipe.limits(), recipe.many()).toString().contains(setting), () -> "how is " + setting + " raised?"));
    }

    @ParameterizedTest
    @EnumSource
    void every_shell_command_is_one(Provider provider) throws Exception {
        for (var command : Recipe.of(provider, SCRIPTS, HOOK, SECRET).many()) {
            if (!command.id().equals("terraform")) {
                var script = Files.writeString(folder.resolve(provider.code() + command.id()), command.text());
                assertEquals("", shell("sh -n " + script));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BITBUCKET_SERVER", "BITBUCKET_CLOUD", "AZURE_DEVOPS", "GITEA", "FORGEJO", "GOGS"})
    void what_curl_posts_is_json_with_the_url_the_secret_and_the_events(Provider provider) throws Exception {
        for (var call : posted(provider)) {
            assertEquals("POST", call.method());
            var body = JSON.readTree(call.body());
            assertTrue(holds(body, HOOK) && holds(body, SECRET), call.body());
            if (provider != Provider.AZURE_DEVOPS) {
                assertTrue(body.path("events").size() > 3, call.body());
            } else {
                assertEquals("all", body.at("/consumerInputs/resourceDetailsToSend").textValue());
                assertTrue(provider.abilities().events().stream().anyMatch(event -> event.gives(body.path("eventType").asText())), call.body());
            }
        }
    }

    @Test
    void each_project_and_event_of_azure_devops_has_a_call_of_its_own() throws Exception {
        assertEquals(10, posted(Provider.AZURE_DEVOPS).stream().distinct().count());
    }

    @Test
    void a_system_hook_of_gitlab_and_its_limit_are_forms() throws Exception {
        var calls = posted(Provider.GITLAB, "server", "limit");
        var hook = URLDecoder.decode(calls.getFirst().body(), StandardCharsets.UTF_8);
        assertTrue(hook.contains("url=" + HOOK) && hook.contains("token=" + SECRET) && hook.contains("push_events=true"), hook);
        assertEquals(new Call("PUT", "/api/v4/application/settings", "push_event_hooks_limit=100"), calls.getLast());
    }

    @Test
    void gh_gets_the_json_of_github_for_an_organisation_and_for_each_repository() throws Exception {
        program("gh", "case $1 in repo) printf 'a/one\\na/two\\n' ;; *) echo \"$*\" >>" + folder + "/calls; cat >>" + folder + "/bodies; echo '#' >>" + folder + "/bodies ;; esac");
        for (var id : List.of("organisation", "repositories")) {
            run(command(Provider.GITHUB, id));
        }
        assertEquals(List.of("api --method POST /orgs/ORGANISATION/hooks --input -", "api --method POST /repos/a/one/hooks --input -", "api --method POST /repos/a/two/hooks --input -"),
                Files.readAllLines(folder.resolve("calls")));
        for (var told : Files.readString(folder.resolve("bodies")).split("#\n")) {
            var body = JSON.readTree(told);
            assertEquals(HOOK, body.at("/config/url").textValue());
            assertEquals(SECRET, body.at("/config/secret").textValue());
            assertEquals("json", body.at("/config/content_type").textValue());
            assertEquals(provider(Provider.GITHUB), body.path("events").size(), "as many as the steps name");
        }
    }

    @Test
    void glab_is_called_for_a_group_and_for_each_project() throws Exception {
        program("glab", "case \"$*\" in *paginate*) printf '[{\"id\":3},{\"id\":4}]' ;; *) echo \"$*\" >>" + folder + "/calls ;; esac");
        program("jq", "printf '3\\n4\\n'");
        run(command(Provider.GITLAB, "group"));
        run(command(Provider.GITLAB, "projects"));
        var calls = Files.readAllLines(folder.resolve("calls"));
        assertEquals(List.of("groups/GROUP/hooks", "projects/3/hooks", "projects/4/hooks"), calls.stream().map(call -> call.split(" ")[3]).toList());
        calls.forEach(call -> assertTrue(call.contains("url=" + HOOK) && call.contains("token=" + SECRET), call));
    }

    @Test
    void aws_is_asked_for_a_topic_a_rule_and_a_subscription() throws Exception {
        program("aws", "case \"$*\" in *create-topic*) echo arn:aws:sns:eu-central-1:1:towline ;; esac; printf '%s\\n' \"$*\" | tr '\\n' ' ' >>" + folder + "/calls; echo >>" + folder + "/calls");
        run(command(Provider.CODECOMMIT, "region"));
        var calls = Files.readString(folder.resolve("calls"));
        assertTrue(calls.contains("sns subscribe --topic-arn arn:aws:sns:eu-central-1:1:towline --protocol https --notification-endpoint " + HOOK), calls);
        assertTrue(calls.contains("\"Resource\": \"arn:aws:sns:eu-central-1:1:towline\""), calls);
    }

    @Test
    void each_bare_repository_of_a_plain_git_server_gets_the_hook_and_a_name_and_one_with_a_hook_keeps_it() throws Exception {
        for (var repository : List.of("app.git", "team/web.git", "team/own.git")) {
            assertEquals("", shell("git init -q --bare " + folder.resolve("srv/" + repository)));
        }
        Files.writeString(folder.resolve("srv/team/own.git/hooks/post-receive"), "mine");
        var calls = new CopyOnWriteArrayList<Call>();
        try (var server = server(calls)) {
            var hook = "http://127.0.0.1:" + server.port() + "/hooks/abc";
            var told = run("cd " + folder.resolve("srv") + "\n" + Recipe.of(Provider.GIT, hook.substring(0, hook.lastIndexOf("/hooks/")) + "/agent", hook, SECRET).many().getFirst().text());
            assertEquals("has a hook already: ./team/own.git\n", told);
            assertEquals("/agent/post-receive", calls.getFirst().path());
            assertEquals(hook + "\n" + SECRET + "\n", run("git config --global towline.url; git config --global towline.secret"));
            assertEquals("app\nteam/web\n", run("git --git-dir=" + folder.resolve("srv/app.git") + " config towline.name; git --git-dir=" + folder.resolve("srv/team/web.git") + " config towline.name"));
            assertTrue(Files.isExecutable(folder.resolve("srv/app.git/hooks/post-receive")));
            assertEquals("mine", Files.readString(folder.resolve("srv/team/own.git/hooks/post-receive")));
        }
    }

    private static int provider(Provider provider) {
        return provider.abilities().events().size();
    }

    private static String command(Provider provider, String id) {
        return Recipe.of(provider, SCRIPTS, HOOK, SECRET).many().stream().filter(command -> command.id().equals(id)).findFirst().orElseThrow().text();
    }

    private List<Call> posted(Provider provider, String... ids) throws Exception {
        var calls = new CopyOnWriteArrayList<Call>();
        try (var server = server(calls)) {
            var recipe = Recipe.of(provider, SCRIPTS, HOOK, SECRET);
            for (var command : List.of(recipe.many(), recipe.limits()).stream().flatMap(List::stream).toList()) {
                var wanted = ids.length == 0 ? command.text().contains("curl") && !command.id().equals("limit") : List.of(ids).contains(command.id());
                if (wanted) {
                    run(command.text().replaceAll("https://(?!towline)[A-Za-z0-9.]+/", "http://127.0.0.1:" + server.port() + "/"));
                }
            }
        }
        assertFalse(calls.isEmpty());
        return calls;
    }

    private static boolean holds(JsonNode body, String value) {
        return body.toString().contains("\"" + value + "\"");
    }

    private record Server(HttpServer http) implements AutoCloseable {

        private int port() {
            return http.getAddress().getPort();
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private static Server server(List<Call> calls) throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", call -> {
            calls.add(new Call(call.getRequestMethod(), call.getRequestURI().getPath(), new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            call.sendResponseHeaders(201, -1);
            call.close();
        });
        http.start();
        return new Server(http);
    }

    private void program(String name, String script) throws IOException {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private String run(String script) throws Exception {
        return shell("sh -e " + Files.writeString(folder.resolve("script.sh"), script));
    }

    private String shell(String line) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().putAll(java.util.Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"), "HOME", folder.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
        // No progress of curl between the lines.
        Files.writeString(folder.resolve(".curlrc"), "silent\nshow-error\nnoproxy = \"*\"\n");
        var process = builder.start();
        var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), told);
        return told;
    }
}
