package dev.towline.provider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message of Amazon SNS in its envelope: a notification, or SNS's own words about the subscription. Says whether it is to be
 * believed, which takes two proofs. The signature proves that SNS sent it, though for anybody's topic: everybody can have one, and
 * can post what it signed for them to a hook URL that they got hold of. So a notification counts only when an administrator
 * confirmed its topic.
 *
 * <p>Format: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html. Signature:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html (2026-11).
 */
final class SnsMessage {

    static final String NOTIFICATION = "Notification";
    static final String SUBSCRIBE = "SubscriptionConfirmation";
    static final String UNSUBSCRIBE = "UnsubscribeConfirmation";

    private static final List<String> TYPES = List.of(NOTIFICATION, SUBSCRIBE, UNSUBSCRIBE);

    /** What is signed, in the order in which it is signed. A subject is signed only where there is one. */
    private static final List<String> OF_NOTIFICATION = List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
    private static final List<String> OF_SUBSCRIPTION = List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");

    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z]{1,1024}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,100}");

    private final Json json;
    private final String type;

    private SnsMessage(Json json, String type) {
        this.json = json;
        this.type = type;
    }

    /** Empty when the body is no such envelope. */
    static Optional<SnsMessage> in(Json body) throws UnreadablePayload {
        if (!body.has("TopicArn") || !body.has("Type")) {
            return Optional.empty();
        }
        String type = body.text("Type");
        return TYPES.contains(type) ? Optional.of(new SnsMessage(body, type)) : Optional.empty();
    }

    String type() {
        return type;
    }

    String text() throws UnreadablePayload {
        return json.text("Message");
    }

    String topic() throws UnreadablePayload {
        return json.text("TopicArn");
    }

    /** What it says of the subscription; empty for a notification. Only to be believed of a message that is not refused. */
    Optional<Subscription> subscription() throws UnreadablePayload {
        return switch (type) {
            case SUBSCRIBE -> Optional.of(new Subscription.Asked(topic(), json.text("Token")));
            case UNSUBSCRIBE -> Optional.of(new Subscription.Ended(topic()));
            default -> Optional.empty();
        };
    }

    /** Why it is not believed, in words for the administrator; empty when it is. */
    Optional<String> refusal(SnsTrust trust) throws UnreadablePayload {
        Optional<SnsTopic> topic = SnsTopic.of(topic());
        if (topic.isEmpty()) {
            return Optional.of("The message calls itself one of Amazon SNS, and its TopicArn names no topic of AWS.");
        }
        String arn = topic.get().arn();
        if (!type.equals(SUBSCRIBE) && !trust.isConfirmed(arn)) { // before anything is fetched: strangers' topics cost us nothing
            return Optional.of("Nobody confirmed on Towline's page that topic " + arn + " may send to this integration.");
        }
        if (type.equals(SUBSCRIBE)) {
            Optional<String> elsewhere = leadsElsewhere(topic.get());
            if (elsewhere.isPresent()) {
                return elsewhere;
            }
        }
        Optional<URI> address = certificateAddress(topic.get());
        if (address.isEmpty()) {
            return Optional.of("The message for topic " + arn + " names a certificate that does not stand on " + topic.get().host()
                    + ", so it is not from Amazon SNS.");
        }
        Optional<SnsCertificate> certificate = trust.certificate(address.get());
        if (certificate.isEmpty()) {
            return Optional.of("The message for topic " + arn + " names a certificate that Amazon SNS does not have.");
        }
        Optional<String> distrust = certificate.get().distrust(topic.get(), trust.at());
        if (distrust.isPresent()) {
            return Optional.of("The certificate of the message for topic " + arn + " is not believed: " + distrust.get() + ".");
        }
        return isSignedBy(certificate.get())
                ? Optional.empty()
                : Optional.of("The signature of the message for topic " + arn + " does not match: Amazon SNS did not send this.");
    }

    /** The address to confirm at is never followed, see {@link Subscription.Asked}; where it leads tells what the message is. */
    private Optional<String> leadsElsewhere(SnsTopic topic) throws UnreadablePayload {
        String url = json.text("SubscribeURL", "");
        if (url.startsWith("https://" + topic.host() + "/?Action=ConfirmSubscription&")) {
            return TOKEN.matcher(json.text("Token", "")).matches()
                    ? Optional.empty()
                    : Optional.of("The question whether to subscribe to topic " + topic.arn() + " carries no token of Amazon SNS.");
        }
        return Optional.of("The question whether to subscribe to topic " + topic.arn() + " wants to be answered at " + host(url)
                + ", not at AWS's " + topic.host() + ". It was not followed.");
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null && HOST.matcher(host).matches() ? host : "an address that cannot be read";
        } catch (IllegalArgumentException noAddress) {
            return "an address that cannot be read";
        }
    }

    /** The whole text must match: no user, port, other path, query or look-alike host has a place in it. */
    private Optional<URI> certificateAddress(SnsTopic topic) throws UnreadablePayload {
        String url = json.text("SigningCertURL", "");
        return url.matches("https://" + Pattern.quote(topic.host()) + "/SimpleNotificationService-[0-9a-f]{1,64}\\.pem")
                ? Optional.of(URI.create(url))
                : Optional.empty();
    }

    private boolean isSignedBy(SnsCertificate certificate) throws UnreadablePayload {
        String algorithm;
        switch (json.text("SignatureVersion", "")) {
            case "1" -> algorithm = "SHA1withRSA"; // what a topic has until its owner sets it to 2
            case "2" -> algorithm = "SHA256withRSA";
            default -> {
                return false;
            }
        }
        Optional<byte[]> signed = signed();
        if (signed.isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(certificate.key());
            signature.update(signed.get());
            return signature.verify(Base64.getDecoder().decode(json.text("Signature", "")));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            return false;
        }
    }

    /**
     * Each name and value on a line of its own. Only the message itself may hold line breaks: else a signature would hold for
     * other values too, with the borders between them moved. Empty when one does, or is missing.
     */
    private Optional<byte[]> signed() throws UnreadablePayload {
        StringBuilder text = new StringBuilder();
        for (String name : type.equals(NOTIFICATION) ? OF_NOTIFICATION : OF_SUBSCRIPTION) {
            if (!json.has(name)) {
                if (name.equals("Subject")) {
                    continue;
                }
                return Optional.empty();
            }
            String value = json.text(name);
            if (!name.equals("Message") && value.indexOf('\n') >= 0) {
                return Optional.empty();
            }
            text.append(name).append('\n').append(value).append('\n');
        }
        return Optional.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
