package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Brings the next stretch of one tenant's log to Jira. Each answer is kept as it comes, and the position moves in the transaction that
 * keeps the last one: whatever stops a round, the next begins where Jira's answers end. No connection is held while Jira is asked.
 */
final class Round {

    /** How long a refused entity rests before Jira is asked about it once more: the missing issue may have been created by then. */
    static final Duration REST = Duration.ofDays(1);

    private static final Logger LOG = Logger.getLogger(Round.class);

    private final DataSource database;
    private final Clock clock;
    private final Site site;
    private final RandomGenerator chance;

    Round(DataSource database, Clock clock, Site site, RandomGenerator chance) {
        this.database = database;
        this.clock = clock;
        this.site = site;
        this.chance = chance;
    }

    /** Does one round, if it is this tenant's time and no other node is at it. Says whether the log goes on after it. */
    boolean run(TenantId tenant) {
        var lease = transaction(connection -> {
            var taken = Progress.take(connection, tenant, clock.instant());
            if (taken.isPresent()) {
                Retelling.append(connection, tenant, Sent.partlyKnownBefore(connection, tenant, clock.instant().minus(REST)), clock.instant());
            }
            return taken;
        });
        if (lease.isEmpty()) {
            return false;
        }
        MDC.put("tenant", tenant);
        try {
            return new Course(lease.get()).run();
        } finally {
            MDC.remove("tenant");
        }
    }

    /** One round under way. */
    private final class Course {

        private final TenantId tenant;
        private final Deque<Step> steps = new ArrayDeque<>();
        private Map<Entity, Known.Told> told = Map.of();
        private Lease lease;
        private long upTo;

        Course(Lease lease) {
            this.tenant = lease.tenant();
            this.lease = lease;
        }

        boolean run() {
            try {
                var now = clock.instant();
                var snapshot = transaction(connection -> Snapshot.read(connection, lease, now.minus(REST)));
                told = snapshot.known().told();
                upTo = snapshot.wanted().upTo();
                steps.addAll(Plan.of(snapshot.wanted(), snapshot.known()));
                begin();
                return upload() && snapshot.more();
            } catch (Lease.Lost lost) {
                LOG.infof("upload tenant=%s: %s", tenant, lost.getMessage());
                return false;
            } catch (RuntimeException defect) {
                // Ours or the database's, never Jira's answer: nothing is given up, and it must not spin.
                LOG.errorf(defect, "upload tenant=%s: failed on our side", tenant);
                return setBack(Optional.empty(), "");
            }
        }

        private void begin() {
            if (steps.stream().anyMatch(Step.Bulk.class::isInstance)) {
                transaction(connection -> {
                    Progress.begun(connection, lease, upTo);
                    return null;
                });
            }
        }

        private boolean upload() {
            if (steps.isEmpty()) {
                keep(connection -> null);
            }
            while (!steps.isEmpty()) {
                var step = steps.pop();
                var answered = Answered.by(site, tenant, step);
                LOG.infof("upload tenant=%s %s", tenant, answered.line());
                switch (answered.verdict()) {
                    case Verdict.Taken(var body) -> keep(connection -> taken(connection, answered));
                    case Verdict.Refused(var message) -> {
                        if (step instanceof Step.Bulk bulk && bulk.size() > 1) {
                            // Too much, or one bad entity that spoils the rest: halving finds it, and all others get through.
                            steps.push(bulk.secondHalf());
                            steps.push(bulk.firstHalf());
                            keep(connection -> null);
                        } else {
                            keep(connection -> refused(connection, answered, message));
                        }
                    }
                    case Verdict.Closed(var message) -> keep(connection -> refused(connection, answered, message));
                    case Verdict.Later(var after) -> {
                        return setBack(after.map(asked -> Patience.asked(asked, chance)), "");
                    }
                    case Verdict.Parked(var trouble) -> {
                        return setBack(Optional.of(Patience.PARKED), trouble);
                    }
                }
            }
            return true;
        }

        private Void taken(Connection connection, Answered answered) throws SQLException {
            switch (answered.step()) {
                case Step.Bulk bulk -> stored(connection, lease.unsure() ? doubted(bulk, answered.outcomes()) : answered.outcomes());
                case Step.Erase erase -> Sent.record(connection, tenant, answered.outcomes(), clock.instant());
                case Step.Withdraw withdraw -> Sent.record(connection, tenant, answered.outcomes(), clock.instant());
                case Step.EraseRepository(var repository, var api, var position) ->
                        Sent.record(connection, tenant, repository, api, position, Outcome.Kind.DELETED, "", clock.instant());
                case Step.EraseIntegration(var integration, var api) -> Sent.forget(connection, tenant, integration, api);
            }
            return null;
        }

        // Jira may have heard this very state before, when it did not know all of the issues yet, and then it ignored it now: it is told again later.
        private static List<Outcome> doubted(Step.Bulk bulk, List<Outcome> outcomes) {
            var several = bulk.items().stream().filter(item -> item.keys().size() > 1).map(Item::entity).collect(Collectors.toSet());
            return outcomes.stream()
                    .map(outcome -> outcome.kind() == Outcome.Kind.ACCEPTED && several.contains(outcome.entity())
                            ? new Outcome(outcome.entity(), outcome.position(), Outcome.Kind.PARTLY_KNOWN, outcome.message())
                            : outcome)
                    .toList();
        }

        // What is to be withdrawn is kept with the answer to that: until then it counts as what it was, and is not forgotten.
        private void stored(Connection connection, List<Outcome> outcomes) throws SQLException {
            var stale = outcomes.stream().filter(this::leavesAnOlderState).toList();
            Sent.record(connection, tenant, outcomes.stream().filter(outcome -> !stale.contains(outcome)).toList(), clock.instant());
            stale.forEach(outcome -> steps.push(new Step.Withdraw(outcome)));
        }

        private boolean leavesAnOlderState(Outcome outcome) {
            var before = told.get(outcome.entity());
            return outcome.kind() == Outcome.Kind.UNKNOWN_KEYS && before != null && before.there();
        }

        private Void refused(Connection connection, Answered answered, String message) throws SQLException {
            Sent.record(connection, tenant, answered.outcomes(), clock.instant());
            switch (answered.step()) {
                case Step.Bulk bulk -> { }
                case Step.Erase erase -> { }
                case Step.Withdraw withdraw -> { }
                case Step.EraseRepository(var repository, var api, var position) ->
                        Sent.record(connection, tenant, repository, api, position, Outcome.Kind.FAILED, message, clock.instant());
                case Step.EraseIntegration(var integration, var api) -> Sent.refused(connection, tenant, integration, api, message, clock.instant());
            }
            return null;
        }

        // One transaction: the answer, the proof that we still may, and after the last step the position.
        private void keep(Work<Void> answer) {
            lease = transaction(connection -> {
                answer.in(connection);
                if (steps.isEmpty()) {
                    Progress.reached(connection, lease, upTo, clock.instant());
                    return lease;
                }
                return Progress.renew(connection, lease, clock.instant());
            });
        }

        private boolean setBack(Optional<Duration> asked, String trouble) {
            var wait = asked.orElseGet(() -> Patience.after(lease.failures(), chance));
            transaction(connection -> {
                Progress.setBack(connection, lease, wait, trouble, clock.instant());
                return null;
            });
            return false;
        }
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T transaction(Work<T> work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the upload's state could not be read or kept", e);
        }
    }
}
