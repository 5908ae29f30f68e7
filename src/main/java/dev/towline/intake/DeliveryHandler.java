package dev.towline.intake;

import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.index.Wakeups;
import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import dev.towline.integration.LinkRules;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import dev.towline.provider.Incoming;
import dev.towline.provider.Reading;
import dev.towline.provider.UnreadablePayload;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Takes one message from the queue to a committed outcome: believed or refused, read or quarantined, indexed or ignored.
 * When it returns, the database has it and the message may be deleted; when it throws, nothing has happened (law 2).
 * Handling a message twice equals once (law 3).
 */
@ApplicationScoped
class DeliveryHandler {

    private static final Logger LOG = Logger.getLogger(DeliveryHandler.class);

    private final Tenants tenants;
    private final Integrations integrations;
    private final SecretKeys keys;
    private final Wakeups wakeups;
    private final DataSource database;
    private final Clock clock;

    DeliveryHandler(Tenants tenants, Integrations integrations, SecretKeys keys, Wakeups wakeups, DataSource database, Clock clock) {
        this.tenants = tenants;
        this.integrations = integrations;
        this.keys = keys;
        this.wakeups = wakeups;
        this.database = database;
        this.clock = clock;
    }

    /** What we believe of a call, before the database is touched. Exactly one of reading and outcome is there. */
    private record Judged(Reading reading, Outcome outcome, byte[] contentKey) {

        static Judged read(Reading reading, byte[] contentKey) {
            return new Judged(reading, null, contentKey);
        }

        static Judged settled(Outcome outcome) {
            return new Judged(null, outcome, null);
        }
    }

    void handle(Envelope envelope) throws SQLException {
        var started = clock.instant();
        var integration = integrations.find(envelope.tenantId(), envelope.integrationId());
        if (integration.isEmpty() || tenants.find(envelope.tenantId()).filter(Tenant::isInstalled).isEmpty()) {
            // Deleted or uninstalled meanwhile: its data was erased, and this must not come back.
            LOG.infof("delivery dropped: tenant=%s integration=%s delivery=%s, the integration is gone", envelope.tenantId(), envelope.integrationId(), envelope.deliveryId());
            dropKept(envelope);
            return;
        }
        var incoming = open(envelope);
        if (incoming.isEmpty()) {
            LOG.errorf("delivery dropped: tenant=%s delivery=%s, its kept body expired", envelope.tenantId(), envelope.deliveryId());
            return;
        }
        var delivery = new Delivery(
                envelope.deliveryId(), envelope.tenantId(), envelope.integrationId(), envelope.tokenHash(), envelope.received(), incoming.get());
        commit(delivery, integration.get(), judge(delivery, integration.get()), started);
    }

    private Judged judge(Delivery delivery, Integration integration) {
        if (!integration.held(delivery.tokenHash(), delivery.receivedAt())) {
            return Judged.settled(Outcome.refused("It came by a hook URL that was replaced. Copy the present one to the git server."));
        }
        var provider = integration.provider();
        var refusals = integrations.signingSecrets(integration, delivery.receivedAt()).stream()
                .map(secret -> provider.refusal(delivery.incoming(), secret))
                .toList();
        if (refusals.stream().allMatch(Optional::isPresent)) {
            return Judged.settled(Outcome.refused(refusals.getFirst().orElseThrow()));
        }
        if (integration.paused()) {
            return Judged.settled(Outcome.ignored("", "", "The integration is paused."));
        }
        try {
            return Judged.read(provider.read(delivery.incoming()), contentKey(provider.deliveryId(delivery.incoming()), delivery.incoming()));
        } catch (UnreadablePayload unreadable) {
            return Judged.settled(Outcome.quarantined(unreadable.getMessage()));
        }
    }

