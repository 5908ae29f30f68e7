package dev.towline.index;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What is missing of the history that an integration tells, and what a repair is telling right now (law 9). A gap is shown until
 * the deliveries that were missing arrive, or a repair tells the whole of it; it is never taken for closed by a guess.
 */
public final class Gaps {

    /**
     * How long a hole may still be filled by a delivery on its way. Azure DevOps tries for 183 seconds, Gerrit as we advise it for
     * 10 minutes, and our own queue hides a message that failed for up to 5.
     */
    public static final Duration GRACE = Duration.ofMinutes(15);

    /** Nobody reads further, and a repair asks again when it has told these. */
    public static final int LIMIT = 1_000;

    // A repair that said nothing for as long was stopped; the gaps tell what it left.
    private static final Duration RECOUNT_AGE = Duration.ofHours(6);
    private static final int RECOUNTS = 20;

    public enum Kind {
        /** Pushes that were never told. */
        MISSING,
        /** A push that listed only some of its commits. */
        TRUNCATED,
        /** History that was rewritten: nothing is missing, but earlier commits are no longer on the branch. */
        REWRITE;

        /** As the API and the table name it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One gap, or several on one ref whose size nobody knows and which are one repair.
     *
     * @param ref     full: {@code refs/heads/x}
     * @param from    what is known; zeros when everything that leads to {@code to} may be missing
     * @param missing commits, where the git server tells their number
     * @param pushes  how many pushes it stands for
     * @param since   the git server's time of the earliest of them
     */
    public record Gap(
            String repository, String repositoryName, String ref, Kind kind, String from, String to, OptionalInt missing, int pushes, Instant since) {

        /** Whether there is something to repair. */
        public boolean isOpen() {
            return kind != Kind.REWRITE;
        }
    }

    /** A stretch that a repair is telling: some of its parts are here. */
    public record Recount(String repositoryName, String ref, int received, int parts, Instant latest) {}

    private Gaps() {}

    /** The gaps of an integration, at most {@link #LIMIT}: what can be repaired first, the newest of it first. */
    public static List<Gap> of(Connection connection, TenantId tenant, IntegrationId integration, Instant now) throws SQLException {
        try (var open = Query.of(connection, tenant, GapsSql.OPEN).value(integration).value(now.minus(GRACE)).value(LIMIT)) {
            return open.rows(Gaps::gap);
        }
    }

    /** Repairs under way, the latest first. */
    public static List<Recount> recounts(Connection connection, TenantId tenant, IntegrationId integration, Instant now) throws SQLException {
        try (var recounts = Query.of(connection, tenant, GapsSql.RECOUNTS).value(integration).value(now.minus(RECOUNT_AGE)).value(RECOUNTS)) {
            return recounts.rows(row -> new Recount(
                    row.getString("name"), row.getString("ref"), row.getInt("received"), row.getInt("parts"), Query.time(row, "latest")));
        }
    }

    private static Gap gap(ResultSet row) throws SQLException {
        var missing = row.getObject("missing", Integer.class);
        return new Gap(
                row.getString("repository"), row.getString("name"), row.getString("ref"), Kind.of(row.getString("kind")),
                row.getString("from_sha"), row.getString("to_sha"), missing == null ? OptionalInt.empty() : OptionalInt.of(missing),
                row.getInt("pushes"), Query.time(row, "since"));
    }
}
