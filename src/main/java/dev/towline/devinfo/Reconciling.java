package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.jira.CredentialRefused;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Compares what Jira holds of one repository with what it was told, and has the upload repair the differences: they get a new place in the log,
 * and it decides from the index what to tell. No connection is held while Jira is asked. A step that dies is done again.
 */
final class Reconciling {

    /** Builds, and deployments, of a repository that are compared: Jira lists none, and each costs a request. */
    static final int RUNS = 10;

    /** Between two requests of a tenant: 60 a minute are far below what Jira allows an app, and uploads go beside them. */
    static final Duration PACE = Duration.ofSeconds(1);

    // A repository whose answer Jira fails to give must not keep the others waiting for good; nor does a refusal that lasts an hour go away by itself.
    private static final int TRIES = 5;

    private static final Duration RETRY = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(Reconciling.class);

    private final DataSource database;
    private final Clock clock;
    private final Site site;
    private final Duration pace;

    Reconciling(DataSource database, Clock clock, Site site, Duration pace) {
        this.database = database;
        this.clock = clock;
        this.site = site;
        this.pace = pace;
    }

    /** The tenants whose time it is. */
    List<TenantId> due() {
        return transaction(connection -> Reconciliation.due(connection, clock.instant()));
    }

    void spread() {
        transaction(connection -> {
            Reconciliation.spread(connection, clock.instant());
            return null;
        });
    }

    /** Compares the next repository, if it is this tenant's time and no other node is at it. */
    void step(TenantId tenant) {
        var taken = transaction(connection -> Reconciliation.take(connection, tenant, clock.instant()));
        if (taken.isEmpty()) {
            return;
        }
        try {
            new Comparison(taken.get()).run();
        } catch (Lease.Lost lost) {
            LOG.infof("comparison tenant=%s: another node is at it", tenant);
        }
    }

    /** Jira does not answer the question now. */
    private static final class Stopped extends Exception {
        private final Verdict why;

        Stopped(Verdict why) {
            super(why.getClass().getSimpleName(), null, false, false);
            this.why = why;
        }
    }

    /** One repository's. */
    private final class Comparison {

        private final TenantId tenant;
        private Reconciliation.Turn turn;

        Comparison(Reconciliation.Turn turn) {
            this.tenant = turn.tenant();
            this.turn = turn;
        }

        void run() {
            var trouble = transaction(connection -> Uploads.trouble(connection, tenant));
            if (!trouble.isEmpty()) {
                // A site that is not where it was says of everything that it has none.
                refused(trouble);
                return;
            }
            var next = transaction(connection -> Reconciliation.next(connection, turn));
            if (next.isEmpty()) {
                end("");
                return;
            }
            try {
                passed(next.get(), differences(next.get()), true);
            } catch (Stopped stopped) {
                stopped(next.get(), stopped.why);
            }
        }

