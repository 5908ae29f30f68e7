package dev.towline.provider;

import dev.towline.activity.Activity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gogs, Gitea that was forked from it, and Forgejo that was forked from that: how a call is signed, who sent it, and which
 * event it is. {@link GiteaFamilyBody} reads what the bodies say.
 *
 * <p>Each sends its forebears' headers beside its own, and all send GitHub's, so the newest name tells who it is. They sign
 * alike, so a call of a relative is believed with the right secret, and read as far as it reads: whoever moves from one to
 * the other keeps the webhooks. Only the words tell the mismatch then.
 *
 * <p>Headers: https://docs.gitea.com/usage/repository/webhooks, https://forgejo.org/docs/latest/user/webhooks/ and
 * https://github.com/gogs/gogs/blob/main/internal/database/webhook.go (2026-11).
 */
final class GiteaFamily implements GitServer {

    /** The youngest first: the order in which headers decide. */
    enum Member {

        FORGEJO("Forgejo", "/src/branch/", "/src/tag/"),
        GITEA("Gitea", "/src/branch/", "/src/tag/"),
        GOGS("Gogs", "/src/", "/src/");

        final String label;
        final String branches;
        final String tags;

        Member(String label, String branches, String tags) {
            this.label = label;
            this.branches = branches;
            this.tags = tags;
        }

        private String header(String name) {
            return "x-" + label.toLowerCase(Locale.ROOT) + "-" + name;
        }
    }

    private final Member expected;

    GiteaFamily(Member expected) {
        this.expected = expected;
    }

    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        String server = expected.label;
        if (secret.isEmpty()) {
            return Optional.of("This integration has no signing secret, so no call can be believed: rotate the secret here "
                    + "and set it in the webhook's form in " + server + ".");
        }
        Optional<String> signature = header(incoming, "signature");
        if (signature.isEmpty()) {
            return Optional.of("The call is not signed: set the secret in the webhook's form in " + server + ".");
        }
        try {
            // The JSON is signed, also where it is sent as a field of a form.
            return Hmac.matchesHex(signature.get(), secret, PostedJson.of(incoming))
                    ? Optional.empty()
                    : Optional.of("The signature does not match: the secret in the webhook's form in " + server
                            + " is not this integration's, or something in between changed the body.");
        } catch (UnreadablePayload noPayload) {
            return Optional.of("The signature does not match: " + noPayload.getMessage() + ".");
        }
    }

    @Override
    public String deliveryId(Incoming incoming) {
        return header(incoming, "delivery").orElse("");
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Member sender = sender(incoming).orElse(expected);
        String event = header(incoming, "event").orElseThrow(() -> new UnreadablePayload("$", "the call has no X-" + expected.label
                + "-Event header, so nobody can tell what it is about: is something in between removing headers?"));
        Json body = Json.parse(PostedJson.of(incoming));
        String action = Fields.name(body, "", "action");
        GiteaFamilyBody reader = new GiteaFamilyBody(sender);
        List<Activity> activities = switch (event) {
            case "push" -> reader.pushed(body);
            case "create" -> reader.created(body);
            case "delete" -> reader.deleted(body);
            case "repository" -> reader.repositoryChanged(body, action);
            case "workflow_run" -> GiteaFamilyBuilds.workflowRun(body);
            case "status" -> GiteaFamilyBuilds.statusChanged(body);
            case "action_run", "action_run_success", "action_run_failure", "action_run_recover" -> GiteaFamilyBuilds.actionRun(body);
            // Which events of a pull request have names of their own changed from version to version.
            default -> event.startsWith("pull_request") ? reader.pullRequestChanged(body, event) : List.of();
        };
        String name = action.isEmpty() ? event : event + "." + action;
        String repository = activities.isEmpty() ? Fields.name(body, "repository", "full_name") : activities.getFirst().repository().name();
        return new Reading(name, repository, activities, activities.isEmpty()
                ? "Seen, not ours: there is nothing for Jira in " + sender.label + "'s event " + name + "." : "");
    }

    @Override
    public Abilities abilities() {
        return GiteaFamilyAbilities.of(expected);
    }

    /** Who it looks like by its headers; empty when it is none of the family. */
    static Optional<Member> sender(Incoming incoming) {
        return Arrays.stream(Member.values()).filter(member -> incoming.header(member.header("event")).isPresent()).findFirst();
    }

    /** The header under the youngest name that the call has it by; a name without a value, as of a signature without a secret, is none. */
    private static Optional<String> header(Incoming incoming, String name) {
        return Arrays.stream(Member.values()).flatMap(member -> incoming.header(member.header(name)).stream()).map(String::strip).findFirst();
    }
}
