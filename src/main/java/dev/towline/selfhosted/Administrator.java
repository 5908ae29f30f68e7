package dev.towline.selfhosted;

import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The one who administers a self-hosted deployment: logs in with the password, acts by a session, and logs out. */
@ApplicationScoped
public class Administrator {

    /** What came of an attempt to log in. */
    public sealed interface Login {

        record Done(Session session) implements Login {}

        record Wrong() implements Login {}

        /** Too many were wrong, or many try at once. */
        record Wait(Duration time) implements Login {}
    }

    /** Longer than any password; hashing more is work for a stranger. */
    private static final int LONGEST = 200;
    // A hash takes a third of a second of a processor; the other one is for everybody else.
    private static final int BESIDE = 1;
    private static final Duration BUSY = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(Administrator.class);

    private final Tenants tenants;
    private final DataSource database;
    private final Clock clock;
    private final Attempts attempts;
    private final Semaphore hashing = new Semaphore(BESIDE);
    private final SecureRandom random = new SecureRandom();

    Administrator(Tenants tenants, DataSource database, Clock clock) {
        this.tenants = tenants;
        this.database = database;
        this.clock = clock;
        this.attempts = new Attempts(clock);
    }

    /** @param address from which the attempt comes */
    public Login login(String password, String address) {
        if (!hashing.tryAcquire()) {
            return new Login.Wait(BUSY);
        }
        try {
            var wait = attempts.begin(address);
            if (wait.isPresent()) {
                return new Login.Wait(wait.get());
            }
            var tenant = tenant();
            var kept = within(connection -> AdministratorRows.password(connection, tenant.id()));
            if (password.length() > LONGEST || kept.isEmpty() || !Password.matches(password, kept.get())) {
                LOG.warnf("login: wrong password, from %s", address);
                return new Login.Wrong();
            }
            attempts.succeeded(address);
            var session = Session.fresh(random);
            within(connection -> {
                AdministratorRows.open(connection, tenant.id(), session, clock.instant());
                return null;
            });
            LOG.infof("login: from %s", address);
            return new Login.Done(session);
        } finally {
            hashing.release();
        }
    }

    /** Who acts by this session; empty when there is none, or it is over. */
    Optional<Viewer> of(Session session) {
        var tenant = tenant();
        return within(connection -> AdministratorRows.isOpen(connection, tenant.id(), session, clock.instant())) ? Optional.of(Viewer.local(tenant)) : Optional.empty();
    }

    /** Ends the session, when its own page asks for it. Whether that page did. */
    public boolean logout(Session session, String proof) {
        if (!session.isProvenBy(proof)) {
            return false;
        }
        within(connection -> {
            AdministratorRows.close(connection, tenant().id(), session);
            return null;
        });
        return true;
    }

    /** Sees to it that there is a password: the one of the settings, or a new one that is returned to be shown once. */
    Optional<String> settle(Tenant tenant, Optional<String> given) {
        var kept = within(connection -> AdministratorRows.password(connection, tenant.id()));
        if (given.isPresent()) {
            if (kept.isEmpty()) {
                begin(tenant, given.get());
            } else if (!Password.matches(given.get(), kept.get())) {
                within(connection -> {
                    AdministratorRows.change(connection, tenant.id(), Password.hash(given.get(), random), clock.instant());
                    return null;
                });
                LOG.info("the administrator's password was changed by the settings; all sessions ended");
            }
            return Optional.empty();
        }
        var generated = Password.generate(random);
        return kept.isEmpty() && begin(tenant, generated) ? Optional.of(generated) : Optional.empty();
    }

    private boolean begin(Tenant tenant, String password) {
        return within(connection -> AdministratorRows.begin(connection, tenant.id(), Password.hash(password, random), clock.instant()));
    }

    private Tenant tenant() {
        return tenants.selfHosted().orElseThrow(() -> new IllegalStateException("a self-hosted deployment without its tenant"));
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T within(Work<T> work) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }
}
