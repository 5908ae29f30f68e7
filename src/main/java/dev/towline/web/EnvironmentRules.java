package dev.towline.web;

import dev.towline.index.Resend;
import dev.towline.integration.EnvironmentType;
import dev.towline.integration.Environments;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What administrators say of the names of an integration's environments. */
@ApplicationScoped
public class EnvironmentRules {

    /** As many as one looks through; of more the first by name. */
    static final int SHOWN = 50;

    /** From the customers to the developer, as a change comes from the other end. */
    static final List<EnvironmentType> ORDER = Arrays.stream(EnvironmentType.values())
            .sorted((one, other) -> one == EnvironmentType.UNMAPPED ? 1 : other == EnvironmentType.UNMAPPED ? -1 : other.compareTo(one)).toList();

    /** An environment that something was deployed to, and of which type it is by the rule. */
    public record Named(String name, String type) {}

    /** The patterns of a type, as the form has them. */
    public record Patterns(String type, List<String> patterns) {}

    /** @param named what the rule makes of the environments that are known, at most {@link #SHOWN} */
    public record View(String id, String name, List<Patterns> rules, List<Named> named) {}

    private final DataSource database;

    EnvironmentRules(DataSource database) {
        this.database = database;
    }

    Environments of(TenantId tenant, IntegrationId integration) {
        try (var connection = database.getConnection()) {
            return Environments.all(connection, tenant).getOrDefault(integration, Environments.AS_GUESSED);
        } catch (SQLException e) {
            throw new IllegalStateException("the rules for environments could not be read", e);
        }
    }

    /** Keeps the rule within the caller's transaction. Jira and open pages follow where it changes something. */
    void keep(TenantId tenant, IntegrationId integration, Environments rule) {
        var before = of(tenant, integration);
        if (rule.equals(before)) {
            return;
        }
        try (var connection = database.getConnection()) {
            rule.keep(connection, tenant, integration);
            Resend.deployments(connection, tenant, integration, name -> before.typeOf(name) != rule.typeOf(name));
        } catch (SQLException e) {
            throw new IllegalStateException("the rules for environments could not be kept", e);
        }
    }

    View view(TenantId tenant, Integration integration) {
        var id = integration.id();
        var rule = of(tenant, id);
        try (var connection = database.getConnection()) {
            var named = Resend.environments(connection, tenant, id, SHOWN).stream().map(name -> new Named(name, rule.typeOf(name).word())).toList();
            var rules = ORDER.stream().map(type -> new Patterns(type.word(), rule.of(type))).toList();
            return new View(id.toString(), integration.name(), rules, named);
        } catch (SQLException e) {
            throw new IllegalStateException("the environments could not be read", e);
        }
    }

    /** As the API has it: each type with its patterns. */
    static Map<String, List<String>> words(Environments rule) {
        var words = new LinkedHashMap<String, List<String>>();
        ORDER.forEach(type -> words.put(type.word(), rule.of(type)));
        return words;
    }
}
