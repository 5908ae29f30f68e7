package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Plain git, which has no server to speak for it: our own scripts do, from a post-receive hook or from a clone. How they sign, and
 * which event a call is; {@link PlainGitBody} reads what the bodies say.
 *
 * <p>The same scripts repair what other git servers left out, so a call that bears their mark is read here whatever the
 * integration's provider is, and believed by that integration's secret.
 */
final class PlainGit implements GitServer {

    private static final String EVENT = "x-towline-event";
    private static final String SCHEME = "sha256=";

    /** Whether our own scripts sent this, or claim to have. */
    static boolean sent(Incoming incoming) {
        return incoming.header(EVENT).isPresent();
    }

    /**
     * The timestamp is covered by the signature and never expires: a call may wait in a script's spool for a weekend. One that is
     * recorded and sent again does no harm, for a delivery of the same id and content is taken once.
     */
    @Override
    public Optional<String> refusal(Incoming incoming, String secret) {
        if (!sent(incoming)) {
            return Optional.of("This was not sent by Towline's own scripts, which speak for plain git. If it comes from a git server, "
                    + "create an integration for that.");
        }
        if (secret.isEmpty()) {
            return Optional.of("This integration has no signing secret, so no call can be believed: rotate the secret here "
                    + "and set it with git config towline.secret.");
        }
        Optional<String> signature = incoming.header("x-towline-signature").map(String::strip);
        Optional<String> timestamp = incoming.header("x-towline-timestamp").map(String::strip);
        if (signature.isEmpty() || timestamp.isEmpty()) {
            return Optional.of("The call is not signed: set the signing secret with git config towline.secret.");
        }
        return signature.get().startsWith(SCHEME)
                && Hmac.matchesHex(signature.get().substring(SCHEME.length()), secret, signed(timestamp.get(), incoming.body()))
                ? Optional.empty()
                : Optional.of("The signature does not match: the secret in git config towline.secret is not this integration's, "
                        + "or something in between changed the body.");
    }

    private static byte[] signed(String timestamp, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(timestamp.length() + 1 + body.length);
        signed.writeBytes((timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return signed.toByteArray();
    }

    @Override
    public String deliveryId(Incoming incoming) {
        return incoming.header("x-towline-delivery").map(String::strip).orElse("");
    }

    @Override
    public Reading read(Incoming incoming) throws UnreadablePayload {
        String event = incoming.header(EVENT).map(String::strip)
                .orElseThrow(() -> new UnreadablePayload("$", "no header X-Towline-Event, so nothing says what this body is"));
        Json body = Json.parse(incoming.body());
        String repository = body.at("repository").text("name", "");
        List<Activity> activities = switch (event) {
            case "push" -> PlainGitBody.pushed(body);
            case "recount" -> PlainGitBody.recounted(body);
            case "pull-requests" -> PlainGitBody.pullRequests(body);
            default -> List.of();
        };
        String note = event.equals("ping")
                ? "The script reaches Towline, and its signature is right."
                : "Seen, not ours: there is nothing for Jira in the event " + event + ".";
        return new Reading(event, repository, activities, activities.isEmpty() ? note : "");
    }

    /** Our own hook: it cuts a long push into several calls, and keeps what it could not send, as {@code agent/post-receive.sh} has it. */
    @Override
    public Abilities abilities() {
        return new Abilities(EnumSet.of(Told.COMMITS, Told.FILES, Told.BRANCHES, Told.TAGS), List.of(Event.asked("push", "push")),
                Cap.unknown(), new Patience(OptionalInt.empty(), 0, Duration.ofDays(13), OptionalInt.empty(), Afterwards.KEPT));
    }
}
