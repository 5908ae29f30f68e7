package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that came to the wrong address is told in words, and an event that we do not read is never a matter for quarantine. */
class OriginTest {

    /** These read one another's calls, as far as they read, because they have one ancestor. */
    private static final Set<Provider> FAMILY = EnumSet.of(Provider.GITEA, Provider.FORGEJO, Provider.GOGS);

    @TestFactory
    Stream<DynamicTest> a_push_looks_like_its_own_server_and_to_every_other_integration_like_none_of_its() {
        return calls().flatMap(sender -> Arrays.stream(Provider.values()).map(expected -> dynamicTest(sender + " → " + expected, () -> {
            Incoming push = push(sender);
            Optional<String> refusal = expected.refusal(push, Recording.SECRET, SnsTrust.NONE);
            assertEquals(refusal, expected.refusal(push, Recording.SECRET));
            if (sender == expected) {
                assertEquals(Optional.empty(), refusal);
                assertFalse(expected.read(push).activities().isEmpty());
                return;
            }
            String words = "this looks like " + sender.label() + "; the integration says " + expected.label();
            if (refusal.isPresent()) {
                assertTrue(refusal.get().endsWith(" But " + words + "."), refusal.get());
                return;
            }
            try {
                Reading reading = expected.read(push);
                boolean relative = (FAMILY.contains(expected) || expected == Provider.GITHUB) && FAMILY.contains(sender);
                assertTrue(reading.activities().isEmpty() ? reading.note().endsWith(" But " + words + ".") : relative, reading::toString);
            } catch (UnreadablePayload unreadable) {
                assertTrue(unreadable.getMessage().startsWith(words + ": "), unreadable.getMessage());
            }
        })));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', textBlock = """
            x-event-key x-request-id                    | BITBUCKET_SERVER
            x-event-key x-request-id x-request-uuid     | BITBUCKET_CLOUD
            x-event-key                                 |
            x-request-id                                |
            x-github-event x-request-id                 | GITHUB
            x-gitlab-event                              | GITLAB
            x-amz-sns-message-type                      | CODECOMMIT
            x-origin-url                                | GERRIT
            x-hub-signature                             |
            """)
    void what_headers_tell(String names, Provider sender) {
        Map<String, String> headers = new HashMap<>();
        Arrays.stream(names.split(" ")).forEach(name -> headers.put(name, "x"));
        assertEquals(Optional.ofNullable(sender), Origin.of(new Incoming(headers, new byte[0])));
    }

    @Test
    void a_refusal_of_a_call_that_looks_like_none_says_nothing_of_it() {
        assertFalse(Provider.GITHUB.refusal(new Incoming(Map.of(), new byte[0]), "s").orElseThrow().contains("looks like"));
    }

    /** Each names an event that exists nowhere, with a body whose names are of the wrong type. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            GITHUB           | x-github-event | {"action":7,"repository":[]}
            GITHUB           | x-github-event | {"action":{},"repository":{"full_name":7}}
            GITLAB           |                | {"object_kind":"moon_landing","project":"x","object_attributes":[]}
            GITLAB           |                | {"event_name":"moon_landing","path_with_namespace":7}
            BITBUCKET_SERVER | x-event-key    | {"repository":7}
            BITBUCKET_SERVER | x-event-key    | {"repository":{"project":"x","slug":{}}}
            BITBUCKET_CLOUD  | x-event-key    | {"repository":"x"}
            AZURE_DEVOPS     |                | {"eventType":"moon.landing","resource":"x"}
            GITEA            | x-gitea-event  | {"action":[],"repository":7}
            FORGEJO          | x-forgejo-event | {"action":[],"repository":7}
            GOGS             | x-gogs-event   | {"action":[],"repository":7}
            GERRIT           |                | {"type":"moon-landing","project":7}
            """)
    void an_event_that_nobody_knows_is_seen_and_not_ours(Provider provider, String header, String body) throws UnreadablePayload {
        Map<String, String> headers = header == null ? Map.of() : Map.of(header, "moon_landing");
        Reading reading = provider.read(new Incoming(headers, body.getBytes(UTF_8)));
        assertTrue(reading.activities().isEmpty());
        assertTrue(reading.note().startsWith("Seen, not ours: "), reading.note());
    }

    private static Stream<Provider> calls() {
        return Arrays.stream(Provider.values()).filter(provider -> Origin.of(push(provider)).isPresent());
    }

    private static Incoming push(Provider provider) {
        Incoming push = Recording.of(provider).stream().filter(recording -> recording.name().equals("push")).findFirst().orElseThrow().incoming();
        assertTrue(Origin.of(push).isEmpty() || Origin.of(push).get() == provider, () -> provider + " looks like " + Origin.of(push).get());
        return push;
    }
}