    private void commit(Delivery delivery, Integration integration, Judged judged, Instant started) throws SQLException {
        Outcome outcome;
        long head;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                ChangeLog.lock(connection, delivery.tenant(), started);
                // Under the lock, which the integration's deletion and every change of its rules take, too.
                var rules = LinkRules.find(connection, delivery.tenant(), delivery.integration());
                if (rules.isEmpty() || DeliveryRows.isRecorded(connection, delivery.tenant(), delivery.id())) {
                    return;
                }
                outcome = settle(connection, delivery, integration, rules.get(), judged);
                KeptBodies.handled(connection, delivery.tenant(), delivery.id());
                head = ChangeLog.append(connection, delivery.tenant(),
                        List.of(new Change.Draft(Change.Kind.DELIVERY, delivery.integration(), "", delivery.id().toString(), Set.of())), clock.instant());
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        wakeups.reached(delivery.tenant(), head);
        LOG.infof("delivery %s: tenant=%s integration=%s delivery=%s event=%s entities=%d bytes=%d ms=%d",
                outcome.kind().code(), delivery.tenant(), delivery.integration(), delivery.id(), printable(outcome.event()),
                outcome.entities(), delivery.incoming().body().length, Duration.between(started, clock.instant()).toMillis());
    }

    private Outcome settle(Connection connection, Delivery delivery, Integration integration, LinkRules rules, Judged judged) throws SQLException {
        var now = clock.instant();
        var senderId = integration.provider().deliveryId(delivery.incoming());
        var outcome = judged.outcome();
        var contentKey = judged.contentKey();
        if (outcome == null) {
            var repeated = DeliveryRows.sameAs(connection, delivery.tenant(), delivery.integration(), contentKey);
            if (repeated.isPresent()) {
                outcome = Outcome.ignored(judged.reading().event(), judged.reading().repository(), "The same as delivery " + repeated.get() + ", sent again.");
                contentKey = null;
            } else {
                outcome = apply(connection, delivery, rules, judged.reading());
            }
        }
        if (outcome.kind() != Outcome.Kind.REFUSED) {
            DeliveryRows.noteArrival(connection, delivery.tenant(), delivery.integration(), delivery.receivedAt());
        }
        if (outcome.kind() == Outcome.Kind.QUARANTINED) {
            KeptBodies.keep(connection, delivery.tenant(), delivery.id(),
                    SealedCall.seal(keys, delivery.tenant(), delivery.id(), delivery.incoming()), KeptBodies.Why.QUARANTINE, now);
        }
        DeliveryRows.record(connection, delivery, outcome, senderId, contentKey, now);
        return outcome;
    }

    private Outcome apply(Connection connection, Delivery delivery, LinkRules rules, Reading reading) throws SQLException {
        if (reading.activities().isEmpty()) {
            return Outcome.ignored(reading.event(), reading.repository(), reading.note());
        }
        var applied = Index.apply(connection, delivery.tenant(), delivery.integration(), rules, reading.activities(),
                delivery.receivedAt(), clock.instant());
        return Outcome.indexed(reading, applied);
    }

    private Optional<Incoming> open(Envelope envelope) throws SQLException {
        var sealed = Optional.ofNullable(envelope.sealed());
        if (sealed.isEmpty()) {
            try (var connection = database.getConnection()) {
                sealed = KeptBodies.find(connection, envelope.tenantId(), envelope.deliveryId());
            }
        }
        return sealed.map(bytes -> SealedCall.open(keys, envelope.tenantId(), envelope.deliveryId(), bytes));
    }

    private void dropKept(Envelope envelope) throws SQLException {
        if (envelope.sealed() == null) {
            try (var connection = database.getConnection()) {
                KeptBodies.handled(connection, envelope.tenantId(), envelope.deliveryId());
            }
        }
    }

    /** The sender's id alone would let two different calls with one id hide each other; the body alone, two equal pings. */
    private static byte[] contentKey(String senderId, Incoming incoming) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(senderId.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(incoming.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // An event name comes from a header or a body: a line break in it must not forge a log line.
    private static String printable(String text) {
        return text.replaceAll("[^\\p{Alnum}._:-]", "?");
    }
}
