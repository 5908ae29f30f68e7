package dev.towline.provider;

import java.util.Optional;

/** One kind of git server: how it signs, how it numbers its deliveries, and what its bodies say. One file each. */
interface GitServer {

    /** Why this call is not believed, in words for the administrator; empty when it is authentic. */
    Optional<String> refusal(Incoming incoming, String secret);

    /** The same where a call may be proven by Amazon SNS instead of the secret. */
    default Optional<String> refusal(Incoming incoming, String secret, SnsTrust trust) {
        return refusal(incoming, secret);
    }

    /** What an authentic call says of the sender's subscription to the hook URL; empty for events. */
    default Optional<Subscription> subscription(Incoming incoming) {
        return Optional.empty();
    }

    /** The server's own id of this delivery, the same when it sends it again; {@code ""} when it has none. */
    String deliveryId(Incoming incoming);

    /** Reads an authentic call. @throws UnreadablePayload when the body is not what the event promises */
    Reading read(Incoming incoming) throws UnreadablePayload;

    /** What an administrator may expect of this kind of server, each fact with its source. */
    Abilities abilities();
}
