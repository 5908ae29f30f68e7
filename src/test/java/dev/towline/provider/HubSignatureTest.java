package dev.towline.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSignatureTest {

    private static final byte[] BODY = {'{', (byte) 0xFF, 0, '}'};

    @ParameterizedTest
    @EnumSource(names = {"BITBUCKET_SERVER", "BITBUCKET_CLOUD"})
    void the_signature_covers_every_byte(Provider provider) {
        String signature = "sha256=" + HexFormat.of().formatHex(Hmac.sha256("s", BODY));
        assertEquals(Optional.empty(), provider.refusal(call(signature, BODY), "s"));
        assertTrue(provider.refusal(call(signature, BODY), "t").orElseThrow().contains("does not match"));
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertTrue(provider.refusal(call(signature, changed), "s").orElseThrow().contains("does not match"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256=", "sha256=00", "sha256=zz", "sha1=00", "00", "SHA256=00"})
    void a_signature_of_another_shape_is_refused(String signature) {
        assertTrue(Provider.BITBUCKET_SERVER.refusal(call(signature, BODY), "s").isPresent());
    }

    @Test
    void without_a_secret_or_a_signature_nothing_is_believed() {
        assertTrue(Provider.BITBUCKET_CLOUD.refusal(call("sha256=" + HexFormat.of().formatHex(Hmac.sha256("s", BODY)), BODY), "").isPresent());
        assertTrue(Provider.BITBUCKET_CLOUD.refusal(new Incoming(Map.of(), "{}".getBytes(UTF_8)), "s").isPresent());
    }

    private static Incoming call(String signature, byte[] body) {
        return new Incoming(Map.of("x-hub-signature", signature), body);
    }
}
