package dev.towline.web;

import dev.towline.index.Development;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/** Whole pages of made-up records that show every state, as the application renders them. */
final class SamplePages {

    static final String SITE = "http://towline.example";
    static final Moment LATELY = new Moment(Samples.NOW.minusSeconds(180));

    private SamplePages() {}

    static String health(HealthView view) {
        return admin(List.of()).replace("id=\"view-health\" role=\"tabpanel\" aria-labelledby=\"tab-health\" hidden", "id=\"view-health\" role=\"tabpanel\" aria-labelledby=\"tab-health\"")
                .replace("id=\"view-integrations\" role=\"tabpanel\" aria-labelledby=\"tab-integrations\"", "id=\"view-integrations\" role=\"tabpanel\" aria-labelledby=\"tab-integrations\" hidden")
                .replaceAll("(role=\"tablist\" aria-label=\"[^\"]*\") hidden", "$1")
                .replaceFirst("(?s)(id=\"view-health\".*?)<div data-list></div>", "$1" + Matcher.quoteReplacement("<div data-list>" + Pages.render("AdminPage/health", Map.of("view", view)) + "</div>"));
    }

    static String admin(List<IntegrationView> integrations) {
        return admin(integrations, SITE + "/all.js", Local.NONE);
    }

    static String admin(List<IntegrationView> integrations, String hostScript, Local local) {
        return Pages.render("AdminPage/admin", Map.of(
                "hostScript", hostScript, "local", local, "providers", AdminPage.providers().subList(0, 1), "integrations", integrations,
                "trouble", integrations.isEmpty() ? "" : "Jira says that Towline may not write development information.", "refused", integrations.isEmpty() ? List.of() : Samples.refused(),
                "comparison", integrations.isEmpty() ? Samples.NEVER_COMPARED : new ComparisonView(true, 3, 2, 1, 1, Optional.of(LATELY), Optional.empty(), Optional.empty()),
                "live", new Live("ari:cloud:towline:c1:integrations", 7)));
    }

    static String made(String provider) {
        var part = Samples.made(new IntegrationsApi.Created(
                "a", "Acme", provider, "https://towline.example/hooks/" + "Zm9vYmFy".repeat(8), "0123456789abcdef".repeat(4), "waiting", "https://towline.example/agent"));
        return admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"made\" hidden></div>", "<div id=\"made\">" + part + "</div>");
    }

    static String opened(String part) {
        return admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"opened\" hidden></div>", "<div id=\"opened\">" + part + "</div>");
    }

    static String panel(Development.OfIssue found) {
        return Pages.render("PanelPage/panel", Map.of(
                "hostScript", SITE + "/all.js", "issueKey", "ABC-1", "issueId", "10001",
                "development", Samples.view(found, "Acme"), "live", new Live("ari:cloud:jira:c1:issue/10001", 1)));
    }

    static IntegrationView integration(String id, String state, Optional<IntegrationView.Refusal> refusal) {
        return new IntegrationView(
                id, "Acme " + id, "github", state, new IntegrationView.Rules(true, List.of(), Map.of(), List.of(), List.of(), true, true, 30), LATELY, Optional.of(LATELY), Optional.of(LATELY), refusal,
                List.of(new IntegrationView.Unread("unread-" + id, LATELY, "$.ref: missing", false, true), new IntegrationView.Unread("waiting-" + id, LATELY, "$.ref: missing", true, true)),
                List.of(), id.equals("a") ? Samples.gaps(id) : Samples.noGaps(id), id.equals("a") ? Samples.OVERLAPPING : Samples.STANDING);
    }

    /** With all views open at once. */
    static String views() {
        var filled = admin(List.of(integration("a", "connected", Optional.empty())))
                .replaceAll("(role=\"tablist\" aria-label=\"[^\"]*\") hidden", "$1")
                .replaceAll("(id=\"view-[a-z]+\" role=\"tabpanel\" aria-labelledby=\"[a-z-]+\") hidden", "$1")
                .replace("<div id=\"found\" aria-live=\"polite\"></div>", "<div id=\"found\" aria-live=\"polite\">" + TraceSamples.found() + "</div>");
        for (var part : List.of(TraceSamples.deliveries() + TraceSamples.delivery() + TraceSamples.absent(), TraceSamples.audit())) {
            filled = filled.replaceFirst("<div data-list></div>", Matcher.quoteReplacement("<div data-list>" + part + "</div>"));
        }
        return filled;
    }

    /** The set-up of an integration, opened again half way. */
    static String setupOpened() {
        return admin(List.of(integration("a", "waiting", Optional.empty()))).replace("<div id=\"made\" hidden></div>", "<div id=\"made\">" + CheckSamples.opened() + "</div>");
    }

    /** The admin page with one of its other views open. */
    static String view(String name, String place, String filled) {
        var page = admin(List.of(withoutTrouble("connected", Optional.empty()))).replaceAll("(role=\"tablist\" aria-label=\"[^\"]*\") hidden", "$1")
                .replace("id=\"view-integrations\" role=\"tabpanel\"", "id=\"view-integrations\" hidden role=\"tabpanel\"")
                .replaceFirst("(id=\"view-" + name + "\" role=\"tabpanel\" aria-labelledby=\"[a-z-]+\") hidden", "$1");
        var begin = page.indexOf("id=\"view-" + name + "\"");
        return page.substring(0, begin) + page.substring(begin).replaceFirst(java.util.regex.Pattern.quote(place), Matcher.quoteReplacement(filled));
    }

    /** An integration as one hopes to see it. */
    static IntegrationView withoutTrouble(String state, Optional<IntegrationView.Refusal> refusal) {
        return new IntegrationView(
                "z", "Harbour GitLab", "gitlab", state, new IntegrationView.Rules(true, List.of("ABC", "OPS"), Map.of(), List.of("harbour/*"), List.of(), true, true, 14), LATELY, Optional.of(LATELY),
                Optional.of(LATELY), refusal, List.of(), List.of(), Samples.noGaps("z"), Samples.STANDING);
    }
}
