package dev.towline.provider;

import java.util.Optional;

/** The proof that both Bitbuckets give: {@code X-Hub-Signature: sha256=<hex HMAC-SHA256 of the body>}, sent where a secret is set. */
final class HubSignature {

    private static final String SCHEME = "sha256=";

    private HubSignature() {}

    /** Why the call is not believed, in words for the administrator of {@code server}; empty when it is authentic. */
    static Optional<String> refusal(Incoming incoming, String secret, String server) {
        if (secret.isEmpty()) {
            return Optional.of("This integration has no signing secret, so no call can be believed: rotate the secret here "
                    + "and set it in the webhook's form in " + server + ".");
        }
        Optional<String> signature = incoming.header("x-hub-signature").map(String::strip);
        if (signature.isEmpty()) {
            return Optional.of("The call is not signed: set the secret in the webhook's form in " + server + ".");
        }
        if (!signature.get().startsWith(SCHEME)) {
            return Optional.of("The signature (X-Hub-Signature) does not start with sha256= as that of " + server + " does.");
        }
        return Hmac.matchesHex(signature.get().substring(SCHEME.length()), secret, incoming.body())
                ? Optional.empty()
                : Optional.of("The signature does not match: the secret in the webhook's form in " + server
                        + " is not this integration's, or something in between changed the body.");
    }
}
