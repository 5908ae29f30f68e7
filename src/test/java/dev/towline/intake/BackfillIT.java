package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that tells the history that no webhook told, on real repositories, against the running application. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(180)
class BackfillIT {

    /** {@code -Dhistory=50000} for the figure in docs/reliability.md. */
    private static final int HISTORY = Integer.getInteger("history", 2_000);

    private static final String ZEROS = "0".repeat(40);

    @Inject
    DataSource database;

    @ConfigProperty(name = "towline.base-url")
    String site;

    @TempDir
    Path folder;

    private Hooks.Hook hook;
    private Wire wire;
    private HookedRepository repository;
    private GitIndex index;
    private Path script;

    @BeforeEach
    void fetchTheScript() throws Exception {
        hook = Hooks.create("backfilled " + UUID.randomUUID(), "git");
        index = new GitIndex(database, hook);
        wire = new Wire(hook.url());
        repository = HookedRepository.create(folder);
        script = folder.resolve("towline-backfill");
        Files.write(script, RestAssured.get(site + "/agent/towline-backfill").then().statusCode(200).extract().asByteArray());
    }

    @AfterEach
    void cut() {
        wire.close();
    }

    @Test
    @Timeout(600) // the long form
    void afterwards_the_index_is_as_git_tells() throws Exception {
        repository.commitMany("main", HISTORY);
        repository.git("checkout", "-q", "-b", "topic", "main~20");
        repository.commit("ABC-7 on a branch");
        repository.git("merge", "-q", "-m", "bring both together", "main");
        repository.git("tag", "-a", "-m", "said", "v1");
        repository.push("main", "topic", "v1");
        var begun = System.nanoTime();
        run("--repository", "team/app", "--rate", "50", repository.bare.toString()).orFail();
        await("all are indexed", Duration.ofSeconds(300), () -> index.count("select count(*) from git_commit where integration_id = ?") == HISTORY + 2
                && index.count("select count(*) from ref_update where integration_id = ?") == 3);
        System.out.printf("BACKFILL commits=%d seconds=%d%n", HISTORY + 2, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        index.assertIsAsGitTells(repository, "topic");
        assertEquals(0, index.count("select count(*) from git_commit where integration_id = ? and told_at is not null"), "all are a backfill to Jira");
        assertEquals(repository.git("rev-parse", "main"), index.head("main"));
        assertEquals(repository.git("rev-parse", "topic"), index.head("topic"));
        assertEquals(repository.git("rev-parse", "v1^{commit}"), index.text("select after from ref_update where integration_id = ? and ref = 'refs/tags/v1'"));

        var calls = wire.calls.size();
        run("--repository", "team/app", repository.bare.toString()).orFail();
        assertEquals(calls, wire.calls.size(), "what Towline has is not sent again");
        repository.commit("one more");
        repository.push("topic");
        run("--repository", "team/app", repository.bare.toString()).orFail();
        assertEquals(calls + 2, wire.calls.size(), "the one commit, and where the branch stands");
    }

    @Test
    void of_a_clone_only_what_its_server_has_is_told() throws Exception {
        repository.commit("pushed");
        repository.push("main");
        repository.git("fetch", "-q", "origin");
        repository.commit("not pushed");
        repository.git("branch", "private");
        run("--repository", "team/app", repository.clone.toString()).orFail();
        assertEquals(Set.of(repository.git("rev-parse", "origin/main")), told());
        assertFalse(bodies().contains("private"));
        assertTrue(bodies().contains("\"refs/heads/main\""));
    }

    @Test
    void what_was_interrupted_goes_on_where_it_stopped() throws Exception {
        repository.commitMany("main", 1_500);
        repository.push("main");
        wire.breaksAfter.set(3);
        var first = run("--repository", "team/app", "--rate", "50", repository.bare.toString());
        assertEquals(1, first.exit());
        assertTrue(first.complaints().contains("Run the same command again"), first.complaints());
        assertEquals(3, wire.calls.size());
        wire.breaksAfter.set(-1);
        run("--repository", "team/app", "--rate", "50", repository.bare.toString()).orFail();
        assertEquals(7, wire.calls.size(), "six parts, none of them twice, and where the branch stands");
        assertEquals(1_500, told().size());
        assertEquals(List.of(1, 2, 3, 4, 5, 6), Pattern.compile("\"part\":(\\d+),\"parts\":6").matcher(bodies()).results().map(part -> Integer.valueOf(part.group(1))).toList());
    }

    @Test
    void a_server_that_asks_for_patience_gets_it() throws Exception {
        repository.commit("one");
        repository.push("main");
        wire.congested.set(2);
        wire.questionsCongested.set(1);
        run("--repository", "team/app", repository.bare.toString()).orFail();
        assertEquals(0, wire.congested.get() + wire.questionsCongested.get());
        assertEquals(2, wire.calls.size());
    }

    @Test
    void a_gap_that_the_application_shows_is_closed() throws Exception {
        repository.commitMany("main", 30);
        repository.push("main");
        var cut = """
                {"version":1,"repository":{"id":"7","name":"team/app","url":""},"at":"2026-11-25T20:00:00Z",
                "updates":[{"ref":"refs/heads/main","before":"%s","after":"%s","forced":false,"total":20,"commits":[]}]}""".formatted(sha("main~20"), sha("main"));
        var body = Files.writeString(folder.resolve("cut"), cut);
        // The script's own functions sign and send it.
        Files.writeString(folder.resolve("cut.sh"), Files.readString(script).replaceFirst("(?s)\nscratch=.*", "\n")
                + "scratch=" + folder + "; read_hook; prepare_signing; deliver push 1764102754 " + body + "\n");
        Shell.run(folder, Map.of("TOWLINE_URL", wire.url().toString(), "TOWLINE_SECRET", hook.secret()), new byte[0], "sh", "cut.sh").orFail();
        await("the gap shows", () -> gaps().size() == 1);
        run("--gaps", "--repository", "team/app", repository.bare.toString()).orFail();
        await("the gap is closed", () -> gaps().isEmpty());
        assertEquals(20, index.commits().size());
        assertEquals("7", index.text("select distinct repository from git_commit where integration_id = ?"));
    }

    @Test
    void only_what_is_missing_is_sent_when_asked_for_gaps() throws Exception {
        repository.commitMany("main", 40);
        repository.push("main");
        wire.answers.put("repositories", "4711\tteam/app\thttps://git.harbour.example/team/app\n4712\tteam/other\t\n");
        wire.answers.put("gaps", gap("team/app", sha("main~30"), sha("main~20"), "missing") + gap("team/app", ZEROS, sha("main~38"), "truncated")
                + gap("team/app", sha("main~10"), sha("main~9"), "rewrite") + gap("team/other", sha("main~5"), sha("main~1"), "missing"));
        repository.git("--git-dir", repository.bare.toString(), "config", "remote.origin.url", "ssh://git@git.harbour.example:7999/Team/app.git");
        run("--gaps", repository.bare.toString()).orFail();
        var missing = new TreeSet<>(List.of(repository.git("rev-list", "main~20", "^main~30").split("\n")));
        missing.addAll(List.of(repository.git("rev-list", "main~38").split("\n")));
        assertEquals(missing, told());
        assertTrue(bodies().contains("{\"id\":\"4711\",\"name\":\"team/app\",\"url\":\"https://git.harbour.example/team/app\"}"), bodies());
        assertTrue(bodies().contains("\"from\":\"" + sha("main~30") + "\",\"to\":\"" + sha("main~20") + "\""));

        run("--gaps", repository.bare.toString()).orFail();
        assertEquals(4, wire.calls.size(), "what Towline still misses is sent again");
        run(repository.bare.toString()).orFail();
        assertEquals(40, told().size(), "a gap that was told is no history that was told");
    }

    @Test
    void a_gap_that_the_clone_does_not_have_either_is_said() throws Exception {
        repository.commit("one");
        repository.push("main");
        wire.answers.put("repositories", "4711\tteam/app\t\n");
        wire.answers.put("gaps", gap("team/app", ZEROS, "1234567890".repeat(4), "missing"));
        var ran = run("--gaps", repository.bare.toString());
        assertEquals(1, ran.exit());
        assertTrue(ran.complaints().contains("not in this clone either"), ran.complaints());
    }

    @Test
    void a_clone_that_could_be_several_repositories_or_none_is_not_told() throws Exception {
        repository.commit("one");
        repository.push("main");
        wire.answers.put("repositories", "1\tapp\t\n2\tteam/app\t\n");
        var several = run(repository.bare.toString());
        assertEquals(1, several.exit());
        assertTrue(several.complaints().contains("any of these: app team/app"), several.complaints());
        wire.answers.put("repositories", "1\tquay/crane\t\n");
        var none = run(repository.bare.toString());
        assertEquals(1, none.exit());
        assertTrue(none.complaints().contains("--repository NAME"), none.complaints());
        assertEquals(0, wire.calls.size());
    }

    @Test
    void every_repository_below_a_folder_is_told_under_its_own_name() throws Exception {
        repository.commit("one");
        repository.push("main");
        var other = HookedRepository.create(Files.createDirectory(folder.resolve("more")));
        other.commit("two");
        other.push("main");
        repository.onServer("git", "config", "towline.name", "quay/crane").orFail();
        other.onServer("git", "config", "towline.name", "quay/winch").orFail();
        // The clones know no address that Towline knows.
        var ran = run("--all", folder.toString());
        assertEquals(1, ran.exit());
        assertEquals(Set.of(sha("main"), other.git("rev-parse", "main")), told());
        assertTrue(bodies().contains("\"name\":\"quay/crane\"") && bodies().contains("\"name\":\"quay/winch\""));
        var calls = wire.calls.size();
        repository.commit("three");
        repository.push("main");
        run("--all", folder.toString());
        assertEquals(calls + 2, wire.calls.size(), "each repository remembers what it told");
    }

    @Test
    void names_of_files_and_addresses_of_people_stay_where_they_are_when_that_is_wanted() throws Exception {
        Files.writeString(repository.clone.resolve("secret-plan.txt"), "source code that never leaves");
        repository.git("add", ".");
        repository.commit("one");
        repository.push("main");
        run("--repository", "team/app", "--no-file-names", "--no-emails", repository.bare.toString()).orFail();
        assertFalse(bodies().contains("secret-plan") || bodies().contains("@") || bodies().contains("never leaves"), bodies());
        assertTrue(bodies().contains("\"fileCount\":1"));
    }

    @Test
    void what_was_before_a_day_is_left_out_and_so_are_other_branches() throws Exception {
        repository.commitMany("main", 300); // the 200th at 12:30:00
        repository.git("branch", "release/1", "main~200");
        repository.push("main", "release/1");
        run("--repository", "team/app", "--since", "2020-09-13T12:30:00Z", "--refs", "refs/heads/m*", repository.bare.toString()).orFail();
        assertEquals(new TreeSet<>(List.of(repository.git("rev-list", "main", "^main~100").split("\n"))), told());
        assertFalse(bodies().contains("release/1"));
    }

    @Test
    void what_a_push_told_is_not_overruled() throws Exception {
        repository.install(site, wire.url(), hook.secret());
        repository.onServer("git", "config", "towline.name", "team/app").orFail();
        repository.commit("one");
        repository.git("branch", "gone");
        repository.push("main", "gone");
        var old = folder.resolve("old");
        Shell.run(folder, "git", "clone", "-q", "--mirror", repository.bare.toString(), old.toString()).orFail();
        repository.push(":gone");
        repository.commit("two");
        repository.push("main");
        await("the pushes are indexed", () -> Hooks.deliveries(hook).size() == 3);
        run("--repository", "team/app", old.toString()).orFail();
        await("the history is indexed", () -> Hooks.deliveries(hook).size() == 5);
        assertEquals(sha("main"), index.head("main"));
        assertEquals(1, index.count("select count(*) from branch where integration_id = ? and name = 'gone' and removed"));
    }

    @Test
    void a_cut_off_clone_is_not_told() throws Exception {
        repository.commit("one");
        repository.commit("two");
        repository.push("main");
        var shallow = folder.resolve("shallow");
        Shell.run(folder, "git", "clone", "-q", "--depth", "1", "file://" + repository.bare, shallow.toString()).orFail();
        var ran = run("--repository", "team/app", shallow.toString());
        assertEquals(1, ran.exit());
        assertTrue(ran.complaints().contains("git fetch --unshallow"), ran.complaints());
        assertEquals(0, wire.calls.size());
    }

    @Test
    void a_dry_run_sends_nothing_and_shows_every_body_that_is_sent_afterwards() throws Exception {
        // So that both say the same moment.
        var path = HookedRepository.path(folder.resolve("bin"), Map.of("date",
                "case \"$*\" in *%Y*) echo '2025-11-25T20:32:34Z' ;; *) echo 1764102754 ;; esac"));
        // The application would not believe that moment of a question.
        wire.answers.put("repositories", "");
        repository.commitMany("main", 600);
        repository.push("main");
        var shown = run(Map.of("PATH", path), "--dry-run", "--repository", "team/app", repository.bare.toString()).orFail();
        assertEquals(0, wire.calls.size());
        run(Map.of("PATH", path), "--repository", "team/app", repository.bare.toString()).orFail();
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
        // Before the first call stands the question that a real run asks.
        var firstCall = shown.text().indexOf("POST ");
        assertTrue(shown.text().startsWith("GET " + wire.url() + "/repositories\n"));
        assertArrayEquals(sent.toByteArray(), shown.text().substring(firstCall).getBytes(UTF_8));
    }

    @Test
    void a_wrong_word_is_said_and_so_is_a_missing_setting() throws Exception {
        assertEquals(2, run("--everything").exit());
        assertEquals(2, run("--rate", "0", repository.bare.toString()).exit());
        assertEquals(2, run().exit());
        assertEquals(2, run("--gaps", "--dry-run", repository.bare.toString()).exit());
        var unset = Shell.run(folder, Map.of("TOWLINE_SECRET", ""), new byte[0], "sh", script.toString(), repository.bare.toString());
        assertNotEquals(0, unset.exit());
        assertTrue(unset.complaints().contains("TOWLINE_URL"), unset.complaints());
        assertTrue(run("--help").orFail().text().contains("--no-emails"));
    }

    private List<?> gaps() {
        return Hooks.asAdmin().queryParam("integration", hook.id()).get("/api/gaps").jsonPath().getList("items");
    }

    private String sha(String name) {
        return repository.git("rev-parse", name);
    }

    private static String gap(String name, String from, String to, String kind) {
        return String.join("\t", name, "refs/heads/main", from, to, kind) + "\n";
    }

    private Set<String> told() {
        return Pattern.compile("\"sha\":\"([0-9a-f]+)\"").matcher(bodies()).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private String bodies() {
        return wire.calls.stream().map(call -> new String(call.body(), UTF_8)).collect(Collectors.joining("\n"));
    }

    private Shell.Ran run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Shell.Ran run(Map<String, String> environment, String... arguments) {
        var all = new HashMap<>(environment);
        all.put("TOWLINE_URL", wire.url().toString());
        all.put("TOWLINE_SECRET", hook.secret());
        return Shell.run(folder, all, new byte[0], Stream.concat(Stream.of("sh", script.toString()), Arrays.stream(arguments)).toArray(String[]::new));
    }
}
