package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import dev.towline.provider.Subscription;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which Amazon SNS topics may send to an integration. Anybody can subscribe a hook URL that they know to a topic of their own, and
 * AWS signs what they publish there; so a topic counts only once an administrator, who sees its name and account, has confirmed it.
 */
@ApplicationScoped
public class SnsSubscriptions {

    /** How long AWS takes the answer to a question. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html (2026-11) */
    public static final Duration QUESTIONS_LIVE = Duration.ofDays(2);

    /** Topics that may wait for an answer in one integration: more are no administrator's, and nobody would read them. */
    public static final int MOST_WAITING = 10;

    /**
     * One topic as an administrator sees it.
     *
     * @param askedAt   when the newest question came
     * @param isWaiting the question waits for the administrator's answer, which AWS still takes
     */
    public record Topic(String arn, Instant askedAt, boolean isWaiting, Optional<Instant> confirmedAt, Optional<Instant> endedAt) {}

    private final SecretKeys keys;
    private final DataSource database;

    SnsSubscriptions(SecretKeys keys, DataSource database) {
        this.keys = keys;
        this.database = database;
    }

    /** Whether what arrived at that time from this topic is to be believed. */
    public boolean isConfirmed(TenantId tenant, IntegrationId integration, String topic, Instant at) {
        try (var connection = database.getConnection();
                var select = prepared(connection, """
                        select 1 from sns_subscription where tenant_id = ? and integration_id = ? and topic_arn = ?
                          and confirmed_at is not null and (ended_at is null or ended_at > ?)""", tenant.value(), integration.value(), topic, at);
                var rows = select.executeQuery()) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException("the SNS subscriptions could not be read", e);
        }
    }

    /**
     * Keeps what SNS said of a subscription, within the caller's transaction and under the tenant's lock.
     *
     * @return false when too many topics wait for an answer already
     */
    public boolean note(Connection connection, TenantId tenant, IntegrationId integration, Subscription said, Instant at) throws SQLException {
        try (var change = switch (said) {
            case Subscription.Asked asked -> prepared(connection, """
                    insert into sns_subscription as known (tenant_id, integration_id, topic_arn, token, asked_at)
                    select ?, ?, ?, ?, ?
                    where (select count(*) from sns_subscription where tenant_id = ? and integration_id = ? and topic_arn <> ? and token is not null) < ?
                    on conflict (tenant_id, integration_id, topic_arn) do update
                    set token = case when excluded.asked_at > known.asked_at then excluded.token else known.token end,
                        asked_at = greatest(excluded.asked_at, known.asked_at)""",
                    tenant.value(), integration.value(), asked.topic(), seal(tenant, integration, asked), at,
                    tenant.value(), integration.value(), asked.topic(), MOST_WAITING);
            // One that was confirmed again meanwhile goes on.
            case Subscription.Ended ended -> prepared(connection, """
                    update sns_subscription set ended_at = ?
                    where tenant_id = ? and integration_id = ? and topic_arn = ? and confirmed_at < ? and ended_at is null""",
                    at, tenant.value(), integration.value(), ended.topic(), at);
        }) {
            return change.executeUpdate() == 1 || said instanceof Subscription.Ended;
        }
    }

    /** By ARN. */
    public List<Topic> topics(TenantId tenant, IntegrationId integration, Instant now) {
        try (var connection = database.getConnection();
                var select = prepared(connection, """
                        select topic_arn, asked_at, token is not null and asked_at > ?, confirmed_at, ended_at
                        from sns_subscription where tenant_id = ? and integration_id = ? order by topic_arn""",
                        now.minus(QUESTIONS_LIVE), tenant.value(), integration.value());
                var rows = select.executeQuery()) {
            var topics = new ArrayList<Topic>();
            while (rows.next()) {
                topics.add(new Topic(rows.getString(1), rows.getTimestamp(2).toInstant(), rows.getBoolean(3),
                        Optional.ofNullable(rows.getTimestamp(4)).map(Timestamp::toInstant),
                        Optional.ofNullable(rows.getTimestamp(5)).map(Timestamp::toInstant)));
            }
            return topics;
        } catch (SQLException e) {
            throw new IllegalStateException("the SNS subscriptions could not be read", e);
        }
    }

    /** The question about this topic that waits for an answer. */
    public Optional<Subscription.Asked> question(TenantId tenant, IntegrationId integration, String topic, Instant now) {
        try (var connection = database.getConnection();
                var select = prepared(connection, """
                        select token from sns_subscription
                        where tenant_id = ? and integration_id = ? and topic_arn = ? and token is not null and asked_at > ?""",
                        tenant.value(), integration.value(), topic, now.minus(QUESTIONS_LIVE));
                var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(open(tenant, integration, topic, rows.getBytes(1))) : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException("the SNS subscriptions could not be read", e);
        }
    }

    /**
     * From now on the topic's messages are believed. Call it when AWS has taken the answer.
     *
     * @param by account id of the administrator
     * @return false when there is no such topic any more
     */
    public boolean confirm(TenantId tenant, IntegrationId integration, String topic, String by, Instant now) {
        try (var connection = database.getConnection();
                var update = prepared(connection, """
                        update sns_subscription set token = null, confirmed_at = ?, confirmed_by = ?, ended_at = null
                        where tenant_id = ? and integration_id = ? and topic_arn = ?""", now, by, tenant.value(), integration.value(), topic)) {
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException("the SNS subscription could not be confirmed", e);
        }
    }

    /** Forgets an integration's topics, within the caller's transaction. */
    public static void forget(Connection connection, TenantId tenant, IntegrationId integration) throws SQLException {
        try (var delete = prepared(connection, "delete from sns_subscription where tenant_id = ? and integration_id = ?", tenant.value(), integration.value())) {
            delete.executeUpdate();
        }
    }

    /** Forgets questions that nobody answered while AWS took the answer. @return how many */
    public static int dropUnanswered(Connection connection, Instant now) throws SQLException {
        try (var delete = prepared(connection, "delete from sns_subscription where confirmed_at is null and asked_at < ?", now.minus(QUESTIONS_LIVE))) {
            return delete.executeUpdate();
        }
    }

    private byte[] seal(TenantId tenant, IntegrationId integration, Subscription.Asked asked) {
        return keys.seal(asked.token().getBytes(StandardCharsets.US_ASCII), purpose(tenant, integration, asked.topic()));
    }

    private Subscription.Asked open(TenantId tenant, IntegrationId integration, String topic, byte[] sealed) {
        return new Subscription.Asked(topic, new String(keys.open(sealed, purpose(tenant, integration, topic)), StandardCharsets.US_ASCII));
    }

    private static String purpose(TenantId tenant, IntegrationId integration, String topic) {
        return "sns-subscription/" + tenant + "/" + integration + "/" + topic;
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant instant ? Timestamp.from(instant) : values[i]);
        }
        return statement;
    }
}
