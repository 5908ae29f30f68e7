package dev.towline.alert;

import dev.towline.integration.IntegrationId;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Where a site wants to be told of trouble, as an administrator sets it. */
@ApplicationScoped
public class Alerts {

    /** What became of the wish to be told somewhere. */
    public enum Wished { SET, NO_ADDRESS, NOT_HTTPS, UNKNOWN_HOST, WITHIN }

    /**
     * @param host   of the address; the rest of it is not shown again
     * @param answer to the last message; empty before the first
     */
    public record State(String host, Optional<Posted> answer, Optional<Instant> saidAt) {}

    private final Targets targets;
    private final Postman postman;
    private final Message message;
    private final DataSource database;
    private final Clock clock;

    Alerts(Targets targets, Postman postman, Message message, DataSource database, Clock clock) {
        this.targets = targets;
        this.postman = postman;
        this.message = message;
        this.database = database;
        this.clock = clock;
    }

    /** Empty when the site does not want to be told. */
    public Optional<State> state(TenantId tenant) {
        return target(tenant).map(target -> new State(target.host(), target.answer(), target.saidAt()));
    }

    /**
     * What is the matter already is told at the next look.
     *
     * @param language of messages from now on: one that {@link AlertTexts} has
     */
    public Wished set(TenantId tenant, String url, String language) {
        try (var connection = database.getConnection()) {
            targets.set(connection, tenant, postman.check(url), language, clock.instant());
            return Wished.SET;
        } catch (AlertUrl.NotTaken e) {
            return Wished.valueOf(e.fault().name());
        } catch (SQLException e) {
            throw new IllegalStateException("the address for alerts could not be kept", e);
        }
    }

    /** Whether there was one. */
    public boolean remove(TenantId tenant) {
        try (var connection = database.getConnection()) {
            return targets.remove(connection, tenant);
        } catch (SQLException e) {
            throw new IllegalStateException("the address for alerts could not be removed", e);
        }
    }

    /** Forgets what was the matter with an integration that is being deleted, within the caller's transaction. */
    public void forget(TenantId tenant, IntegrationId integration) {
        try (var connection = database.getConnection()) {
            AlertRows.forget(connection, tenant, integration);
        } catch (SQLException e) {
            throw new IllegalStateException("an integration's alerts could not be erased", e);
        }
    }

    /** Sends a message that says that it is one; empty when there is nowhere to send it. */
    public Optional<Posted> test(Tenant site) {
        return target(site.id()).map(target -> postman.post(target.url(), message.test(site, target.language())));
    }

    private Optional<Targets.Target> target(TenantId tenant) {
        try (var connection = database.getConnection()) {
            return targets.find(connection, tenant);
        } catch (SQLException e) {
            throw new IllegalStateException("the address for alerts could not be read", e);
        }
    }
}
