package dev.towline.web;

import dev.towline.index.Authors;
import dev.towline.index.Resend;
import dev.towline.integration.Identities;
import dev.towline.integration.Identities.Identity;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/** Which Atlassian accounts an integration's people are. What is changed here is told to Jira once more. */
@ApplicationScoped
public class People {

    /** As many as one works off at a time; when these have an account, the next show. */
    static final int SUGGESTED = 10;

    /** More is easier read in the file. */
    static final int SHOWN = 50;

    /** As the API and the page have it. */
    public record Person(String git, String email, String account) {

        static Person of(Identity identity) {
            return new Person(identity.gitName(), identity.email(), identity.account());
        }
    }

    /**
     * Somebody of whom nobody has said which account that is.
     *
     * @param git the name by which they would be looked up: the e-mail where the git server tells one that is theirs
     */
    public record Suggestion(String name, String git, int commits) {

        static Suggestion of(Authors.Author author) {
            var email = author.email().contains("@") ? author.email() : "";
            var git = !email.isEmpty() ? email : author.username().isEmpty() ? author.name() : author.username();
            return new Suggestion(author.name().isEmpty() ? git : author.name(), Identities.key(git), author.commits());
        }
    }

    /** @param count of people, of whom at most {@link #SHOWN} are in the list */
    public record View(String id, String name, List<Person> people, int count, List<Suggestion> suggestions) {

        /** People who are not in the list. */
        public int more() {
            return count - people.size();
        }
    }

    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private final DataSource database;
    private final Clock clock;

    People(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    View view(TenantId tenant, Integration integration) {
        return with(connection -> new View(
                integration.id().toString(), integration.name(),
                Identities.page(connection, tenant, integration.id(), "", SHOWN).stream().map(Person::of).toList(),
                Identities.count(connection, tenant, integration.id()),
                Authors.unmatched(connection, tenant, integration.id(), SUGGESTED).stream().map(Suggestion::of).toList()));
    }

    List<Identity> all(TenantId tenant, IntegrationId integration) {
        return with(connection -> Identities.page(connection, tenant, integration, "", Identities.LIMIT));
    }

    /** Whether there is room for as many as these; within the caller's transaction. */
    boolean keep(TenantId tenant, IntegrationId integration, List<Identity> identities) {
        return with(connection -> {
            var different = Identities.keep(connection, tenant, integration, identities, clock.instant());
            if (different == 1 && identities.size() == 1) {
                Resend.of(connection, tenant, integration, identities.getFirst().gitName());
            } else if (different > 0) {
                Resend.ofEverybody(connection, tenant, integration);
            }
            return Identities.count(connection, tenant, integration) <= Identities.LIMIT;
        });
    }

    /** Whether there was such a person; within the caller's transaction. */
    boolean remove(TenantId tenant, IntegrationId integration, String git) {
        return with(connection -> {
            var removed = Identities.remove(connection, tenant, integration, git);
            if (removed) {
                Resend.of(connection, tenant, integration, Identities.key(git));
            }
            return removed;
        });
    }

    private <T> T with(Work<T> work) {
        try (var connection = database.getConnection()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the people of an integration could not be read or kept", e);
        }
    }
}
