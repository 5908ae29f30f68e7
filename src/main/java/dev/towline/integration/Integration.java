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

    /** What an administrator sees at a glance. */
    public enum State { WAITING, CONNECTED, PAUSED }

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

    @Column(name = "token_rotated_at")
    Instant tokenRotatedAt;

    @Column(name = "signing_secret")
    byte[] signingSecret;

    @Column(name = "previous_secret")
    byte[] previousSecret;

    @Column(name = "secret_rotated_at")
    Instant secretRotatedAt;

    @Column(name = "description_keys")
    boolean descriptionKeys;

    String[] projects;

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

    /** Whether a token of this hash was in force at that time: what was accepted before a rotation may still wait in the queue. */
    public boolean held(byte[] hash, Instant at) {
        return MessageDigest.isEqual(tokenHash, hash)
                || tokenRotatedAt != null && at.isBefore(tokenRotatedAt) && MessageDigest.isEqual(previousToken, hash);
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
