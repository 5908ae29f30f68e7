package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.index.Development;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PanelTemplateTest {

    private static final Pattern TAG = Pattern.compile("<(script|img)\\b[^>]*>", Pattern.CASE_INSENSITIVE);

    @Test
    void every_kind_is_shown_with_its_facts() {
        var page = panel("ordinary", Samples.ordinary(), "Acme GitHub");
        for (var word : new String[] {
            "ABC-1 Refuse carts that are empty", "check before paying", "Anna Ånström", "4b825dc", "3 files changed", "240 files changed", "and 239 more",
            "https://git.example.com/commit/4b825dc642cb6eb9a060e54bf8d69288fbee4904", "22 Nov 2026, 09:58 UTC", "2026-11-22T09:58:00Z",
            "feature/ABC-1-empty-carts", "team/checkout", "Acme GitHub", ">Open<", ">Draft<", ">Merged<", ">Declined<", ">approved<", ">needs work<", ">review pending<",
            "カートを確認する", "4 pull requests", "2 branches", "3 commits", "2 comments"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
    }

    @Test
    void builds_and_deployments_say_their_state_in_words_and_the_newest_speaks_for_its_pipeline_or_environment() {
        var page = panel("ordinary", Samples.ordinary(), "Acme");
        for (var word : new String[] {
            ">Successful<", ">Failed<", ">Cancelled<", ">Pending<", ">In progress<", ">Unknown<", ">Rolled back<", "4 pipelines", "3 environments", "1 tag",
            "2 earlier runs", "1 earlier deployment", "Build and test", "nightly", "https://git.example.com/runs/42", "live-eu", "Release 4.2", "v4.2-ABC-1"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
        assertTrue(page.indexOf(">#42<") < page.indexOf(">#41<") && page.indexOf(">#41<") < page.indexOf(">#40<"), "the newest run first");
        assertTrue(page.indexOf("live-eu") < page.indexOf(">staging<") && page.indexOf(">staging<") < page.indexOf("qa 2"), "nearest to the customers first");
        assertTrue(page.contains("<span class=\"tag\">production</span>"), "what kind live-eu is");
        assertFalse(page.contains("<span class=\"tag\">staging</span>"), "the name says it");
    }

    @Test
    void no_e_mail_address_is_shown() {
        assertFalse(panel("ordinary", Samples.ordinary(), "Acme").contains("@example.com"));
    }

    @Test
    void no_git_server_learns_who_looks() {
        assertFalse(panel("ordinary", Samples.ordinary(), "Acme").contains("anna.png"));
    }

    @Test
    void markup_from_a_git_server_stays_text() {
        var page = panel("hostile", Samples.hostile(), Samples.MARKUP);
        var ours = Pattern.compile("<script (src=\"https://host\\.example/all\\.js\"|type=\"module\" src=\"/assets/)|<img (src=\"/assets/logo.svg\")");
        var foreign = TAG.matcher(page).results().map(tag -> tag.group()).filter(tag -> !ours.matcher(tag).find()).toList();
        assertEquals(java.util.List.of(), foreign);
        assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
        assertFalse(page.contains("&amp;lt;"), "escaped twice");
    }

    @Test
    void only_web_addresses_become_links() {
        assertFalse(panel("hostile", Samples.hostile(), "Acme").contains("javascript:"));
    }

    @Test
    void every_link_out_opens_elsewhere_and_tells_nothing() {
        var links = Pattern.compile("<a [^>]*>").matcher(panel("ordinary", Samples.ordinary(), "Acme")).results().map(link -> link.group()).toList();
        assertFalse(links.isEmpty());
        assertAll(links.stream().map(link -> () -> assertTrue(link.contains("target=\"_blank\" rel=\"noopener noreferrer\""), link)));
    }

    @Test
    void an_issue_without_development_says_how_to_begin() {
        var page = panel("nothing", Samples.nothing(), "Acme");
        assertTrue(page.contains("Nothing here yet"));
        assertTrue(page.contains("Write ABC-1 into a commit message"));
    }

    @Test
    void long_lists_unfold_and_say_where_they_are_cut() {
        var some = panel("some", Samples.commits(DevelopmentView.UNFOLDED), "Acme");
        var many = panel("many", Samples.commits(Development.LIMIT), "Acme");
        assertFalse(some.contains("more-commits"));
        assertTrue(many.contains("Show " + (Development.LIMIT - DevelopmentView.UNFOLDED) + " more"));
        assertTrue(many.contains("The newest 200 are shown."));
        assertFalse(some.contains("are shown."));
    }

    @Test
    void the_page_names_what_it_follows_and_from_where() {
        var page = panel("ordinary", Samples.ordinary(), "Acme");
        assertTrue(page.contains("data-channel=\"ari:cloud:jira:c1:issue/10001\" data-position=\"1700000000001\""));
        assertTrue(page.contains("data-source=\"/api/issues/10001/development\""));
    }

    @Test
    void nothing_inline_runs() {
        var page = panel("ordinary", Samples.ordinary(), "Acme");
        assertFalse(Pattern.compile("<style|\\sstyle=|\\son\\w+=").matcher(page).find());
    }

    @Test
    void notices_are_calm() {
        for (var notice : new String[] {"forbidden", "unseen", "unavailable"}) {
            var page = keep("notice-" + notice, Pages.render("Notice/" + notice, Map.of("hostScript", "https://host.example/all.js")));
            assertTrue(page.contains("class=\"notice\""));
        }
    }

    private static String panel(String name, Development.OfIssue found, String integration) {
        return keep("panel-" + name, Pages.render("PanelPage/panel", Map.of(
                "hostScript", "https://host.example/all.js", "issueKey", "ABC-1", "issueId", "10001",
                "development", Samples.view(found, integration), "live", new Live("ari:cloud:jira:c1:issue/10001", 1_700_000_000_001L))));
    }

    // To be looked at in a browser.
    static String keep(String name, String page) {
        try {
            var folder = Files.createDirectories(Path.of("target", "preview"));
            Files.writeString(folder.resolve(name + ".html"), page);
            return page;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
