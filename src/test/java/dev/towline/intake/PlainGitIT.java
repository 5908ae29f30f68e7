package dev.towline.intake;

import static dev.towline.intake.Hooks.await;
import static dev.towline.intake.Hooks.deliveries;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Shell;
import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Plain git from {@code git push} to the index: a real bare repository with the hook that the application serves. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(120)
class PlainGitIT {

    private static final String ZEROS = "0".repeat(40);

    @Inject
    DataSource database;

    @ConfigProperty(name = "towline.base-url")
    String site;

    // Not cleaned up by JUnit: a background process that is about to end may still write there.
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private Hooks.Hook hook;
    private Wire wire;
    private HookedRepository repository;
    private GitIndex index;

    @BeforeEach
    void install() throws Exception {
        hook = Hooks.create("plain git " + UUID.randomUUID(), "git");
        index = new GitIndex(database, hook);
        wire = new Wire(hook.url());
        repository = HookedRepository.create(folder);
        repository.install(site, wire.url(), hook.secret());
    }

    @AfterEach
    void cut() {
        wire.close();
    }

    @Test
    void the_commands_on_the_admin_page_install_the_hook() throws Exception {
        var other = HookedRepository.create(Files.createDirectory(folder.resolve("by hand")));
        var page = Hooks.asAdmin().accept("text/html").body(Map.of("name", "by hand " + UUID.randomUUID(), "provider", "git"))
                .post("/api/integrations").then().statusCode(201).extract().asString();
        var commands = Pattern.compile("id=\"git-[a-z]+\"[^>]* value=\"([^\"]*)\"").matcher(page).results()
                .map(found -> found.group(1).replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&")).toList();
        assertEquals(5, commands.size(), page);
        var said = "";
        for (var command : commands) {
            said = other.onServer("sh", "-c", command).orFail().complaints();
        }
        assertTrue(said.contains("Towline has our call"), said);
        var id = Pattern.compile("data-mirror=\"state/([^\"]+)\"").matcher(page);
        assertTrue(id.find());
        await("connected", () -> "connected".equals(Hooks.asAdmin().get("/api/integrations/" + id.group(1)).path("state")));
    }

    @Test
    void a_created_branch_is_indexed_with_its_commits_and_shows_on_its_issue() throws Exception {
        Files.writeString(repository.clone.resolve("boom.txt"), "source code that never leaves");
        repository.git("add", ".");
        repository.commit("ABC-1 Raise the boom\n\nSlowly.");
        repository.commit("And again");
        assertEquals("", remarks(repository.push("main")));
        await("indexed", () -> deliveries(hook).size() == 1);
        assertTrue(Hooks.commits(Stand.DEVELOPER, "ABC-1").contains(repository.git("rev-parse", "main~1")));
        index.assertIsAsGitTells(repository, "main");
        assertEquals(repository.git("rev-parse", "main"), index.head("main"));
        assertFalse(bodies().contains("never leaves"));

        repository.git("checkout", "-q", "-b", "topic");
        repository.commit("Only this one is new");
        repository.push("topic");
        await("indexed", () -> deliveries(hook).size() == 2);
        assertTrue(bodies().contains("\"total\":1,"), "commits that other branches reach are not listed again");
    }

    @Test
    void a_forced_push_a_merge_and_a_deleted_branch_are_told_as_such() throws Exception {
        repository.commit("one");
        repository.push("main");
        repository.git("checkout", "-q", "-b", "topic");
        repository.commit("two");
        repository.git("checkout", "-q", "main");
        repository.commit("three");
        repository.git("merge", "-q", "-m", "bring both together", "topic");
        repository.push("main", "topic");
        repository.git("commit", "-q", "--amend", "--allow-empty", "-m", "bring both together, said better");
        repository.push("main");
        repository.push(":topic");
        await("indexed", () -> deliveries(hook).size() == 4);
        index.assertIsAsGitTells(repository, "main");
        assertEquals(repository.git("rev-parse", "main"), index.head("main"));
        assertEquals(1, index.count("select count(*) from ref_update where integration_id = ? and forced"));
        assertEquals(1, index.count("select count(*) from branch where integration_id = ? and name = 'topic' and removed"));
        assertEquals(2, index.count("select count(*) from git_commit where integration_id = ? and merge"));
    }

    @Test
    void several_refs_in_one_push_list_each_commit_once_and_tags_point_to_their_commits() throws Exception {
        repository.commit("one");
        repository.git("branch", "twin");
        repository.git("tag", "-a", "-m", "first", "v1");
        repository.git("tag", "light");
        repository.push("main", "twin", "v1", "light");
        await("indexed", () -> deliveries(hook).size() == 1);
        assertEquals(1, Pattern.compile("\"message\"").matcher(bodies()).results().count());
        assertEquals(4, index.count("select count(*) from ref_update where integration_id = ? and after = '" + repository.git("rev-parse", "main") + "'"));
    }

    @Test
    void five_thousand_commits_come_in_calls_of_bounded_size() throws Exception {
        repository.commitMany("large", 5_000);
        repository.push("large");
        await("all are indexed", Duration.ofSeconds(80), () -> index.commits().size() == 5_000);
        index.assertIsAsGitTells(repository, "large");
        assertEquals(0, index.count("select count(*) from git_commit where integration_id = ? and told_at is null"), "none is a backfill to Jira");
        assertEquals(20, wire.calls.size());
        assertTrue(wire.calls.stream().allMatch(call -> call.body().length < 256 * 1024));
    }

    @Test
    void names_in_any_script_and_bytes_in_no_encoding_arrive() throws Exception {
        var branch = "ABC-2/sanft-über-日本-\"so\"";
        repository.git("config", "user.name", "Åse \"Ø\\degård\"");
        Files.writeString(repository.clone.resolve("起重机 \n\t\"boom\".md"), "x");
        repository.git("add", ".");
        // A commit that says nothing of an encoding and is in none.
        var tree = repository.git("write-tree");
        var raw = new ByteArrayOutputStream();
        raw.writeBytes(("tree " + tree + "\nauthor Åse \"Ø\\degård\" <a@x> 1700000000 -0330\ncommitter x <x> 1700000000 +0000\n\nABC-2 ").getBytes(UTF_8));
        for (var b = 1; b < 256; b++) {
            raw.write(b);
        }
        var sha = repository.gitReading(raw.toByteArray(), "hash-object", "-t", "commit", "-w", "--stdin");
        repository.git("update-ref", "refs/heads/" + branch, sha);
        repository.push(branch);
        await("indexed", () -> deliveries(hook).size() == 1);
        assertEquals(sha, index.head(branch));
        var all = new StringBuilder("ABC-2 ");
        for (var b = 1; b < 256; b++) {
            all.append(b < 128 ? (char) b : '\uFFFD');
        }
        assertEquals(all.toString(), index.text("select message from git_commit where integration_id = ?"));
        assertEquals("Åse \"Ø\\degård\"", index.text("select author_name from git_commit where integration_id = ?"));
        assertEquals("起重机 \n\t\"boom\".md", index.text("select files -> 0 ->> 'path' from git_commit where integration_id = ?"));
        assertEquals("2023-11-14T18:43:20-03:30", index.text("select '2023-11-14T18:43:20-03:30' where exists (select 1 from git_commit where integration_id = ? and authored_at = '2023-11-14T18:43:20-03:30')"));
    }

    @Test
    void a_repository_of_sha_256_is_read_too() throws Exception {
        var modern = HookedRepository.create(Files.createDirectory(folder.resolve("sha256")), "--object-format=sha256");
        modern.install(site, wire.url(), hook.secret());
        modern.commit("ABC-3 longer names");
        modern.push("main");
        await("indexed", () -> deliveries(hook).size() == 1);
        assertEquals(modern.git("rev-parse", "main"), index.head("main"));
        modern.git("branch", "second");
        modern.push("second");
        modern.push(":second");
        await("indexed", () -> deliveries(hook).size() == 3);
        assertEquals(1, index.count("select count(*) from branch where integration_id = ? and removed"));
    }

    @Test
    void pushes_while_towline_cannot_be_reached_wait_and_come_in_their_order() throws Exception {
        wire.cut();
        repository.commit("one");
        assertEquals("", remarks(repository.push("main")));
        await("the attempt failed", () -> Files.exists(spool().resolve("trouble")));
        assertEquals(1, repository.waiting());
        repository.commit("two");
        var remarks = remarks(repository.push("main"));
        assertTrue(remarks.contains("wait to be told to Jira: Towline cannot be reached"), remarks);
        assertFalse(remarks.contains(hook.url().getPath()), "the hook URL is a secret, also to those who push");
        for (var file : files(spool())) {
            assertEquals(Files.isDirectory(file) ? "rwx------" : "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        }
        wire.mend();
        repository.git("checkout", "-q", "-b", "later");
        repository.commit("three");
        repository.push("later");
        await("all three are indexed", () -> deliveries(hook).size() == 3 && waiting() == 0);
        index.assertIsAsGitTells(repository, "later");
        assertEquals(List.of("one", "two", "three"), wire.calls.stream().map(call -> message(call.body())).toList());
        assertFalse(Files.exists(spool().resolve("trouble")));
    }

    @Test
    void what_still_waits_is_sent_by_hand() throws Exception {
        wire.cut();
        repository.commit("one");
        repository.push("main");
        await("the attempt failed", () -> Files.exists(spool().resolve("trouble")));
        assertEquals(1, repository.onServer("hooks/post-receive", "--send").exit());
        wire.mend();
        repository.onServer("hooks/post-receive", "--send").orFail();
        assertEquals(0, repository.waiting());
        await("indexed", () -> deliveries(hook).size() == 1);
    }

    @Test
    void pushes_at_the_same_moment_are_all_told() throws Exception {
        repository.commit("one");
        repository.push("main");
        var pushing = new ArrayList<Thread>();
        for (var i = 0; i < 12; i++) {
            var branch = "b" + i;
            repository.git("checkout", "-q", "-b", branch, "main");
            repository.commit("on " + branch);
        }
        for (var i = 0; i < 12; i++) {
            var branch = "b" + i;
            pushing.add(Thread.ofVirtual().start(() -> repository.push(branch)));
        }
        for (var push : pushing) {
            push.join();
        }
        await("all are told", () -> deliveries(hook).size() == 13 && waiting() == 0);
        assertEquals(13, index.commits().size());
    }

    @Test
    void a_hook_without_settings_or_with_a_full_spool_says_so_and_fails_no_push() throws Exception {
        repository.onServer("git", "config", "--unset", "towline.secret").orFail();
        repository.commit("one");
        assertTrue(remarks(repository.push("main")).contains("set towline.url and towline.secret"));
        repository.onServer("git", "config", "towline.secret", hook.secret()).orFail();
        // Stands for a spool that has grown: the limit is a line of the script.
        Files.writeString(repository.hook(), Files.readString(repository.hook()).replace("spool_kilobytes=102400", "spool_kilobytes=0"));
        repository.commit("two");
        assertTrue(remarks(repository.push("main")).contains("run towline-backfill --gaps"));
        assertEquals(0, wire.calls.size());
    }

    @Test
    void a_dry_run_shows_every_byte_that_is_sent() throws Exception {
        // So that both say the same moment.
        var path = HookedRepository.path(folder.resolve("bin"), Map.of("date",
                "case \"$*\" in *%s*%Y*) echo '1764102754 2025-11-25T20:32:34Z' ;; *%s*) echo 1764102754 ;; *) exec /bin/date \"$@\" ;; esac"));
        repository.commitMany("large", 600);
        repository.git("tag", "v1", "large");
        var moved = ZEROS + " " + repository.git("rev-parse", "large") + " refs/heads/large\n" + ZEROS + " " + repository.git("rev-parse", "large") + " refs/tags/v1\n";
        Shell.run(repository.clone, Map.of("PATH", path), new byte[0], "git", "push", "-q", "origin", "large", "v1").orFail();
        await("sent", () -> wire.calls.size() == 4 && waiting() == 0);
        var shown = Shell.run(repository.bare, Map.of("PATH", path), moved.getBytes(UTF_8), "hooks/post-receive", "--dry-run").orFail();

        var sent = new ByteArrayOutputStream();
        for (var call : wire.calls) {
            sent.writeBytes(("POST " + wire.url() + "\n").getBytes(UTF_8));
            for (var header : List.of("User-Agent", "Content-Type", "X-Towline-Event", "X-Towline-Delivery", "X-Towline-Timestamp", "X-Towline-Signature")) {
                sent.writeBytes((header + ": " + call.headers().get(header.toLowerCase()) + "\n").getBytes(UTF_8));
            }
            assertEquals(new TreeSet<>(List.of("content-length", "content-type", "host", "user-agent", "x-towline-delivery", "x-towline-event", "x-towline-signature", "x-towline-timestamp")),
                    new TreeSet<>(call.headers().keySet()), "nothing else leaves");
            sent.write('\n');
            sent.writeBytes(call.body());
            sent.writeBytes("\n\n".getBytes(UTF_8));
        }
        assertArrayEquals(sent.toByteArray(), shown.out());
        assertEquals(4, wire.calls.size());
    }

    @Test
    void a_github_integration_believes_our_script_by_its_own_secret_and_nobody_elses() throws Exception {
        var github = Hooks.create("repaired " + UUID.randomUUID());
        repository.install(site, github.url(), github.secret());
        repository.commit("ABC-5 told by our script");
        repository.push("main");
        await("indexed", () -> deliveries(github).size() == 1);
        assertEquals("indexed", deliveries(github).getFirst().get("outcome"));
        repository.install(site, github.url(), hook.secret());
        repository.commit("forged");
        repository.push("main");
        await("refused", () -> deliveries(github).size() == 2);
        assertEquals("refused", deliveries(github).getFirst().get("outcome"));
    }

    @Test
    void the_script_is_open_to_anybody_and_never_cached() {
        RestAssured.get(site + "/agent/post-receive").then().statusCode(200)
                .header("Content-Type", "text/x-shellscript;charset=UTF-8").header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    }

    private long waiting() {
        try {
            return repository.waiting();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path spool() {
        return repository.bare.resolve("towline-spool-" + Shell.run(folder, "id", "-u").text().strip());
    }

    private static List<Path> files(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.toList();
        }
    }

    private String bodies() {
        return wire.calls.stream().map(call -> new String(call.body(), UTF_8)).collect(Collectors.joining("\n"));
    }

    private static String message(byte[] body) {
        var found = Pattern.compile("\"message\":\"(.*?)\\\\n\"").matcher(new String(body, UTF_8));
        assertTrue(found.find());
        return found.group(1);
    }

    /** What git passes on from the hook. */
    private static String remarks(String pushed) {
        return pushed.lines().filter(line -> line.startsWith("remote:")).collect(Collectors.joining("\n"));
    }
}
