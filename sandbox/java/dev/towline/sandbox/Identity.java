package dev.towline.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.UUID;

/** Who the site is: the names that Jira gives it, and the key pair that signs its install callbacks. */
record Identity(String clientKey, String cloudId, String installKey) {

    private static final int KEY_BITS = 2048;

    static Identity create() {
        try {
            var key = new RSAKeyGenerator(KEY_BITS).keyID(UUID.randomUUID().toString()).generate();
            return new Identity(UUID.randomUUID().toString(), UUID.randomUUID().toString(), key.toJSONString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another site, whose install callbacks the same Atlassian signs. */
    Identity beside() {
        return new Identity(UUID.randomUUID().toString(), UUID.randomUUID().toString(), installKey);
    }

    RSAKey key() {
        try {
            return RSAKey.parse(installKey);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKeyPem() {
        try {
            var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key().toPublicKey().getEncoded());
            return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
