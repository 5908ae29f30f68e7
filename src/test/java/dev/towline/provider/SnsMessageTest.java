package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message of Amazon SNS must prove, and the ways in which one could lie. */
class SnsMessageTest {

    private static final Instant AT = Instant.parse("2026-03-09T16:00:21Z");
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");
    private static final KeyPair KEYS = SelfSigned.rsa(2048);
    private static final byte[] CERTIFICATE = SelfSigned.certificate(KEYS, "sns.amazonaws.com", BEFORE, AFTER, false);
    private static final String EVENT = "{\"detail-type\":\"CodeCommit Repository State Change\",\"resources\":[\"arn:x\"],\"detail\":"
            + "{\"event\":\"referenceUpdated\",\"repositoryName\":\"crane\",\"referenceFullName\":\"refs/heads/a\",\"commitId\":\"ab\"}}";

    private final List<URI> fetched = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "1, UPDATE: push", "2, UPDATE: push"})
    void what_sns_signed_for_a_confirmed_topic_is_believed(String version, String subject) {
        var fields = Sns.notification(Sns.TOPIC, "{\"a\":\"Größe\"}\nand a second line");
        fields.put("SignatureVersion", version);
        if (!subject.isEmpty()) {
            fields.put("Subject", subject);
        }
        assertEquals(Optional.empty(), refusal(Sns.signed(fields, KEYS)));
        assertEquals(List.of(URI.create(Sns.CERTIFICATE)), fetched);
    }

    @Test
    void a_signed_question_about_any_topic_is_believed_and_says_what_it_asks() {
        var topic = "arn:aws:sns:eu-central-1:999999999999:unknown.fifo";
        var message = Sns.signed(Sns.confirmation("SubscriptionConfirmation", topic, "2336abc"), KEYS);
        assertEquals(Optional.empty(), refusal(message));
        var asked = (Subscription.Asked) new CodeCommit().subscription(incoming(message)).orElseThrow();
        assertEquals(new Subscription.Asked(topic, "2336abc"), asked);
        assertEquals(Sns.HOST + "/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=2336abc", asked.confirmation().toString());
        assertFalse(asked.toString().contains("2336abc"), "a token is no word for a log");
    }

    @Test
    void a_signed_end_of_a_confirmed_subscription_is_believed() {
        var message = Sns.signed(Sns.confirmation("UnsubscribeConfirmation", Sns.TOPIC, "2336abc"), KEYS);
        assertEquals(Optional.empty(), refusal(message));
        assertEquals(Optional.of(new Subscription.Ended(Sns.TOPIC)), new CodeCommit().subscription(incoming(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Notification", "UnsubscribeConfirmation"})
    void what_sns_signed_for_somebody_elses_topic_is_refused_without_asking_aws(String type) {
        var topic = Sns.TOPIC.replace("123456789012", "999999999999");
        var fields = type.equals("Notification") ? Sns.notification(topic, EVENT) : Sns.confirmation(type, topic, "2336abc");
        assertTrue(refusal(Sns.signed(fields, KEYS)).orElseThrow().contains("Nobody confirmed"));
        assertEquals(List.of(), fetched);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com:443/SimpleNotificationService-0123.pem",
        "https://user@sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com@evil.example/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0123.pem",
        "https://evil.example/sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns-eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://snsxeu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://evilsns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com.cn/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com\\@evil.example/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com/other/SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com/../SimpleNotificationService-0123.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-01%2f23.pem",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem?x=y",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem#x",
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem\n",
        "https://sns.eu-central-1.amazonaws.com/?Action=Publish&Message=SimpleNotificationService-0123.pem",
        "HTTPS://SNS.EU-CENTRAL-1.AMAZONAWS.COM/SimpleNotificationService-0123.pem",
        " https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123.pem",
        "file:///etc/passwd", ""})
    void a_certificate_that_does_not_stand_on_the_topics_own_host_is_never_fetched(String url) {
        var message = new LinkedHashMap<>(Sns.signed(Sns.notification(Sns.TOPIC, EVENT), KEYS));
        message.put("SigningCertURL", url);
        assertTrue(refusal(message).orElseThrow().contains("not from Amazon SNS"));
        assertEquals(List.of(), fetched);
    }

    static Stream<Consumer<Map<String, String>>> lies() {
        return Stream.of(
                m -> m.put("Message", m.get("Message").replace("refs/heads/a", "refs/heads/b")),
                m -> m.put("MessageId", "another"),
                m -> m.put("Timestamp", "2026-03-09T16:00:20.582Z"),
                m -> m.put("Subject", "added"),
                m -> m.put("Type", "UnsubscribeConfirmation"),
                m -> m.put("SignatureVersion", "1"),
                m -> m.put("SignatureVersion", "3"),
                m -> m.remove("SignatureVersion"),
                m -> m.remove("Signature"),
                m -> m.put("Signature", ""),
                m -> m.put("Signature", "!!"),
                m -> m.put("Signature", "AAAA"),
                m -> m.remove("MessageId"),
                m -> m.remove("Timestamp"),
                m -> m.remove("Message"));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_message_that_was_changed_is_refused(Consumer<Map<String, String>> lie) {
        var message = new LinkedHashMap<>(Sns.signed(Sns.notification(Sns.TOPIC, EVENT), KEYS));
        assertEquals(Optional.empty(), refusal(message));
        lie.accept(message);
        assertTrue(refusal(message).isPresent());
    }

    @Test
    void the_borders_between_signed_fields_cannot_be_moved() {
        var said = Sns.notification(Sns.TOPIC, "one\nMessageId\ntwo");
        var message = new LinkedHashMap<>(Sns.signed(said, KEYS));
        message.put("Message", "one");
        message.put("MessageId", "two\nMessageId\n" + said.get("MessageId"));
        assertTrue(refusal(message).isPresent());
    }

    @Test
    void a_topic_cannot_be_made_up_within_what_another_topic_may_say() {
        var theirs = Sns.TOPIC.replace("123456789012", "999999999999");
        var said = Sns.notification(theirs, EVENT + "\nMessageId\nx\nTimestamp\ny\nTopicArn\n" + Sns.TOPIC + "\nType\nNotification");
        var message = new LinkedHashMap<>(Sns.signed(said, KEYS));
        message.put("Message", EVENT);
        message.put("MessageId", "x");
        message.put("Timestamp", "y");
        message.put("TopicArn", Sns.TOPIC);
        assertTrue(refusal(message).isPresent());
        message.put("TopicArn", Sns.TOPIC + "\nType\nNotification\nMessageId\n" + said.get("MessageId") + "\nTimestamp\n" + said.get("Timestamp") + "\nTopicArn\n" + theirs);
        assertTrue(refusal(message).isPresent());
    }

    @Test
    void an_event_beside_the_signed_fields_is_not_read() throws UnreadablePayload {
        Map<String, Object> message = new HashMap<>(Sns.signed(Sns.notification(Sns.TOPIC, "harmless"), KEYS));
        message.put("detail-type", "CodeCommit Repository State Change");
        message.put("resources", List.of("arn:x"));
        message.put("detail", Map.of("event", "referenceUpdated", "repositoryName", "crane", "referenceFullName", "refs/heads/evil", "commitId", "ab"));
        message.put("Records", List.of(Map.of("body", EVENT)));
        message.put("body", EVENT);
        var incoming = new Incoming(Map.of(), Sns.body(message));
        assertEquals(Optional.empty(), new CodeCommit().refusal(incoming, "s", trust(CERTIFICATE)));
        assertEquals(List.of(), new CodeCommit().read(incoming).activities());
    }

    @Test
    void another_key_or_no_certificate_convinces_nobody() {
        var message = Sns.signed(Sns.notification(Sns.TOPIC, EVENT), SelfSigned.rsa(2048));
        assertTrue(refusal(message).orElseThrow().contains("does not match"));
        assertTrue(new CodeCommit().refusal(incoming(message), "s", trust(new byte[0])).orElseThrow().contains("does not have"));
    }

    @Test
    void a_certificate_counts_only_in_its_time_and_only_for_sns() throws GeneralSecurityException {
        var weak = SelfSigned.rsa(1024);
        var curve = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var message = Sns.signed(Sns.notification(Sns.TOPIC, EVENT), KEYS);
        var distrusted = Map.of(
                "not valid", SelfSigned.certificate(KEYS, "sns.amazonaws.com", BEFORE, BEFORE.plusSeconds(60), false),
                "was not valid", SelfSigned.certificate(KEYS, "sns.amazonaws.com", AT.plusSeconds(60), AFTER, false),
                "not made out to", SelfSigned.certificate(KEYS, "sns.amazonaws.com.evil.example", BEFORE, AFTER, false),
                "made out to", SelfSigned.certificate(KEYS, "sns.us-east-1.amazonaws.com", BEFORE, AFTER, false),
                "authority", SelfSigned.certificate(KEYS, "sns.amazonaws.com", BEFORE, AFTER, true),
                "key is not", SelfSigned.certificate(weak, "sns.amazonaws.com", BEFORE, AFTER, false),
                "its key", SelfSigned.certificate(curve, "sns.amazonaws.com", BEFORE, AFTER, false));
        distrusted.forEach((words, pem) -> {
            var refused = new CodeCommit().refusal(incoming(message), "s", trust(pem)).orElseThrow();
            assertTrue(refused.contains(words), words + ": " + refused);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sns:us-west-2:123456789012:crane, sns.amazonaws.com", "arn:aws:sns:af-south-1:123456789012:crane, sns-signing.af-south-1.amazonaws.com",
        "arn:aws-cn:sns:cn-north-1:123456789012:crane, sns-cn-north-1.amazonaws.com.cn", "arn:aws-us-gov:sns:us-gov-east-1:123456789012:crane, sns-us-gov-west-1.amazonaws.com"})
    void each_region_has_a_name_of_its_own_in_the_certificate(String arn, String name) {
        var topic = SnsTopic.of(arn).orElseThrow();
        assertEquals(Optional.empty(), SnsCertificate.parse(SelfSigned.certificate(KEYS, name, BEFORE, AFTER, false)).orElseThrow().distrust(topic, AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "arn:aws:sns:eu-central-1:123456789012:a b", "arn:aws:sns:evil.example/#-1:123456789012:crane", "arn:aws:sqs:eu-central-1:123456789012:crane",
        "arn:aws:sns:eu-central-1:12345678901:crane", "arn:aws:sns:eu-central-1:123456789012:crane\n", "arn:aws:sns:eu-central-1.evil.example:123456789012:crane"})
    void what_is_no_topic_of_aws_leads_nowhere(String arn) {
        assertTrue(refusal(Sns.signed(Sns.confirmation("SubscriptionConfirmation", arn, "2336abc"), KEYS)).orElseThrow().contains("no topic of AWS"));
        assertThrows(IllegalArgumentException.class, () -> new Subscription.Asked(arn, "t").confirmation());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://sns.evil.example/?Action=ConfirmSubscription&Token=1                       | sns.evil.example
            https://sns.eu-central-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&   | sns.eu-central-1.amazonaws.com.evil.example
            https://sns.eu-central-1.amazonaws.com@evil.example/?Action=ConfirmSubscription&   | evil.example
            http://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&                 | sns.eu-central-1.amazonaws.com
            https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&                   | sns.us-east-1.amazonaws.com
            https://sns.eu-central-1.amazonaws.com/?Action=DeleteTopic&                        | sns.eu-central-1.amazonaws.com
            https://<script>/                                                                  | an address that cannot be read
            """)
    void a_question_that_wants_its_answer_elsewhere_is_told_and_not_followed(String url, String host) {
        var fields = Sns.confirmation("SubscriptionConfirmation", Sns.TOPIC, "2336abc");
        fields.put("SubscribeURL", url);
        var refused = refusal(Sns.signed(fields, KEYS)).orElseThrow();
        assertTrue(refused.contains(" at " + host + ",") && refused.contains("not followed"), refused);
        assertEquals(List.of(), fetched);
    }

    @Test
    void a_token_that_is_none_is_refused() {
        assertTrue(refusal(Sns.signed(Sns.confirmation("SubscriptionConfirmation", Sns.TOPIC, "a&Action=DeleteTopic"), KEYS)).isPresent());
    }

    @Test
    void what_sns_says_of_a_subscription_must_be_signed_even_where_the_password_is_right() {
        var message = Sns.confirmation("SubscriptionConfirmation", Sns.TOPIC, "2336abc");
        message.put("Signature", "AAAA");
        var headers = Sns.headers(message);
        headers.put("authorization", "Basic " + java.util.Base64.getEncoder().encodeToString("u:s".getBytes()));
        assertTrue(new CodeCommit().refusal(new Incoming(headers, Sns.body(message)), "s", trust(CERTIFICATE)).isPresent());
    }

    private Optional<String> refusal(Map<String, String> message) {
        return new CodeCommit().refusal(incoming(message), "s", trust(CERTIFICATE));
    }

    private static Incoming incoming(Map<String, String> message) {
        return new Incoming(Sns.headers(message), Sns.body(message));
    }

    private SnsTrust trust(byte[] pem) {
        return new SnsTrust() {
            @Override
            public Optional<SnsCertificate> certificate(URI address) {
                fetched.add(address);
                return SnsCertificate.parse(pem);
            }

            @Override
            public boolean isConfirmed(String topicArn) {
                return topicArn.equals(Sns.TOPIC);
            }

            @Override
            public Instant at() {
                return AT;
            }
        };
    }
}
