package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.index.Development.Place;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds entities by what a person calls them, linked to an issue or not. A search goes from the tenant's repositories by
 * primary keys, so its time grows with the number of repositories and not of commits.
 */
public final class Search {

    /** As many of each kind as a person looks through; who misses another asks more precisely. */
    public static final int LIMIT = 10;

    /**
     * One thing that was found.
     *
     * @param entity   as {@link Change#entity()} has it
     * @param title    first line of a commit's message, title of a pull request, else its name
     * @param at       by the git server's time
     * @param gone     a branch or tag that was deleted, or anything of a repository that is gone
     * @param position of the change that last touched it, or that closes the delivery which told of it; 0 when that was never noted
     * @param linked   issue keys that link it
     * @param held     issue keys in its text that do not, by the reason
     */
    public record Found(
            Change.Kind kind, Place place, String entity, String title, String url, Instant at, boolean gone, long position,
            Set<IssueKey> linked, Map<HeldKey, Set<IssueKey>> held) {}

    private record Name(String kind, IntegrationId integration, String repository, String entity) {

        static Name of(Found found) {
            return new Name(new Entity(found.kind(), "", "").kindCode(), found.place().integration(), found.place().repository(), found.entity());
        }

        static Name read(ResultSet row) throws SQLException {
            return new Name(row.getString("kind"), Views.integration(row), row.getString("repository"), row.getString("entity"));
        }
    }

    private record Keys(Set<IssueKey> linked, Map<HeldKey, Set<IssueKey>> held) {

        Keys() {
            this(new LinkedHashSet<>(), new EnumMap<>(HeldKey.class));
        }

        void add(IssueKey key, String reason) {
            (reason.isEmpty() ? linked : held.computeIfAbsent(HeldKey.of(reason), _ -> new LinkedHashSet<>())).add(key);
        }
    }

    private Search() {}

    /** Commits whose SHA starts so. @param prefix hexadecimal, lower case */
    public static List<Found> commits(Connection connection, TenantId tenant, String prefix) throws SQLException {
        // No digit comes after f.
        return withKeys(connection, tenant, found(connection, tenant, SearchSql.COMMITS, prefix, prefix + "g"));
    }

    /** Pull requests of this number. */
    public static List<Found> pullRequests(Connection connection, TenantId tenant, String number) throws SQLException {
        return withKeys(connection, tenant, found(connection, tenant, SearchSql.PULL_REQUESTS, number));
    }

    /** Branches and tags of exactly this name, and pull requests from such a branch. */
    public static List<Found> named(Connection connection, TenantId tenant, String name) throws SQLException {
        var named = new ArrayList<Found>();
        for (var statement : SearchSql.NAMED) {
            named.addAll(found(connection, tenant, statement, name));
        }
        return withKeys(connection, tenant, named);
    }

    /** What names this issue, whether the key links it or not; the newest of each kind. */
    public static List<Found> naming(Connection connection, TenantId tenant, IssueKey key) throws SQLException {
        var naming = new ArrayList<Found>();
        for (var statement : SearchSql.NAMING) {
            naming.addAll(found(connection, tenant, statement, key.value(), key.value()));
        }
        return withKeys(connection, tenant, naming);
    }

    private static List<Found> found(Connection connection, TenantId tenant, String statement, String... values) throws SQLException {
        try (var query = Query.of(connection, tenant, statement)) {
            for (var value : values) {
                query.value(value);
            }
            return query.rows(row -> new Found(
                    Entity.kindOf(row.getString("kind")), Views.place(row), row.getString("entity"), row.getString("title"), row.getString("url"),
                    Query.time(row, "at"), row.getBoolean("gone"), row.getLong("position"), Set.of(), Map.of()));
        }
    }

    private static List<Found> withKeys(Connection connection, TenantId tenant, List<Found> bare) throws SQLException {
        var keys = new HashMap<Name, Keys>();
        bare.forEach(found -> keys.put(Name.of(found), new Keys()));
        if (!keys.isEmpty()) {
            try (var query = Query.of(connection, tenant, SearchSql.KEYS)
                    .texts(keys.keySet(), Name::kind).uuids(keys.keySet(), name -> name.integration().value())
                    .texts(keys.keySet(), Name::repository).texts(keys.keySet(), Name::entity)) {
                query.rows(row -> {
                    keys.get(Name.read(row)).add(new IssueKey(row.getString("issue_key")), row.getString("reason"));
                    return null;
                });
            }
        }
        return bare.stream().map(found -> {
            var its = keys.get(Name.of(found));
            return new Found(found.kind(), found.place(), found.entity(), found.title(), found.url(), found.at(), found.gone(), found.position(), its.linked(), its.held());
        }).toList();
    }
}
