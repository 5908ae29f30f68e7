package dev.towline.provider;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate with which Amazon SNS signs, as it was fetched from SNS's own host.
 *
 * <p>What is proven: it came by TLS from {@code sns.<region>.amazonaws.com}, whose own certificate the JDK checked against its trust
 * anchors; it is made out to SNS, valid when the message arrived, no authority's, with an RSA key of sane length. What is not: its own
 * chain. AWS publishes the leaf alone, and its issuers would have to be fetched by plain http; AWS's own library
 * (sns-message-manager of the AWS SDK for Java 2, 2026-11) believes a certificate on the same grounds.
 */
public final class SnsCertificate {

    private static final int SHORTEST_KEY_BITS = 2048;
    // Longer ones take so long to compute with that a stranger could keep us busy.
    private static final int LONGEST_KEY_BITS = 8192;
    private static final int DNS_NAME = 2; // in X509Certificate's numbering

    private final X509Certificate certificate;

    private SnsCertificate(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** Reads PEM. Empty when it is no certificate. */
    public static Optional<SnsCertificate> parse(byte[] pem) {
        try {
            return Optional.of(new SnsCertificate(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem))));
        } catch (CertificateException noCertificate) {
            return Optional.empty();
        }
    }

    /** Why a signature made with it at that time would not be believed; empty when it would. */
    Optional<String> distrust(SnsTopic topic, Instant at) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < SHORTEST_KEY_BITS || key.getModulus().bitLength() > LONGEST_KEY_BITS) {
            return Optional.of("its key is not of the kind that Amazon SNS uses");
        }
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("it is an authority's");
        }
        try {
            certificate.checkValidity(Date.from(at));
        } catch (CertificateException expiredOrNotYetValid) {
            return Optional.of("it was not valid when the message arrived");
        }
        return names().stream().anyMatch(namesOfSns(topic)::contains) ? Optional.empty() : Optional.of("it is not made out to Amazon SNS");
    }

    PublicKey key() {
        return certificate.getPublicKey();
    }

    /** One for the old regions, regional ones for those that an account opts into, older regional ones in China and GovCloud. */
    private static Set<String> namesOfSns(SnsTopic topic) {
        String global = topic.domain().endsWith(".cn") ? topic.host() : "sns.amazonaws.com";
        // Both regions of GovCloud sign with one of them's.
        String signer = topic.region().startsWith("us-gov-") ? "us-gov-west-1" : topic.region();
        return Set.copyOf(List.of(global, topic.host(), "sns-signing." + topic.region() + "." + topic.domain(), "sns-" + signer + "." + topic.domain()));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
            for (List<?> alternative : alternatives) {
                if (alternative.getFirst().equals(DNS_NAME)) {
                    names.add(alternative.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateException unreadable) {
            return List.of();
        }
        return names;
    }
}
