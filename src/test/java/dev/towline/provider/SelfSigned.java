package dev.towline.provider;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** Makes certificates of our own for tests, byte by byte (X.509, DER): the JDK reads them and makes none. */
public final class SelfSigned {

    private static final byte[] SHA256_WITH_RSA = sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(5));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private SelfSigned() {}

    public static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return PEM, signed with the SHA-256 RSA key whose algorithm the key pair has */
    public static byte[] certificate(KeyPair keys, String dnsName, Instant from, Instant until, boolean authority) {
        var name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, ascii(dnsName)))));
        var alternativeName = sequence(oid(0x55, 0x1d, 0x11), der(4, sequence(der(0x82, ascii(dnsName)))));
        var constraints = sequence(oid(0x55, 0x1d, 0x13), der(4, authority ? sequence(der(1, new byte[] {-1})) : sequence()));
        var body = sequence(
                der(0xa0, der(2, new byte[] {2})), der(2, BigInteger.valueOf(42).toByteArray()), SHA256_WITH_RSA, name,
                sequence(der(0x18, ascii(TIME.format(from))), der(0x18, ascii(TIME.format(until)))), name,
                keys.getPublic().getEncoded(), der(0xa3, sequence(constraints, alternativeName)));
        try {
            var signature = Signature.getInstance(keys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            var whole = sequence(body, SHA256_WITH_RSA, der(3, concat(new byte[1], signature.sign())));
            return ascii("-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(whole) + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] oid(int... bytes) {
        var oid = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            oid[i] = (byte) bytes[i];
        }
        return der(6, oid);
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = concat(parts);
        var length = content.length < 128 ? new byte[] {(byte) content.length}
                : new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
        return concat(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
