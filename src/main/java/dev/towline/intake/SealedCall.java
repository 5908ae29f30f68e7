package dev.towline.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import dev.towline.provider.Incoming;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Headers and body of a call, compressed and encrypted: the only form in which a payload waits anywhere, because some
 * webhooks carry source code and some headers carry passwords. Bound to its tenant and delivery.
 */
final class SealedCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private SealedCall() {}

    static byte[] seal(SecretKeys keys, TenantId tenant, DeliveryId id, Incoming incoming) {
        try {
            var headers = JSON.writeValueAsBytes(incoming.headers());
            // Room for what does not compress at all: growing would hold up to three times a body of 25 MB.
            var packed = new ByteArrayOutputStream(incoming.body().length + incoming.body().length / 1024 + headers.length + 512);
            try (var out = new DataOutputStream(new GZIPOutputStream(packed))) {
                out.writeInt(headers.length);
                out.write(headers);
                out.write(incoming.body());
            }
            return keys.seal(packed.toByteArray(), purpose(tenant, id));
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
    }

    static Incoming open(SecretKeys keys, TenantId tenant, DeliveryId id, byte[] sealed) {
        try (var in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(keys.open(sealed, purpose(tenant, id)))))) {
            var headers = JSON.readValue(in.readNBytes(in.readInt()), HEADERS);
            return new Incoming(headers, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("what we sealed does not unpack", e);
        }
    }

    private static String purpose(TenantId tenant, DeliveryId id) {
        return "delivery/" + tenant + "/" + id;
    }
}
