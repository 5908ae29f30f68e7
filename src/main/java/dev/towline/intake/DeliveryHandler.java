package dev.towline.intake;

import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.index.Wakeups;
import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import dev.towline.provider.Incoming;
import dev.towline.provider.Reading;
import dev.towline.provider.SnsCertificate;
import dev.towline.provider.SnsTrust;
import dev.towline.provider.UnreadablePayload;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
    static final String REPLACED_URL = "It came by a hook URL that was replaced. Copy the present one to the git server.";
    private static final String BODY_GONE = "Its body is no longer kept, so nobody can read it. Let the git server send it again.";

    private final Tenants tenants;
    private final Integrations integrations;
    private final SnsSubscriptions subscriptions;
    private final SnsCertificates certificates;
    private final SecretKeys keys;
    private final ClaimCheck claims;
    private final Indexing indexing;
    private final Wakeups wakeups;
    private final DataSource database;
    private final Clock clock;
    private final MeterRegistry metrics;

    DeliveryHandler(
            Tenants tenants, Integrations integrations, SnsSubscriptions subscriptions, SnsCertificates certificates, SecretKeys keys,
            ClaimCheck claims, Indexing indexing, Wakeups wakeups, DataSource database, Clock clock, MeterRegistry metrics) {
        this.tenants = tenants;
        this.integrations = integrations;
        this.subscriptions = subscriptions;
        this.certificates = certificates;
        this.keys = keys;
        this.claims = claims;
        this.indexing = indexing;
        this.wakeups = wakeups;
        this.database = database;
        this.clock = clock;
        this.metrics = metrics;
        // From zero on: what first appears as one would not be seen to rise.
        Stream.of(Outcome.Kind.values()).forEach(this::worked);
    }

    private Timer worked(Outcome.Kind outcome) {
        return metrics.timer("towline.worker.delivery", "outcome", outcome.code());
    }

    /** What we believe of a call, before the database is touched. Exactly one of reading and outcome is there. */
    private record Judged(Reading reading, Outcome outcome, byte[] contentKey, Proof proof) {

        static Judged read(Reading reading, byte[] contentKey) {
            return new Judged(reading, null, contentKey, Proof.NONE);
        }

        static Judged settled(Outcome outcome) {
            return new Judged(null, outcome, null, Proof.NONE);
        }

        Judged by(Proof proof) {
            return new Judged(reading, outcome, contentKey, proof);
        }
    }

    void handle(Envelope envelope) throws SQLException {
        var started = clock.instant();
        var integration = served(envelope);
        if (integration.isEmpty()) {
            return;
        }
        var incoming = open(envelope);
        if (incoming.isEmpty()) {
            // Or it was handled, and comes again: that is known when it is to be recorded.
            giveUp(envelope, BODY_GONE);
            return;
        }
        var delivery = new Delivery(
                envelope.deliveryId(), envelope.tenantId(), envelope.integrationId(), envelope.tokenHash(), envelope.received(), incoming.get());
        var judged = judge(delivery, integration.get(), envelope.isReplay());
        commit(envelope, started, connection -> settle(connection, delivery, integration.get(), judged));
        claims.forget(envelope);
    }

    /** Puts a delivery on which {@link #handle} fails again and again into quarantine, where a person sees the reason and can replay it. */
    void giveUp(Envelope envelope, String reason) throws SQLException {
        var started = clock.instant();
        var integration = served(envelope);
        if (integration.isEmpty()) {
            return;
        }
        // What is in quarantine can be replayed, and a replay does not ask for the hook URL again.
        var isBelieved = envelope.isReplay() || integration.get().held(envelope.tokenHash(), envelope.received());
        var outcome = isBelieved ? Outcome.quarantined(reason) : Outcome.refused(REPLACED_URL);
        var sealed = claims.find(envelope);
        commit(envelope, started, connection -> {
            if (sealed.isPresent() && outcome.kind() == Outcome.Kind.QUARANTINED) {
                KeptBodies.keep(connection, envelope.tenantId(), envelope.deliveryId(), sealed.get(), KeptBodies.Why.QUARANTINE, started);
            }
            // It may be the opening that fails: neither the sender's id nor the size is known.
            var unopened = new Delivery(envelope.deliveryId(), envelope.tenantId(), envelope.integrationId(), envelope.tokenHash(), envelope.received(),
                    new Incoming(Map.of(), new byte[0]));
            DeliveryRows.record(connection, unopened, outcome, "", null, started);
            return outcome;
        });
        claims.forget(envelope);
    }

    /** The integration that it is for. Empty when that was deleted or its tenant uninstalled meanwhile: the data was erased, and this must not come back. */
    private Optional<Integration> served(Envelope envelope) {
        var integration = integrations.find(envelope.tenantId(), envelope.integrationId())
                .filter(found -> tenants.find(found.tenant()).filter(Tenant::isInstalled).isPresent());
        if (integration.isEmpty()) {
            LOG.infof("delivery dropped: tenant=%s integration=%s delivery=%s, the integration is gone", envelope.tenantId(), envelope.integrationId(), envelope.deliveryId());
            claims.forget(envelope);
        }
        return integration;
    }

    /** @param isReplay the hook URL was judged before the delivery went into quarantine, and may have been replaced since */
    private Judged judge(Delivery delivery, Integration integration, boolean isReplay) {
        if (!isReplay && !integration.held(delivery.tokenHash(), delivery.receivedAt())) {
            return Judged.settled(Outcome.refused(REPLACED_URL));
        }
        var provider = integration.provider();
        var secrets = integrations.signingSecrets(integration, delivery.receivedAt());
        var refusals = secrets.stream().map(secret -> provider.refusal(delivery.incoming(), secret.text(), trust(delivery))).toList();
        if (refusals.stream().allMatch(Optional::isPresent)) {
            return Judged.settled(Outcome.refused(refusals.getFirst().orElseThrow()));
        }
        // A replay says nothing of what the git server has now.
        var proof = isReplay ? Proof.NONE : new Proof(delivery.tokenHash(), secrets.get(refusals.indexOf(Optional.<String>empty())).sealed());
        if (integration.paused() && !isReplay) {
            return Judged.settled(Outcome.ignored("", "", "The integration is paused.")).by(proof);
        }
        try {
            return Judged.read(provider.read(delivery.incoming()), contentKey(provider.deliveryId(delivery.incoming()), delivery.incoming())).by(proof);
        } catch (UnreadablePayload unreadable) {
            return Judged.settled(Outcome.quarantined(unreadable.getMessage())).by(proof);
        }
    }

    /** What is to be written of a delivery, in the transaction that also records it. */
    private interface Settling {
        Outcome write(Connection connection) throws SQLException;
    }

    private void commit(Envelope envelope, Instant started, Settling settling) throws SQLException {
        var tenant = envelope.tenantId();
        Outcome outcome;
        long head;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var before = ChangeLog.lock(connection, tenant, started);
                if (!DeliveryRows.isOpen(connection, tenant, envelope.deliveryId(), envelope.isReplay())
                        || !DeliveryRows.hasIntegration(connection, tenant, envelope.integrationId())) {
                    return;
                }
                outcome = settling.write(connection);
                DeliveryDays.note(connection, envelope, outcome, clock.instant());
                KeptBodies.handled(connection, tenant, envelope.deliveryId());
                if (outcome.kind() != Outcome.Kind.QUARANTINED) {
                    KeptBodies.released(connection, tenant, envelope.deliveryId());
                }
                head = ChangeLog.append(connection, tenant,
                        List.of(new Change.Draft(Change.Kind.DELIVERY, envelope.integrationId(), "", envelope.deliveryId().toString(), Set.of())), clock.instant());
                DeliveryRows.place(connection, tenant, envelope.deliveryId(), before, head);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        wakeups.reached(tenant, head);
        var done = clock.instant();
        worked(outcome.kind()).record(Duration.between(started, done));
        if (!envelope.isReplay()) {
            // A clock of another node may be behind; a timer takes no time below zero.
            metrics.timer("towline.delivery.delay").record(Duration.between(envelope.received(), done));
        }
        LOG.infof("delivery %s: tenant=%s integration=%s delivery=%s event=%s entities=%d ms=%d",
                outcome.kind().code(), tenant, envelope.integrationId(), envelope.deliveryId(), printable(outcome.event()),
                outcome.entities(), Duration.between(started, done).toMillis());
    }

    private Outcome settle(Connection connection, Delivery delivery, Integration integration, Judged judged) throws SQLException {
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
                var indexed = indexing.apply(connection, delivery, integration, judged.reading());
                outcome = indexed.outcome();
                // What was not applied must not hide what is sent again later.
                contentKey = indexed.whole() ? contentKey : null;
            }
        }
        // To be asked whether something may come is not yet to be connected.
        if (outcome.kind() != Outcome.Kind.REFUSED && integration.provider().subscription(delivery.incoming()).isEmpty()) {
            DeliveryRows.noteArrival(connection, delivery, judged.proof());
        }
        if (outcome.kind() == Outcome.Kind.QUARANTINED) {
            KeptBodies.keep(connection, delivery.tenant(), delivery.id(),
                    SealedCall.seal(keys, delivery.tenant(), delivery.id(), delivery.incoming()), KeptBodies.Why.QUARANTINE, now);
        }
        DeliveryRows.record(connection, delivery, outcome, senderId, contentKey, now);
        return outcome;
    }

    private SnsTrust trust(Delivery delivery) {
        return new SnsTrust() {
            @Override
            public Optional<SnsCertificate> certificate(URI address) {
                return certificates.at(address);
            }

            @Override
            public boolean isConfirmed(String topic) {
                return subscriptions.isConfirmed(delivery.tenant(), delivery.integration(), topic, delivery.receivedAt());
            }

            @Override
            public Instant at() {
                return delivery.receivedAt();
            }
        };
    }

    private Optional<Incoming> open(Envelope envelope) throws SQLException {
        return claims.find(envelope).map(bytes -> SealedCall.open(keys, envelope.tenantId(), envelope.deliveryId(), bytes));
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
    static String printable(String text) {
        return text.replaceAll("[^\\p{Alnum}._:-]", "?");
    }
}
