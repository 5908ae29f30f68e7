package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminTemplateTest {

    private static final Moment BEFORE = new Moment(Samples.NOW.minusSeconds(86_400));
    private static final Moment LATELY = new Moment(Samples.NOW.minusSeconds(180));

    @Test
    void each_state_is_said_in_words() {
        var page = admin("list", List.of(
                integration("a", "Acme GitHub Enterprise", "connected", Optional.of(LATELY), Optional.empty()),
                integration("b", "Störfälle & Söhne 日本", "waiting", Optional.empty(), Optional.of(new IntegrationView.Refusal(LATELY, "The signature does not match the signing secret"))),
                integration("c", "Old server", "paused", Optional.of(BEFORE), Optional.empty()),
                integration("d", "Hall of words", "failing", Optional.of(BEFORE), Optional.of(new IntegrationView.Refusal(LATELY, "The signature does not match the signing secret")))));
        for (var word : new String[] {"Connected", "Failing", "deliveries in the last 14 days", "61 of them failed", "17 repositories", "under a second", "at worst 12 minutes", "Waits to be sent to Jira, the oldest", "Waiting for the first delivery", "Paused", "Resume", "The signature does not match the signing secret", "No delivery yet", "Störfälle &amp; Söhne"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
    }

    @Test
    void a_topic_that_asks_is_shown_with_its_account_and_waits_for_a_button() {
        var page = admin("topics", List.of(Samples.withTopics()));
        for (var word : new String[] {"Topic codecommit-events-of-the-harbour asks to send here", "account 123456789012, region eu-central-1", "Confirm subscription",
            "value=\"arn:aws:sns:eu-central-1:123456789012:codecommit-events-of-the-harbour\"", "Subscribed to topic", "No longer subscribed", "Not confirmed in time"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
        assertEquals(1, page.split("data-confirm=", -1).length - 1, "only what waits has a button");
    }

    @Test
    void a_site_without_integrations_says_how_to_begin() {
        assertTrue(admin("empty", List.of()).contains("No integration yet"));
    }

    @Test
    void what_keeps_jira_from_taking_our_uploads_is_said() {
        var page = admin("trouble", List.of(), "Jira says that Towline may not write development information.");
        assertTrue(page.contains("class=\"banner\"") && page.contains("may not write development information"));
        assertFalse(admin("empty", List.of()).contains("class=\"banner\""));
    }

    @Test
    void what_jira_refused_is_told_in_its_words_and_nothing_is_said_of_nothing() {
        var part = refused(Samples.refused());
        for (var word : new String[] {"Refused by Jira: 2", "Jira knows no issue XYZ-1", "0123456", "#12", "team/checkout", "again every day"}) {
            assertTrue(part.contains(word), () -> "missing: " + word);
        }
        assertFalse(part.contains("<script>alert") || part.contains("<img src=x"), "escaped");
        assertFalse(admin("list", List.of()).contains("Refused by Jira"));
    }

    @Test
    void regression_our_scripts_are_fetched_from_the_application_where_hook_urls_lead_to_a_gateway() {
        var made = Samples.made(new IntegrationsApi.Created("a", "Acme", "git", "https://gateway.example/prod/hooks/abc", "0123456789abcdef", "waiting", "https://towline.example/agent"));
        assertTrue(made.contains("https://towline.example/agent/post-receive") && made.contains("https://towline.example/agent/towline-backfill"), made);
        assertFalse(made.contains("gateway.example/prod/agent") || made.contains("gateway.example/agent"), made);
        assertTrue(made.contains("data-copy=\"git-name\""), "the third step can be copied like the others");
    }

    private static String refused(List<RefusedView> refused) {
        return admin("refused", List.of(integration("a", "Acme", "connected", Optional.of(LATELY), Optional.empty())), "", refused,
                new ComparisonView(false, 120, 3, 1, 2, Optional.empty(), Optional.of(LATELY), Optional.empty()));
    }

    @Test
    void a_comparison_is_told_in_words() {
        assertTrue(compared(Samples.NEVER_COMPARED).contains("Not compared yet."));
        var running = compared(new ComparisonView(true, 3, 0, 0, 0, Optional.of(LATELY), Optional.empty(), Optional.empty()));
        assertTrue(running.contains("Comparing…") && running.contains("Compared 3 repositories.") && running.contains("Jira does not answer this now") && running.contains("data-running=\"true\""));
        var ended = compared(new ComparisonView(false, 120, 3, 1, 2, Optional.empty(), Optional.of(LATELY), Optional.empty()));
        assertTrue(ended.contains("Compared 120 repositories, sent 3 again, took 1 out; 2 could not be compared."), ended);
        assertTrue(compared(new ComparisonView(false, 1, 0, 0, 0, Optional.empty(), Optional.of(LATELY), Optional.empty())).contains("Compared 1 repository, nothing to repair."));
        var refused = compared(new ComparisonView(false, 0, 0, 0, 0, Optional.empty(), Optional.of(LATELY), Optional.of("Give them the <permission>.")));
        assertTrue(refused.contains("<strong>It ended before all was compared.</strong> Give them the &lt;permission&gt;.") && !refused.contains("nothing to repair"), refused);
    }

    private static String compared(ComparisonView comparison) {
        return Pages.render("AdminPage/comparison", Map.of("comparison", comparison));
    }

    @Test
    void gaps_are_told_with_their_size_and_how_to_repair_them() {
        var page = admin("gaps", List.of(
                integration("a", "Acme GitLab", "gitlab", "connected", Optional.of(LATELY), Optional.empty(), Samples.gaps("a")),
                integration("b", "Hall of words", "gitea", "silent", Optional.of(BEFORE), Optional.empty(), Samples.noGaps("b")),
                integration("c", "Old server", "gogs", "waiting", Optional.empty(), Optional.empty(), Samples.noGaps("c"))));
        for (var word : new String[] {"3 gaps", "missing pushes", "37 commits were left out", "The webhooks of 12 pushes do not list all commits", "the beginning", "rewritten",
                "34 of 120 parts", "sh towline-backfill --gaps", "https://towline.example/agent/towline-backfill", "Silent", "Look in Gitea"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
        assertFalse(page.contains("No gaps"), "nothing is known of an integration that never spoke, or does not speak any more");
        assertTrue(admin("list", List.of(integration("a", "Acme", "connected", Optional.of(LATELY), Optional.empty()))).contains("No gaps"));
    }

    @Test
    void very_many_gaps_stay_a_short_list() {
        var page = admin("many-gaps", List.of(integration("a", "Acme", "gitlab", "connected", Optional.of(LATELY), Optional.empty(), Samples.manyGaps("a", 1000))));
        assertTrue(page.contains("1000 gaps") && page.contains("and 980 more"));
        assertEquals(1 + GapsView.SHOWN, page.split("id=\"gap/").length);
    }

    @Test
    void gaps_with_markup_stay_text() {
        var page = admin("hostile-gaps", List.of(integration("a", "Acme", "gitlab", "connected", Optional.of(LATELY), Optional.empty(), Samples.hostileGaps("a"))));
        assertFalse(page.contains("<script>alert") || page.contains("<img src=x") || page.contains("&amp;lt;"));
    }

    @Test
    void what_could_not_be_read_is_shown_with_its_reason_and_can_be_tried_again() {
        var whole = integration("a", "Acme", "connected", Optional.of(LATELY), Optional.empty());
        var page = admin("unread", List.of(new IntegrationView(whole.id(), whole.name(), whole.provider(), whole.state(), whole.rules(), whole.createdAt(), whole.firstDeliveryAt(), whole.lastDeliveryAt(), whole.lastRefusal(), List.of(
                new IntegrationView.Unread("d1", LATELY, "$.commits[3].timestamp: not a time", false, true),
                new IntegrationView.Unread("d2", BEFORE, "Towline failed on it ten times, by a fault of its own. Try again once the fault is repaired.", true, true),
                new IntegrationView.Unread("d3", BEFORE, "<i>$.ref: missing", false, false)),
                List.of(), Samples.noGaps("a"), Samples.STANDING)));
        for (var word : new String[] {"Deliveries that need attention", "$.commits[3].timestamp: not a time", "Waiting to be tried again", "no longer kept", "&lt;i&gt;$.ref"}) {
            assertTrue(page.contains(word), () -> "missing: " + word);
        }
        assertEquals(2, page.split("data-replay=").length, "only what is kept, and does not wait already, has the button");
        assertTrue(page.contains("data-replay=\"d1\""));
    }

    @Test
    void deleting_asks_and_says_what_is_erased_in_jira() {
        var page = admin("list", List.of(integration("a", "Acme", "connected", Optional.of(LATELY), Optional.empty())));
        assertTrue(page.contains("disappear from the issues in Jira"));
        assertTrue(page.contains("Delete Acme"));
    }

    @Test
    void a_name_with_markup_stays_text() {
        var page = admin("hostile", List.of(integration("a", Samples.MARKUP, "waiting", Optional.empty(), Optional.of(new IntegrationView.Refusal(LATELY, Samples.MARKUP)))));
        assertFalse(page.contains("<script>alert"));
        assertFalse(page.contains("<img src=x"));
        assertTrue(page.contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img"));
        assertFalse(page.contains("&amp;lt;"), "escaped twice");
    }

    @Test
    void a_new_integration_shows_its_secrets_and_where_they_go() {
        var made = Samples.made(new IntegrationsApi.Created("a", "Acme", "github", "https://towline.example/hooks/abc", "0123456789abcdef", "waiting", "https://towline.example/agent"));
        for (var word : new String[] {"https://towline.example/hooks/abc", "0123456789abcdef", "Settings → Webhooks → Add webhook", "application/json", "Branch or tag deletion", "only once", "Waiting for the first delivery"}) {
            assertTrue(made.contains(word), () -> "missing: " + word);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_git_server_has_its_numbered_steps_and_says_where_a_new_value_goes(Provider provider) {
        var made = Samples.made(new IntegrationsApi.Created(
                "a", "Acme", provider.code(), "https://towline.example/hooks/" + "Zm9vYmFy".repeat(8), "0123456789abcdef".repeat(4), "waiting", "https://towline.example/agent"));
        assertTrue(made.contains("<h3>Steps for " + provider.label() + "</h3>"));
        assertTrue(made.split("<li>").length > 4, () -> "no steps: " + made);
        // One that signs nothing is to say so: nobody shall look for the secret's place in vain.
        assertTrue(made.contains("hook URL above") && made.contains("signing secret"), () -> "the two values have no place: " + made);
        for (var event : provider.abilities().events()) {
            assertTrue(provider == Provider.GIT || made.substring(0, made.indexOf("Has it arrived?")).contains(event.name()), () -> "the steps do not name " + event.name());
        }
        assertTrue(made.contains("Nothing yet. Where " + provider.label()) && made.contains("data-checks=\"/api/integrations/a/setup/checks\""));
        assertTrue(made.contains("What you get from " + provider.label()) && made.contains("For many repositories at once"));
        var rotated = Pages.render("AdminPage/rotated", Map.of(
                "integration", integration("a", "Acme", provider.code(), "connected", Optional.of(LATELY), Optional.empty()),
                "rotated", new IntegrationsApi.Rotated("", "feedbeef")));
        assertTrue(rotated.toLowerCase(Locale.ROOT).contains("replace "), () -> "where does it go? " + rotated);
        PanelTemplateTest.keep("admin-created-" + provider.code(), admin("list", List.of(integration("a", "Acme", provider.code(), "waiting", Optional.empty(), Optional.empty())))
                .replace("<div id=\"made\" hidden></div>", "<div id=\"made\">" + made + "</div>"));
    }

    @Test
    void no_steps_are_left_of_a_git_server_that_towline_does_not_read() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/templates/setup"))) {
            var described = files.map(file -> file.getFileName().toString().replace(".html", "")).collect(Collectors.toSet());
            assertEquals(Arrays.stream(Provider.values()).map(Provider::code).collect(Collectors.toSet()), described);
        }
    }

    @Test
    void a_rotation_shows_the_new_value_alone() {
        var integration = integration("a", "Acme", "connected", Optional.of(LATELY), Optional.empty());
        var url = Pages.render("AdminPage/rotated", Map.of("integration", integration, "rotated", new IntegrationsApi.Rotated("https://towline.example/hooks/new", "")));
        var secret = Pages.render("AdminPage/rotated", Map.of("integration", integration, "rotated", new IntegrationsApi.Rotated("", "feedbeef")));
        assertTrue(url.contains("https://towline.example/hooks/new") && url.contains("New hook URL of Acme") && !url.contains("made-secret"));
        assertTrue(secret.contains("feedbeef") && secret.contains("New secret of Acme") && !secret.contains("made-url"));
    }

    private static IntegrationView integration(String id, String name, String state, Optional<Moment> last, Optional<IntegrationView.Refusal> refusal) {
        return integration(id, name, "github", state, last, refusal);
    }

    private static IntegrationView integration(String id, String name, String provider, String state, Optional<Moment> last, Optional<IntegrationView.Refusal> refusal) {
        return integration(id, name, provider, state, last, refusal, Samples.noGaps(id));
    }

    private static IntegrationView integration(
            String id, String name, String provider, String state, Optional<Moment> last, Optional<IntegrationView.Refusal> refusal, GapsView gaps) {
        return new IntegrationView(id, name, provider, state, new IntegrationView.Rules(true, List.of("ABC", "OPS"), Map.of(), List.of(), List.of(), true, true, 30), BEFORE, last, last, refusal, List.of(), List.of(), gaps, Samples.STANDING);
    }

    private static String admin(String name, List<IntegrationView> integrations) {
        return admin(name, integrations, "");
    }

    private static String admin(String name, List<IntegrationView> integrations, String trouble) {
        return admin(name, integrations, trouble, List.of(), Samples.NEVER_COMPARED);
    }

    private static String admin(String name, List<IntegrationView> integrations, String trouble, List<RefusedView> refused, ComparisonView comparison) {
        return PanelTemplateTest.keep("admin-" + name, Pages.render("AdminPage/admin", Map.of(
                "hostScript", "https://host.example/all.js", "local", Local.NONE, "providers", AdminPage.providers(), "integrations", integrations, "trouble", trouble,
                "refused", refused, "comparison", comparison, "live", new Live("ari:cloud:towline:c1:integrations", 7))));
    }
}
