package dev.towline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.provider.Incoming;
import dev.towline.provider.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./towline send} sends is believed by the reader of the git server that it speaks for, and only with the right secret. */
class SendTest {

    private static final Path FIXTURES = Path.of("src/test/resources/provider");
    private static final String SECRET = "the secret of an integration that is younger than the recording";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void a_recording_is_signed_anew_as_its_server_signs(Provider provider) throws IOException {
        var push = FIXTURES.resolve(provider.code()).resolve("push.json");
        assertEquals(Optional.empty(), provider.refusal(sent(push), SECRET));
        assertTrue(provider == Provider.GERRIT || provider.refusal(sent(push), "another").isPresent(), "Gerrit alone signs nothing");
    }

    @ParameterizedTest
    @EnumSource
    void a_body_alone_is_sent_with_the_headers_that_its_server_would_send(Provider provider) throws IOException {
        var alone = Files.createDirectories(folder.resolve(provider.code())).resolve("push.json");
        Files.copy(FIXTURES.resolve(provider.code()).resolve("push.json"), alone);
        var incoming = sent(alone);
        assertEquals(Optional.empty(), provider.refusal(incoming, SECRET));
        assertTrue(bodyNamesTheEvent(provider) || incoming.headers().containsValue("push"), () -> incoming.headers().keySet().toString());
    }

    @Test
    void gitlabs_newer_signature_is_made_anew_too() throws IOException {
        var signed = sent(FIXTURES.resolve("gitlab/push-signed.json"));
        assertEquals(Optional.empty(), Provider.GITLAB.refusal(signed, SECRET));
        assertTrue(Provider.GITLAB.refusal(signed, "another").isPresent());
    }

    @Test
    void without_a_secret_the_recorded_proof_stays() throws IOException {
        var order = Send.parse(FIXTURES.resolve("github/push.json").toString(), "--to", "http://localhost/hooks/x");
        assertEquals(Optional.empty(), Provider.GITHUB.refusal(incoming(order), "a-secret-for-fixtures-only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"github", "gitlab", "git"})
    void the_provider_that_is_named_goes_before_the_folder(String code) {
        var order = Send.parse(FIXTURES.resolve("gitea/push.json").toString(), "--to", "http://localhost/hooks/x", "--provider", code);
        assertEquals(code, order.provider().code());
    }

    @Test
    void a_provider_it_does_not_know_is_an_error_that_names_those_it_knows() {
        var wrong = assertThrows(IllegalArgumentException.class,
                () -> Send.parse("pom.xml", "--to", "http://localhost/hooks/x", "--provider", "subversion"));
        assertTrue(wrong.getMessage().contains("gitlab"), wrong.getMessage());
    }

    private static boolean bodyNamesTheEvent(Provider provider) {
        return Set.of(Provider.AZURE_DEVOPS, Provider.GERRIT, Provider.CODECOMMIT).contains(provider);
    }

    private static Incoming sent(Path file) throws IOException {
        return incoming(Send.parse(file.toString(), "--to", "http://localhost/hooks/x", "--secret", SECRET));
    }

    private static Incoming incoming(Send.Order order) throws IOException {
        var body = Files.readAllBytes(order.file());
        Map<String, String> headers = new HashMap<>();
        Send.headers(order, body).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Incoming(headers, body);
    }
}
