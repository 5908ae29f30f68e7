package dev.towline.integration;

import dev.towline.jira.TenantId;
import dev.towline.provider.Provider;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/**
 * A tenant's connection to one git server or organisation. Only columns that were changed are written, because the
 * worker notes deliveries on the same row at the same time.
 */
@Entity(name = "integration")
@IdClass(Integration.Key.class)
@DynamicUpdate
public class Integration extends PanacheEntityBase {

    /** As long as git servers send a call again (GitHub's button: three days), so that a repeat is known for one. https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks (2026-11) */
    public static final int FEWEST_DAYS = 3;
    /** As long as the log of changes tells what a delivery did, and git servers tell what they sent. */
    public static final int MOST_DAYS = 30;


    /** What an administrator sees at a glance. */
    public enum State { WAITING, CONNECTED, PAUSED }

    /**
     * The while in which a replaced hook URL or secret is good beside its successor.
     *
     * @param oldUsedAt when the newest delivery that was believed by the old one arrived; of one that was never used, empty
     */
    public record Overlap(Instant until, Optional<Instant> oldUsedAt, Optional<Instant> newUsedAt) {}

    @Id
    @Column(name = "tenant_id")
    UUID tenantId;

    @Id
    @Column(name = "integration_id")
    UUID integrationId;

    String name;

    String provider;

    boolean paused;

    @Column(name = "token_hash")
    byte[] tokenHash;

    @Column(name = "previous_token")
    byte[] previousToken;

    /** What arrives by the previous token before is believed. */
    @Column(name = "token_rotated_at")
    Instant previousTokenUntil;

    @Column(name = "token_used_at")
    Instant tokenUsedAt;

    @Column(name = "previous_token_used_at")
    Instant previousTokenUsedAt;

    @Column(name = "signing_secret")
    byte[] signingSecret;

    @Column(name = "previous_secret")
    byte[] previousSecret;

    /** What arrives before may be signed with the previous secret. */
    @Column(name = "secret_rotated_at")
    Instant previousSecretUntil;

    @Column(name = "secret_used_at")
    Instant secretUsedAt;

    @Column(name = "previous_secret_used_at")
    Instant previousSecretUsedAt;

    @Column(name = "description_keys")
    boolean descriptionKeys;

    String[] projects;

    String[] repositories;

    String[] branches;

    @Column(name = "file_names")
    boolean fileNames;

    boolean emails;

    @Column(name = "kept_days")
    int keptDays;

    int edition;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "first_delivery_at", insertable = false, updatable = false)
    Instant firstDeliveryAt;

    @Column(name = "last_delivery_at", insertable = false, updatable = false)
    Instant lastDeliveryAt;

    @Version
    long version;

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public IntegrationId id() {
        return new IntegrationId(integrationId);
    }

    public String name() {
        return name;
    }

    public Provider provider() {
        return Provider.ofCode(provider).orElseThrow(() -> new IllegalStateException("unknown provider in the database: " + provider));
    }

    public boolean paused() {
        return paused;
    }

    public State state() {
        if (paused) {
            return State.PAUSED;
        }
        return firstDeliveryAt == null ? State.WAITING : State.CONNECTED;
    }

    /** Rule: whether issue keys in pull request descriptions link. */
    public boolean descriptionKeys() {
        return descriptionKeys;
    }

    /** Rule: the projects whose keys link, in the order given; empty: all. */
    public List<String> projects() {
        return List.of(projects);
    }

    /** Rules: what of a delivery is taken in. */
    /** For how many days the record of a delivery is kept, from {@link #FEWEST_DAYS} to {@link #MOST_DAYS}. */
    public int keptDays() {
        return keptDays;
    }

    public Admission admission() {
        return new Admission(List.of(repositories), List.of(branches), fileNames, emails);
    }

    /** Counts the changes of the name and the rules, so that two people who change them at once are told. */
    public int edition() {
        return edition;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** When the first authentic delivery arrived. */
    public Optional<Instant> firstDeliveryAt() {
        return Optional.ofNullable(firstDeliveryAt);
    }

    /** When the newest authentic delivery arrived. */
    public Optional<Instant> lastDeliveryAt() {
        return Optional.ofNullable(lastDeliveryAt);
    }

    /** Whether a token of this hash was in force at that time: what was accepted while it was may still wait in the queue. */
    public boolean held(byte[] hash, Instant at) {
        return MessageDigest.isEqual(tokenHash, hash)
                || previousTokenUntil != null && at.isBefore(previousTokenUntil) && MessageDigest.isEqual(previousToken, hash);
    }

    /** The overlap of a replaced hook URL with the present one, while it lasts. */
    public Optional<Overlap> oldUrl(Instant now) {
        return overlap(previousTokenUntil, previousTokenUsedAt, tokenUsedAt, now);
    }

    /** The overlap of a replaced signing secret with the present one, while it lasts. */
    public Optional<Overlap> oldSecret(Instant now) {
        return overlap(previousSecretUntil, previousSecretUsedAt, secretUsedAt, now);
    }

    private static Optional<Overlap> overlap(Instant until, Instant oldUsedAt, Instant newUsedAt, Instant now) {
        return until != null && now.isBefore(until)
                ? Optional.of(new Overlap(until, Optional.ofNullable(oldUsedAt), Optional.ofNullable(newUsedAt)))
                : Optional.empty();
    }

    /** The primary key, as JPA wants it. */
    public static final class Key implements Serializable {

        private UUID tenantId;
        private UUID integrationId;

        public Key() {}

        Key(TenantId tenant, IntegrationId integration) {
            this.tenantId = tenant.value();
            this.integrationId = integration.value();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && tenantId.equals(key.tenantId) && integrationId.equals(key.integrationId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tenantId, integrationId);
        }
    }
}
