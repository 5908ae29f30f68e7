package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * GitLab.com and self-managed GitLab: webhooks of projects and groups, and system hooks. How a call proves itself, and which
 * event it is; {@link GitLabBody} reads what the bodies say. The body names its event, because a system hook's header says
 * no more than "System Hook". Comments (note events) are never read: they carry the commented diff.
 *
 * <p>Events: https://docs.gitlab.com/user/project/integrations/webhook_events and
 * https://docs.gitlab.com/administration/system_hooks (2026-11).
 */
final class GitLab implements GitServer {

    /** https://www.standardwebhooks.com: the header lists signatures, parted by spaces, each with its version. */
    private static final String SCHEME = "v1,";

    /** While a secret is being changed a sender signs with the old and the new one; more is an attempt to make us work. */
    private static final int MOST_SIGNATURES = 5;

    /** Seconds since 1970: with eleven digits, which are enough until the year 5138, always a time that can be stored. */
    private static final String SECONDS = "[0-9]{1,11}";

    /** A signature is preferred: once one is sent, the secret in plain text beside it proves nothing more. */
    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        if (secret.isEmpty()) {
            return Optional.of("This integration has no secret, so no call can be believed: rotate the secret here "
                    + "and set it as \"Secret token\" in GitLab's webhook form.");
        }
        Optional<String> signatures = incoming.header("webhook-signature").map(String::strip);
        if (signatures.isPresent()) {
            return signed(incoming, secret, signatures.get());
        }
        Optional<String> token = incoming.header("x-gitlab-token");
        if (token.isEmpty()) {
            return Optional.of("The call carries neither a signature nor a secret token: set the secret in GitLab's webhook form.");
        }
        return same(token.get(), secret)
                ? Optional.empty()
                : Optional.of("The secret token (X-Gitlab-Token) in GitLab's webhook form is not this integration's secret.");
    }

    /** The signed time is not held against a clock, because there is none here: a replay is known by its delivery id. */
    private static Optional<String> signed(Incoming incoming, String secret, String signatures) {
        Optional<String> id = incoming.header("webhook-id");
        Optional<String> timestamp = incoming.header("webhook-timestamp");
        if (id.isEmpty() || timestamp.isEmpty()) {
            return Optional.of("The call is signed (webhook-signature), but its headers webhook-id and webhook-timestamp are "
                    + "missing: is something in between removing headers?");
        }
        byte[] head = (id.get() + "." + timestamp.get() + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signedBytes = Arrays.copyOf(head, head.length + incoming.body().length);
        System.arraycopy(incoming.body(), 0, signedBytes, head.length, incoming.body().length);
        String expected = SCHEME + Base64.getEncoder().encodeToString(Hmac.sha256(secret, signedBytes));
        boolean matches = Arrays.stream(signatures.split(" +", MOST_SIGNATURES + 1)).limit(MOST_SIGNATURES)
                .anyMatch(signature -> same(signature, expected));
        return matches
                ? Optional.empty()
                : Optional.of("The signature (webhook-signature) does not match: the signing token in GitLab's webhook form is "
                        + "not this integration's secret, or something in between changed the body.");
    }

    private static boolean same(String claimed, String expected) {
        return MessageDigest.isEqual(claimed.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** The first two stay the same when GitLab, or somebody with "Resend", sends again; the last does for one event. */
    @Override
    public String deliveryId(Incoming incoming) {
        return incoming.header("idempotency-key")
                .or(() -> incoming.header("webhook-id"))
                .or(() -> incoming.header("x-gitlab-event-uuid"))
                .map(String::strip).orElse("");
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Json body = Json.parse(incoming.body());
        String kind = body.has("object_kind") ? body.text("object_kind") : Fields.told(body, "event_name");
        GitLabBody reader = new GitLabBody(body, sentAt(incoming), instance(incoming));
        GitLabBuilds builds = new GitLabBuilds(body, reader, sentAt(incoming));
        List<Activity> activities = switch (kind) {
            case "push", "tag_push" -> reader.pushed();
            case "repository_update" -> reader.repositoryUpdated();
            case "merge_request" -> reader.mergeRequestChanged();
            case "project_rename", "project_transfer" -> reader.projectRenamed();
            case "project_destroy" -> reader.projectRemoved();
            case "pipeline" -> builds.pipelineChanged();
            case "deployment" -> builds.deployed();
            default -> List.of();
        };
        String action = kind.equals("merge_request") ? Fields.name(body, "object_attributes", "action") : "";
        String event = action.isEmpty() ? kind : kind + "." + action;
        String project = Fields.name(body, "project", "path_with_namespace");
        String named = project.isEmpty() ? Fields.name(body, "", "path_with_namespace") : project;
        String repository = activities.isEmpty() ? named : activities.getFirst().repository().name();
        return new Reading(event, repository, activities, activities.isEmpty() ? note(kind, event) : "");
    }

    private static String note(String kind, String event) {
        return switch (kind) {
            case "note" -> "Seen, not ours: comments are not read, because GitLab sends the commented source code with them.";
            case "build", "job" -> "Seen, not ours: the events of a pipeline tell what comes of its jobs.";
            default -> "Seen, not ours: there is nothing for Jira in GitLab's event " + event + ".";
        };
    }

    /** When GitLab sent this call, which only a signed call tells; else {@link Activity#TIME_NOT_TOLD}. */
    private static Instant sentAt(Incoming incoming) {
        if (incoming.header("webhook-signature").isEmpty()) {
            return Activity.TIME_NOT_TOLD;
        }
        String seconds = incoming.header("webhook-timestamp").map(String::strip).orElse("");
        return seconds.matches(SECONDS) ? Instant.ofEpochSecond(Long.parseLong(seconds)) : Activity.TIME_NOT_TOLD;
    }

    /** Events of system hooks name a project without its page; the address of the GitLab stands in the header. */
    private static String instance(Incoming incoming) {
        String url = Links.web(incoming.header("x-gitlab-instance").map(String::strip).orElse(""));
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    // Lists, limits and patience: https://docs.gitlab.com/user/project/integrations/webhooks and …/webhook_events; the limit of refs in one
    // push: https://docs.gitlab.com/api/settings (2026-11). Four failures in a row stop a webhook for a minute and longer, forty for good.
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.allOf(Told.class), List.of(
                Event.asked("Push events", "push", "repository_update"), Event.asked("Tag push events", "tag_push"), Event.asked("Merge request events", "merge_request.*"),
                Event.extra("Pipeline events", "pipeline"), Event.extra("Deployment events", "deployment")),
                Cap.of(20, Cut.COUNTED).within(25 * 1024).raisedBy("push_event_hooks_limit", "100"),
                Patience.once(10, Afterwards.RESENT_BY_HAND).pausingAfter(4));
    }
}
