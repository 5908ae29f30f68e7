package dev.towline.intake;

import dev.towline.provider.SnsCertificate;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates with which Amazon SNS signs, fetched where a message says that they stand: the room {@code provider} lets only
 * SNS's own hosts through to here. Answers are remembered, the negative ones too, so that invented names cost AWS little.
 */
@ApplicationScoped
class SnsCertificates {

    // A new certificate comes at a new address; a day is how long one that AWS took away still counts.
    private static final Duration KNOWN_FOR = Duration.ofDays(1);
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);
    // AWS has some 40 regions with one certificate each, and the one before it.
    static final int HELD = 128;

    private record Answer(Optional<SnsCertificate> certificate, Instant until) {}

    private final Map<URI, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Answer> eldest) {
            return size() > HELD;
        }
    };
    private final AwsHttp aws;
    private final Clock clock;

    SnsCertificates(AwsHttp aws, Clock clock) {
        this.aws = aws;
        this.clock = clock;
    }

    /** Empty when AWS has no certificate there. @throws AwsUnavailable when it cannot be asked */
    Optional<SnsCertificate> at(URI address) {
        var now = clock.instant();
        synchronized (answers) {
            var known = answers.get(address);
            if (known != null && now.isBefore(known.until())) {
                return known.certificate();
            }
        }
        var certificate = ask(address);
        synchronized (answers) {
            answers.put(address, new Answer(certificate, now.plus(certificate.isPresent() ? KNOWN_FOR : UNKNOWN_FOR)));
        }
        return certificate;
    }

    private Optional<SnsCertificate> ask(URI address) {
        var answer = aws.get(address);
        return switch (answer.status()) {
            // What is no certificate may be a proxy's page in between: not for ever, and not AWS's word.
            case 200 -> Optional.of(SnsCertificate.parse(answer.body()).orElseThrow(() -> new AwsUnavailable("what stands at an SNS certificate's address is none", null)));
            case 400, 403, 404 -> Optional.empty();
            default -> throw new AwsUnavailable("an SNS certificate: status " + answer.status(), null);
        };
    }
}
