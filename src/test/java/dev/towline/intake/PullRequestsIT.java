package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Shell;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script that tells the pull requests of a git server's API, against servers that answer as four APIs do, and the running application. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class PullRequestsIT {

    enum Server {
        GITHUB("github", "/api/v3", "/repos/team/app/pulls", "Authorization: Bearer ", ApiAnswers::github, 3, "?", ""),
        GITLAB("gitlab", "/api/v4", "/projects/team%2Fapp/merge_requests", "PRIVATE-TOKEN: ", ApiAnswers::gitlab, 3, "5", "Ada Fjord"),
        BITBUCKET("bitbucket-server", "/rest/api/1.0", "/projects/team/repos/app/pull-requests", "Authorization: Bearer ", ApiAnswers::bitbucket, -3, "5", "Ada Fjord"),
        GITEA("gitea", "/api/v1", "/repos/team/app/pulls", "Authorization: token ", ApiAnswers::gitea, 3, "5", "Ada Fjord"),
        FORGEJO("forgejo", "/api/v1", "/repos/team/app/pulls", "Authorization: token ", ApiAnswers::gitea, 3, "5", "Ada Fjord");

        final String code;
        final String base;
        final String list;
        final String proof;
        final IntFunction<String> pullRequest;
        final int pageSize;
        final String comments;
        final String author;

        Server(String code, String base, String list, String proof, IntFunction<String> pullRequest, int pageSize, String comments, String author) {
            this.code = code;
            this.base = base;
            this.list = list;
            this.proof = proof;
            this.pullRequest = pullRequest;
            this.pageSize = pageSize;
            this.comments = comments;
            this.author = author;
        }

        GitServerApi start(int count) throws Exception {
            return new GitServerApi(base + list, proof + GitServerApi.TOKEN, count, pageSize, pullRequest);
        }
    }

    @Inject
    DataSource database;

    @ConfigProperty(name = "towline.base-url")
    String site;

    @TempDir
    Path folder;

    private Hooks.Hook hook;
    private Wire wire;
    private GitIndex index;
    private Path script;
    private GitServerApi api;

    @BeforeEach
    void fetchTheScript() throws Exception {
        script = folder.resolve("towline-backfill");
        Files.write(script, RestAssured.get(site + "/agent/towline-backfill").then().statusCode(200).extract().asByteArray());
    }

    private void begin(Server server, int count) throws Exception {
        hook = Hooks.create("pull requests " + UUID.randomUUID(), server.code);
        index = new GitIndex(database, hook);
        wire = new Wire(hook.url());
        wire.answers.put("repositories", "7\tteam/app\thttps://git.example/team/app\n");
        api = server.start(count);
    }

    @AfterEach
    void cut() {
        wire.close();
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void every_page_of_each_api_reaches_the_index_and_nothing_else_leaves(Server server) throws Exception {
        begin(server, 4);
        var ran = run(server).orFail();
        await("indexed", () -> index.count("select count(*) from pull_request where integration_id = ?") == 4);
        assertEquals(List.of("1 open false", "2 merged true", "3 declined false", "4 draft false"),
                index.texts("select number || ' ' || state || ' ' || from_fork from pull_request where integration_id = ? order by number"));
        assertEquals(4, index.count("select count(*) from pull_request where integration_id = ? and not live and repository = '7' "
                + "and title = 'ABC-' || number || ' Ändere 🚢' and source_branch = 'work' and target_branch = 'main' and author_username = 'ada' "
                + "and url like 'https://git.example/%' and description_keys = '{ABC-12,ABC-13}' "
                + "and updated_at = timestamptz '2026-03-01T12:00:00Z' + interval '24 hours' * (number::int - 1)"));
        assertEquals(List.of(server.comments + "|" + server.author),
                index.texts("select distinct coalesce(comment_count::text, '?') || '|' || author_name from pull_request where integration_id = ? and number in ('1', '3', '4')"));
        assertEquals(List.of("bo"), index.texts("select distinct requested -> 0 ->> 'username' from pull_request where integration_id = ?"));
        assertEquals(server == Server.BITBUCKET ? List.of("cy approved", "di needs_work") : List.of(),
                index.texts("select distinct reviewer || ' ' || decision from review where integration_id = ? order by 1"));
        assertFalse(sent().contains("SECRET"), sent());
        assertFalse((sent() + ran.text() + ran.complaints()).contains(GitServerApi.TOKEN));
        assertTrue(api.questions.stream().noneMatch(question -> question.path().contains(GitServerApi.TOKEN)));
        assertTrue(api.questions.stream().flatMap(question -> question.headers().keySet().stream()).noneMatch(name -> name.startsWith("x-towline")));
    }

    @Test
    void what_a_webhook_told_later_stands_and_what_none_told_is_repaired() throws Exception {
        begin(Server.GITHUB, 4);
        var live = "{\"action\":\"edited\",\"number\":%d,\"pull_request\":%s,\"repository\":{\"id\":7,\"full_name\":\"team/app\",\"html_url\":\"https://git.example/team/app\"}}";
        var newer = ApiAnswers.github(1).replace("2026-03-01T", "2026-03-09T").replace("ABC-1 ", "ABC-1 newer ");
        var open = ApiAnswers.github(3).replace("2026-03-03T", "2026-03-02T").replace("\"closed\"", "\"open\"");
        Hooks.send(hook, "pull_request", Hooks.bytes(live.formatted(1, newer)));
        Hooks.send(hook, "pull_request", Hooks.bytes(live.formatted(3, open)));
        await("told live", () -> index.count("select count(*) from pull_request where integration_id = ? and live") == 2);
        run(Server.GITHUB).orFail();
        await("repaired", () -> index.count("select count(*) from pull_request where integration_id = ?") == 4);
        assertEquals(List.of("1 open true ABC-1 newer Ändere 🚢", "3 declined false ABC-3 Ändere 🚢"),
                index.texts("select number || ' ' || state || ' ' || live || ' ' || title from pull_request where integration_id = ? and number in ('1', '3') order by 1"));
    }

    @Test
    void a_dry_run_shows_every_byte_that_is_sent_afterwards_and_sends_none() throws Exception {
        begin(Server.GITLAB, 4);
        // So that both say the same moment; and the id, which only Towline knows, is the name.
        var path = HookedRepository.path(folder.resolve("bin"), Map.of("date", "case \"$*\" in *%Y*) echo '2025-11-25T20:32:34Z' ;; *) echo 1764102754 ;; esac"));
        wire.answers.put("repositories", "team/app\tteam/app\t\n");
        var shown = run(Server.GITLAB, Map.of("PATH", path), "--dry-run").orFail();
        assertEquals(0, wire.calls.size());
        run(Server.GITLAB, Map.of("PATH", path)).orFail();
        var sent = new ByteArrayOutputStream();
        for (var call : wire.calls) {
            sent.writeBytes(("POST " + wire.url() + "\n").getBytes(UTF_8));
            for (var header : List.of("User-Agent", "Content-Type", "X-Towline-Event", "X-Towline-Delivery", "X-Towline-Timestamp", "X-Towline-Signature")) {
                sent.writeBytes((header + ": " + call.headers().get(header.toLowerCase()) + "\n").getBytes(UTF_8));
            }
            sent.write('\n');
            sent.writeBytes(call.body());
            sent.writeBytes("\n\n".getBytes(UTF_8));
        }
        assertEquals(2, wire.calls.size());
        assertArrayEquals(sent.toByteArray(), shown.text().substring(shown.text().indexOf("POST ")).getBytes(UTF_8));
        assertFalse(shown.text().contains(GitServerApi.TOKEN));
    }

    @Test
    void the_token_stands_in_no_arguments_no_environment_and_no_file() throws Exception {
        begin(Server.GITHUB, 4);
        var curl = Shell.run(folder, "sh", "-c", "command -v curl").text().strip();
        var path = HookedRepository.path(folder.resolve("bin"), Map.of("curl",
                "printf '%s\\n' \"$*\" >>" + folder + "/seen; env >>" + folder + "/seen; grep -rl " + GitServerApi.TOKEN + " \"$TMPDIR\" >>" + folder + "/seen; exec " + curl + " \"$@\""));
        var scratch = Files.createDirectory(folder.resolve("scratch"));
        run(Server.GITHUB, Map.of("PATH", path, "TMPDIR", scratch.toString())).orFail();
        var seen = Files.readString(folder.resolve("seen"));
        assertTrue(seen.contains("--max-filesize"), seen);
        assertFalse(seen.contains(GitServerApi.TOKEN), seen);
        assertTrue(seen.lines().noneMatch(line -> line.startsWith(scratch + "/")), "a file with the token: " + seen);
    }

    @Test
    void the_token_may_stand_in_a_file_or_where_git_finds_it() throws Exception {
        begin(Server.GITEA, 4);
        var file = Files.writeString(folder.resolve("token"), GitServerApi.TOKEN + "\nnot this line\n");
        run(Server.GITEA, Map.of("TOWLINE_API_TOKEN", ""), "--token-file", file.toString()).orFail();
        run(Server.GITEA, Map.of("TOWLINE_API_TOKEN", "", "GIT_CONFIG_COUNT", "1", "GIT_CONFIG_KEY_0", "credential.helper",
                "GIT_CONFIG_VALUE_0", "!f() { echo username=ada; echo password=" + GitServerApi.TOKEN + "; }; f")).orFail();
        assertEquals(4, wire.calls.size());
        var none = run(Server.GITEA, Map.of("TOWLINE_API_TOKEN", ""));
        assertEquals(1, none.exit());
        assertTrue(none.complaints().contains("TOWLINE_API_TOKEN"), none.complaints());
        var wrong = run(Server.GITEA, Map.of("TOWLINE_API_TOKEN", "guessed"));
        assertEquals(1, wrong.exit());
        assertTrue(wrong.complaints().contains("does not accept the token"), wrong.complaints());
    }

    @Test
    void a_git_server_that_asks_for_patience_gets_it_unless_that_is_too_long() throws Exception {
        begin(Server.GITHUB, 4);
        api.refusals.set(2);
        run(Server.GITHUB).orFail();
        api.refusal = List.of("403", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 1");
        api.refusals.set(1);
        run(Server.GITHUB).orFail();
        assertEquals(4, wire.calls.size());
        api.refusal = List.of("429", "Retry-After: 3600");
        api.refusals.set(1);
        var ran = run(Server.GITHUB);
        assertEquals(1, ran.exit());
        assertTrue(ran.complaints().contains("asks for a pause of 3600 seconds"), ran.complaints());
    }

    @Test
    void what_was_interrupted_goes_on_with_its_page() throws Exception {
        begin(Server.BITBUCKET, 10);
        wire.breaksAfter.set(2);
        var first = run(Server.BITBUCKET);
        assertEquals(1, first.exit());
        assertTrue(first.complaints().contains("The same command goes on from here"), first.complaints());
        wire.breaksAfter.set(-1);
        var asked = api.questions.size();
        run(Server.BITBUCKET).orFail();
        assertEquals(4, wire.calls.size());
        assertTrue(api.questions.get(asked).path().endsWith("start=6"), api.questions.get(asked).path());
    }

    @Test
    void where_a_git_server_sends_us_on_the_token_is_not_shown() throws Exception {
        begin(Server.GITLAB, 4);
        try (var other = Server.GITLAB.start(4)) {
            api.refusal = List.of("302", "Location: " + other.address(Server.GITLAB.base + Server.GITLAB.list));
            api.refusals.set(1);
            // A person's own settings of curl may say otherwise.
            Files.writeString(folder.resolve(".curlrc"), "location\n");
            var ran = run(Server.GITLAB, Map.of("HOME", folder.toString()));
            assertEquals(1, ran.exit());
            assertTrue(ran.complaints().contains("sends us elsewhere"), ran.complaints());
            assertEquals(0, other.questions.size());
        }
    }

    @Test
    void only_what_changed_since_a_day_is_told_and_no_key_of_a_description_where_that_is_not_wanted() throws Exception {
        begin(Server.GITEA, 4);
        run(Server.GITEA, Map.of(), "--since", "2026-03-03", "--no-description-keys").orFail();
        await("indexed", () -> index.count("select count(*) from pull_request where integration_id = ?") == 2);
        assertEquals(List.of("3", "4"), index.texts("select number from pull_request where integration_id = ? and description_keys = '{}' order by 1"));
    }

    @Test
    void a_repository_that_towline_does_not_know_and_an_api_that_is_none_are_said() throws Exception {
        begin(Server.GITHUB, 4);
        wire.answers.put("repositories", "8\tteam/other\t\n");
        var unknown = run(Server.GITHUB);
        assertEquals(1, unknown.exit());
        assertTrue(unknown.complaints().contains("knows no repository of this name"), unknown.complaints());
        wire.answers.put("repositories", "7\tteam/app\t\n");
        var gitlab = run(Server.GITHUB, Map.of(), "--pull-requests", "bitbucket-server");
        assertEquals(1, gitlab.exit());
        assertTrue(gitlab.complaints().contains("knows no repository team/app at this API"), gitlab.complaints());
        assertEquals(2, run(Server.GITHUB, Map.of(), folder.toString()).exit());
        assertEquals(2, run(Server.GITHUB, Map.of(), "--pull-requests", "cvs").exit());
        assertEquals(2, run(Server.GITHUB, Map.of(), "--since", "yesterday").exit());
        assertEquals(2, run(Server.GITHUB, Map.of(), "--repository", "../app?x").exit());
        assertEquals(0, wire.calls.size());
    }

    private String sent() {
        return wire.calls.stream().map(call -> call.headers() + new String(call.body(), UTF_8)).collect(Collectors.joining("\n"));
    }

    private Shell.Ran run(Server server) {
        return run(server, Map.of());
    }

    private Shell.Ran run(Server server, Map<String, String> environment, String... more) {
        var all = new HashMap<>(Map.of("TOWLINE_URL", wire.url().toString(), "TOWLINE_SECRET", hook.secret(),
                "TOWLINE_API_TOKEN", GitServerApi.TOKEN, "XDG_STATE_HOME", folder.resolve("state").toString()));
        all.putAll(environment);
        var command = Stream.of("sh", script.toString(), "--pull-requests", server.code, "--api", api.address(server.base), "--repository", "team/app", "--rate", "50");
        return Shell.run(folder, all, new byte[0], Stream.concat(command, Arrays.stream(more)).toArray(String[]::new));
    }
}
