package dev.towline.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Amazon SNS as it sends and signs, for tests: with a key of our own. */
public final class Sns {

    public static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:crane";
    public static final String HOST = "https://sns.eu-central-1.amazonaws.com";
    public static final String CERTIFICATE = HOST + "/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sns() {}

    public static Map<String, String> notification(String topic, String message) {
        var fields = envelope("Notification", topic, message);
        fields.put("UnsubscribeURL", HOST + "/?Action=Unsubscribe&SubscriptionArn=" + topic + ":1");
        return fields;
    }

    /** @param type SubscriptionConfirmation or UnsubscribeConfirmation */
    public static Map<String, String> confirmation(String type, String topic, String token) {
        var fields = envelope(type, topic, "You have chosen to do something with\nthis topic.");
        fields.put("Token", token);
        fields.put("SubscribeURL", HOST + "/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=" + token);
        return fields;
    }

    private static Map<String, String> envelope(String type, String topic, String message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Type", type);
        fields.put("MessageId", "5d2c2f6e-0000-4000-8000-" + "%012x".formatted(message.hashCode() & 0xffffffffL));
        fields.put("TopicArn", topic);
        fields.put("Message", message);
        fields.put("Timestamp", "2026-03-09T16:00:20.581Z");
        fields.put("SignatureVersion", "2");
        fields.put("SigningCertURL", CERTIFICATE);
        return fields;
    }

    /** Written apart from the product's own reading of the rules, so that a slip in one shows. */
    public static Map<String, String> signed(Map<String, String> fields, KeyPair keys) {
        var names = fields.get("Type").equals("Notification")
                ? new String[] {"Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"}
                : new String[] {"Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"};
        var text = "";
        for (var name : names) {
            text += fields.containsKey(name) ? name + "\n" + fields.get(name) + "\n" : "";
        }
        try {
            var signature = Signature.getInstance(fields.get("SignatureVersion").equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            var signed = new LinkedHashMap<>(fields);
            signed.put("Signature", Base64.getEncoder().encodeToString(signature.sign()));
            return signed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] body(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, String> headers(Map<String, String> fields) {
        return new HashMap<>(Map.of("content-type", "text/plain; charset=UTF-8", "user-agent", "Amazon Simple Notification Service Agent",
                "x-amz-sns-message-type", fields.get("Type"), "x-amz-sns-topic-arn", fields.get("TopicArn")));
    }
}
