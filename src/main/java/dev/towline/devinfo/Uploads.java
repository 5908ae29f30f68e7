package dev.towline.devinfo;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How a tenant's uploads to Jira stand, for the pages that administrators read. */
public final class Uploads {

    /** Failures in a row after which waiting is worth a word: before that it is a hiccup. */
    private static final int WORTH_A_WORD = 3;

    /** Changes are counted no further: "many" is all that a person needs to know then. */
    public static final int COUNT_LIMIT = 10_000;

    /**
     * An entity that Jira refused.
     *
     * @param kind    {@code commit}, {@code branch}, {@code pull_request}, {@code build} or {@code deployment}
     * @param outcome {@code failed} or {@code unknown_keys}
     * @param message Jira's own words
     */
    public record Refused(IntegrationId integration, String repository, String kind, String entity, String outcome, String message, Instant at) {}

    /**
     * What Jira last said of one entity.
     *
     * @param outcome  {@code accepted}, {@code failed}, {@code unknown_keys} or {@code deleted}
     * @param message  Jira's own words; {@code ""} when all is well. Of an accepted entity it names the issues that Jira does not know
     * @param position the state that it was told
     */
    public record Answer(String outcome, String message, Instant at, long position) {}

    private Uploads() {}

    /** What stands in the way, in words for the administrator; {@code ""} when nothing does. */
    public static String trouble(Connection connection, TenantId tenant) throws SQLException {
        try (var query = connection.prepareStatement("select trouble, failures from devinfo_progress where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return "";
                }
                var trouble = rows.getString(1);
                var failures = rows.getInt(2);
                return trouble.isEmpty() && failures >= WORTH_A_WORD
                        ? "Jira has not taken our uploads " + failures + " times in a row. We go on trying."
                        : trouble;
            }
        }
    }

    /** Failures in a row, and when Jira is asked again; empty when nothing failed. */
    public record SetBack(int failures, Instant retryAt) {}

    public static Optional<SetBack> setBack(Connection connection, TenantId tenant) throws SQLException {
        try (var query = connection.prepareStatement("select failures, retry_at from devinfo_progress where tenant_id = ? and failures > 0")) {
            query.setObject(1, tenant.value());
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(new SetBack(rows.getInt(1), rows.getTimestamp(2).toInstant())) : Optional.empty();
            }
        }
    }

    /** How many changes are not yet with Jira, at most {@link #COUNT_LIMIT}. */
    public static int lag(Connection connection, TenantId tenant) throws SQLException {
        var sql = """
                select count(*) from (select 1 from change where tenant_id = ?
                  and position > coalesce((select position from devinfo_progress where tenant_id = ?), 0) limit ?) waiting
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, tenant.value());
            query.setInt(3, COUNT_LIMIT);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** When the oldest change was made that Jira has not heard of yet. @param integration of this one only; empty: of any */
    public static Optional<Instant> waitingSince(Connection connection, TenantId tenant, Optional<IntegrationId> integration) throws SQLException {
        var sql = """
                select at from change where tenant_id = ? and position > coalesce((select position from devinfo_progress where tenant_id = ?), 0)
                  and kind in ('COMMIT', 'BRANCH', 'PULL_REQUEST', 'BUILD', 'DEPLOYMENT', 'REPOSITORY') and (?::uuid is null or integration_id = ?::uuid)
                order by position limit 1
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, tenant.value());
            query.setObject(3, integration.map(IntegrationId::value).orElse(null));
            query.setObject(4, integration.map(IntegrationId::value).orElse(null));
            try (var rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    /** How far the log was brought to Jira; 0 when nothing was yet. */
    public static long reached(Connection connection, TenantId tenant) throws SQLException {
        try (var query = connection.prepareStatement("select position from devinfo_progress where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** What Jira said of this entity; empty while it was told nothing. @param kind as in {@link Refused} */
    public static Optional<Answer> answer(Connection connection, TenantId tenant, IntegrationId integration, String repository, String kind, String entity)
            throws SQLException {
        var sql = """
                select case outcome when 'partly_known' then 'accepted' else outcome end, message, at, position from devinfo_sent
                where tenant_id = ? and integration_id = ? and repository = ? and kind = ? and entity = ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setObject(2, integration.value());
            query.setString(3, repository);
            query.setString(4, kind);
            query.setString(5, entity);
            try (var rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Answer(rows.getString(1), rows.getString(2), rows.getObject(3, java.time.OffsetDateTime.class).toInstant(), rows.getLong(4)))
                        : Optional.empty();
            }
        }
    }

    /** Entities that Jira refused, the newest answer first. They are asked about again every day until Jira takes them. */
    public static List<Refused> refused(Connection connection, TenantId tenant, int limit) throws SQLException {
        var sql = """
                select integration_id, repository, kind, entity, outcome, message, at from devinfo_sent
                where tenant_id = ? and outcome in ('failed', 'unknown_keys') order by at desc limit ?
                """;
        try (var query = connection.prepareStatement(sql)) {
            query.setObject(1, tenant.value());
            query.setInt(2, limit);
            var refused = new ArrayList<Refused>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    refused.add(new Refused(
                            new IntegrationId(rows.getObject(1, UUID.class)), rows.getString(2), rows.getString(3), rows.getString(4),
                            rows.getString(5), rows.getString(6), rows.getObject(7, java.time.OffsetDateTime.class).toInstant()));
                }
            }
            return refused;
        }
    }
}