        private List<Difference> differences(RepositoryId repository) throws Stopped {
            var listed = ask(Api.DEVINFO, "/repository/" + Ids.repository(repository.integration(), repository.repository()));
            var held = listed.map(answer -> Held.of(repository, answer.body())).orElseGet(() -> new Held(Map.of(), 0));
            var shown = new HashMap<>(held.shown());
            var entities = new LinkedHashSet<>(shown.keySet());
            entities.addAll(candidates(repository, Api.DEVINFO.kinds(), Held.SHOWN));
            for (var kind : List.of(Entity.Kind.BUILD, Entity.Kind.DEPLOYMENT)) {
                for (var run : candidates(repository, List.of(kind), RUNS).stream().limit(RUNS).toList()) {
                    try {
                        ask(kind.api, RunKey.of(run).path()).ifPresent(answer -> shown.put(run, answer.body()));
                        entities.add(run);
                    } catch (Stopped stopped) {
                        if (!(stopped.why instanceof Verdict.Closed)) {
                            throw stopped;
                        }
                        // The upload says so already.
                        break;
                    }
                }
            }
            var now = clock.instant();
            return transaction(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("set transaction isolation level repeatable read, read only");
                }
                return Expected.read(connection, tenant, entities);
            }).stream().flatMap(expected -> Difference.of(expected, new Held(shown, complete(expected, held)), now).stream()).toList();
        }

        // Of a build Jira was asked by name.
        private long complete(Expected expected, Held listed) {
            return expected.entity().kind().api == Api.DEVINFO ? listed.complete() : 0;
        }

        private Set<Entity> candidates(RepositoryId repository, List<Entity.Kind> kinds, int limit) {
            return transaction(connection -> Expected.candidates(connection, tenant, repository, kinds, limit));
        }

        /** Empty when Jira has nothing there. */
        private Optional<JiraAnswer> ask(Api api, String path) throws Stopped {
            turn = transaction(connection -> Reconciliation.renew(connection, turn, clock.instant()));
            try {
                Thread.sleep(pace);
                var answer = site.send(tenant, "GET", api.path + path, null);
                LOG.infof("comparison tenant=%s api=%s status=%d", tenant, api, answer.status());
                if (answer.status() == 404) {
                    return Optional.empty();
                }
                var verdict = Verdict.of(site.kind(tenant), api, answer);
                if (verdict instanceof Verdict.Taken(var body) && body.isObject()) {
                    return Optional.of(answer);
                }
                // An answer that says nothing is none.
                throw new Stopped(verdict instanceof Verdict.Taken ? new Verdict.Later(Optional.empty()) : verdict);
            } catch (JiraUnavailable unavailable) {
                throw new Stopped(new Verdict.Later(unavailable.retryAfter()));
            } catch (CredentialRefused refused) {
                throw new Stopped(new Verdict.Parked(refused.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped(new Verdict.Later(Optional.of(Duration.ZERO)));
            }
        }

        private void passed(RepositoryId repository, List<Difference> differences, boolean compared) {
            var removed = (int) differences.stream().filter(Difference::leftOver).count();
            var told = differences.size() - removed;
            transaction(connection -> {
                var now = clock.instant();
                Retelling.append(connection, tenant, differences.stream().map(difference -> difference.expected().entity()).toList(), now);
                Sent.found(connection, tenant, differences, now);
                Reconciliation.passed(connection, turn, repository, told, removed, compared, now);
                return null;
            });
            if (!differences.isEmpty()) {
                LOG.infof("comparison tenant=%s told_again=%d taken_out=%d", tenant, told, removed);
            }
        }

        private void stopped(RepositoryId repository, Verdict why) {
            switch (why) {
                case Verdict.Parked(var trouble) -> refused(trouble);
                case Verdict.Later(var after) when after.isPresent() -> setBack(turn.failures(), after.get(), "");
                case Verdict.Later later when turn.failures() + 1 < TRIES -> setBack(turn.failures() + 1, RETRY, "");
                case Verdict.Later later -> passed(repository, List.of(), false);
                case Verdict.Refused refused -> passed(repository, List.of(), false);
                case Verdict.Closed closed -> passed(repository, List.of(), false);
                case Verdict.Taken taken -> throw new IllegalStateException("an answer stops nothing");
            }
        }

        private void refused(String trouble) {
            if (turn.failures() + 1 < TRIES) {
                setBack(turn.failures() + 1, Patience.PARKED, trouble);
            } else {
                end(trouble);
            }
        }

        private void setBack(int failures, Duration wait, String trouble) {
            transaction(connection -> {
                Reconciliation.setBack(connection, turn, failures, clock.instant().plus(wait), trouble);
                return null;
            });
        }

        private void end(String trouble) {
            transaction(connection -> {
                Reconciliation.ended(connection, turn, trouble, clock.instant());
                return null;
            });
            LOG.infof("comparison tenant=%s ended%s", tenant, trouble.isEmpty() ? "" : ": Jira refuses it");
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
            throw new IllegalStateException("the comparison's state could not be read or kept", e);
        }
    }
}
