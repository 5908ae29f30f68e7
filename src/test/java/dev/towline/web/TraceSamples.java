package dev.towline.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The views of deliveries, trails and deeds as the server renders them, in every state, with what a hostile git server would write. */
final class TraceSamples {

    private static final String SHA = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final Moment LATELY = new Moment(Samples.NOW);

    private TraceSamples() {}

    static String found() {
        return Pages.render("AdminPage/found", Map.of("answer", new FindApi.Answer(List.of(
                trail("commit", SHA, "ABC-1 Refuse empty carts", received(), indexed(), Trail.Step.now("linked", "to ABC-1"), Trail.Step.at("accepted", Samples.NOW, "")),
                trail("branch", "feature/" + Samples.MARKUP, Samples.MARKUP, received(), indexed(), Trail.Step.now("unlinked", "Its text names no issue key.")),
                trail("pull_request", "17", "ABC-1 Refuse empty carts", received(), indexed(), Trail.Step.now("linked", "to ABC-1"), Trail.Step.at("refused", Samples.NOW, Samples.MARKUP)),
                trail("tag", "v1", "v1", Trail.Step.now("indexed", "Which delivery told of it is no longer on record."), Trail.Step.now("gone", "It was deleted.")),
                trail("build", "ci.yml#4", "Build", Trail.Step.now("waiting", "It is about to be sent."))), List.of())));
    }

    static String absent() {
        return Pages.render("AdminPage/found", Map.of("answer", new FindApi.Answer(List.of(), List.of("Acme is paused: what arrives is thrown away.", Samples.MARKUP))));
    }

    static String deliveries() {
        var items = List.of("indexed", "ignored", "refused", "quarantined", "waiting").stream().map(outcome -> new DeliveriesApi.Item(
                UUID.nameUUIDFromBytes(outcome.getBytes()), Samples.NOW, Samples.INTEGRATION.value(), "push", "team/checkout", outcome,
                outcome.equals("indexed") ? "" : "The signature does not match " + Samples.MARKUP, List.of("ABC-1", "ABC-2"), 4)).toList();
        return Pages.render("AdminPage/deliveries", Map.of("page", new DeliveriesApi.Page(items, UUID.randomUUID()), "names", Map.of(Samples.INTEGRATION.value(), "Acme")));
    }

    static String delivery() {
        var item = new DeliveriesApi.Item(UUID.randomUUID(), Samples.NOW, Samples.INTEGRATION.value(), "push", "team/checkout", "quarantined", "$.ref: missing", List.of(), 3);
        return Pages.render("AdminPage/delivery", Map.of("view", new DeliveryView(item, new DeliveryView.Size(10_240, 37), List.of(
                new DeliveryView.Changed("commit", SHA, List.of("ABC-1"), "accepted", ""), new DeliveryView.Changed("branch", Samples.MARKUP, List.of("ABC-1", "ABC-2"), "none", ""),
                new DeliveryView.Changed("pull_request", "17", List.of("ABC-1"), "failed", "Jira says: " + Samples.MARKUP), new DeliveryView.Changed("tag", "v1", List.of("ABC-1"), "not_sent", ""),
                new DeliveryView.Changed("commit", SHA, List.of("XYZ-1"), "unknown_keys", "Jira knows no issue XYZ-1")), 12, true, true)));
    }

    static String audit() {
        var deeds = List.of(Deed.values()).stream().map(deed -> new AuditApi.Item(
                LATELY, "5be24ad8b1653240376955d2", "https://acme.atlassian.net/jira/people/5be24ad8b1653240376955d2", deed.code(), "7f9c24e8", "Acme " + Samples.MARKUP)).toList();
        return Pages.render("AdminPage/audit", Map.of("page", new AuditApi.Page(deeds, UUID.randomUUID())));
    }

    private static Trail trail(String kind, String id, String title, Trail.Step... steps) {
        return new Trail(new Trail.Entity(kind, id, title, "https://git.example.com/x", "team/checkout", "Acme", List.of("ABC-1")), List.of(steps));
    }

    private static Trail.Step received() {
        return new Trail.Step("received", Optional.of(LATELY), "push of Acme", Optional.of("7f9c24e8-3b12-4f00-9d0a-1c2d3e4f5a6b"));
    }

    private static Trail.Step indexed() {
        return Trail.Step.at("indexed", Samples.NOW, "");
    }
}
