package dev.towline.devinfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.index.Development;
import dev.towline.index.Development.EntityId;
import dev.towline.index.Index;
import dev.towline.index.JiraEvent;
import dev.towline.index.Relinked;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.TenantId;
import dev.towline.sandbox.Moored;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One tenant with two git servers, an index and a Jira, between which everything goes wrong by chance; and what Jira should have at the end. */
final class UploadWorld {

    private static final int KEYS = 6;
    private static final Duration DAY = Round.REST.plusMinutes(1);

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final List<IntegrationId> servers = new ArrayList<>();
    private final List<String> keys;
    private final Set<String> notYet = new HashSet<>();
    private final DataSource database;
    private final Moored moored;
    private final Random chance;
    private final RandomGit git;
    private final Weather weather;
    private Instant now = Samples.AT.plus(Duration.ofDays(60));
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    UploadWorld(DataSource database, Moored moored, long seed) throws SQLException {
        this.database = database;
        this.moored = moored;
        this.chance = new Random(seed);
        moored.forgetAll();
        moored.jira.site().noFaults();
        var first = 1000 + Math.floorMod(seed, 1_000_000) * 10;
        keys = IntStream.range(0, KEYS).mapToObj(n -> (n % 2 == 0 ? "ABC-" : "OPS-") + (first + n)).toList();
        for (var key : keys) {
            if (chance.nextBoolean()) {
                moored.jira.site().createIssue(key, "Tow");
            } else {
                notYet.add(key);
            }
        }
        git = new RandomGit(chance, keys);
        weather = new Weather(moored, chance, clock);
        sql("insert into tenant (tenant_id, client_key, base_url, display_url, state, installed_at, changed_at) values (?, ?, '', '', 'installed', ?, ?)",
                tenant.value(), tenant.toString(), Timestamp.from(now), Timestamp.from(now));
        for (var server = 0; server < RandomGit.SERVERS; server++) {
            servers.add(null);
            connect(server);
        }
    }

    void step() throws Exception {
        pass(Duration.ofSeconds(chance.nextInt(30)));
        switch (chance.nextInt(30)) {
            case 0, 24, 25, 26 -> weather.turn();
            case 1 -> issueAppears(chance.nextBoolean());
            case 2 -> rulesChange();
            case 3 -> projectsChange();
            case 4 -> pass(chance.nextBoolean() ? Patience.PARKED : DAY);
            case 5 -> installedAgain(chance.nextInt(3) == 0);
            case 6 -> {
                if (chance.nextInt(4) == 0) {
                    disconnect(chance.nextInt(RandomGit.SERVERS));
                }
            }
            case 7, 8, 9, 27, 28 -> round();
            case 10, 29 -> killed();
            case 11 -> overtaken();
            default -> deliver();
        }
    }

    /** The weather clears, most issues exist, and time passes until nothing is left to do. */
    void settle() throws Exception {
        weather.clear();
        for (var key : List.copyOf(notYet)) {
            if (chance.nextInt(4) > 0) {
                createIssue(key, chance.nextBoolean());
            }
        }
        // Jira is asked about a refused entity once a day; a second refusal may uncover a third.
        for (var day = 0; day < 6; day++) {
            pass(DAY);
            while (new Round(database, clock, weather, chance).run(tenant)) {
                pass(Duration.ofMillis(1));
            }
        }
    }

    private void deliver() throws SQLException {
        var server = chance.nextInt(RandomGit.SERVERS);
        var activities = git.next(server);
        var times = chance.nextInt(10) == 0 ? 2 : 1;
        for (var time = 0; time < times; time++) {
            within(connection -> {
                ChangeLog.lock(connection, tenant, now);
                var rules = LinkRules.find(connection, tenant, servers.get(server)).orElseThrow();
                return Index.apply(connection, tenant, servers.get(server), rules, activities, now, now);
            });
        }
    }

    private void round() {
        new Round(database, clock, weather, chance).run(tenant);
    }

    /** The node dies while it asks Jira, which may or may not have heard it. */
    private void killed() {
        weather.die(chance.nextBoolean());
        try {
            round();
        } catch (Weather.Killed expected) {
            // What it held is free when its lease has ended.
        }
        weather.live();
        if (chance.nextBoolean()) {
            pass(Lease.TERM.plusSeconds(1));
        }
    }

    /** A request is so slow that another node takes over, and it reaches Jira after that node's. */
    private void overtaken() {
        weather.delay(() -> {
            pass(Lease.TERM.plusSeconds(1));
            try {
                deliver();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            round();
        });
        round();
        weather.live();
    }

    private void issueAppears(boolean told) throws SQLException {
        if (!notYet.isEmpty()) {
            createIssue(notYet.stream().sorted().findFirst().orElseThrow(), told);
        }
    }

    /** @param told whether Jira's webhook comes through */
    private void createIssue(String key, boolean told) throws SQLException {
        notYet.remove(key);
        moored.jira.site().createIssue(key, "Tow");
        if (told) {
            var event = new JiraEvent("avi:jira:created:issue", Map.of(JiraEvent.Thing.ISSUE, 1L), "", true);
            within(connection -> ChangeLog.append(connection, tenant, List.of(Change.Draft.of(event, Set.of(new IssueKey(key)))), now));
        }
    }

    private void rulesChange() throws SQLException {
        var allowed = List.of("{}", "{}", "{}", "{ABC}", "{OPS}").get(chance.nextInt(5));
        sql("update integration set projects = ?::text[] where integration_id = ?", allowed, servers.get(chance.nextInt(servers.size())).value());
        Relinked.all(database, tenant, now);
    }

    private void projectsChange() throws SQLException {
        sql("delete from project_key where tenant_id = ?", tenant.value());
        var project = List.of("ABC", "OPS", "", "", "").get(chance.nextInt(5));
        if (!project.isEmpty()) {
            sql("insert into project_key (tenant_id, project_key, project_id) values (?, ?, 1)", tenant.value(), project);
        }
        Relinked.all(database, tenant, now);
    }

    /** @param anew Jira had uninstalled us, and has forgotten all */
    private void installedAgain(boolean anew) throws SQLException {
        weather.clear();
        if (anew) {
            moored.forgetAll();
            sql("update tenant set installed_at = ? where tenant_id = ?", Timestamp.from(now), tenant.value());
        }
        sql("update tenant set changed_at = ? where tenant_id = ?", Timestamp.from(now), tenant.value());
    }

    private void connect(int server) throws SQLException {
        var integration = new IntegrationId(new UUID(chance.nextLong(), chance.nextLong()));
        sql("insert into integration (tenant_id, integration_id, name, provider, token_hash, signing_secret, created_at, created_by) "
                + "values (?, ?, 'git', 'github', '', '', now(), 'ada')", tenant.value(), integration.value());
        servers.set(server, integration);
    }

    /** An integration is deleted, and the server gets another. */
    private void disconnect(int server) throws SQLException {
        var integration = servers.get(server);
        within(connection -> {
            ChangeLog.lock(connection, tenant, now);
            try (var delete = connection.prepareStatement("delete from integration where tenant_id = ? and integration_id = ?")) {
                delete.setObject(1, tenant.value());
                delete.setObject(2, integration.value());
                delete.executeUpdate();
            }
            Index.forget(connection, tenant, integration, now);
            return null;
        });
        connect(server);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    // ---- what should be in Jira, and what is

    /** Every linked entity of the index as Jira should have it, by what names it there. Those of no issue that Jira knows are missing. */
    Map<String, ObjectNode> expected() throws SQLException {
        var expected = new TreeMap<String, ObjectNode>();
        var linked = linked();
        within(connection -> {
            var known = new Known(
                    Development.commits(connection, tenant, linked.get(Entity.Kind.COMMIT)), Development.branches(connection, tenant, linked.get(Entity.Kind.BRANCH)),
                    Development.pullRequests(connection, tenant, linked.get(Entity.Kind.PULL_REQUEST)), Development.builds(connection, tenant, linked.get(Entity.Kind.BUILD)),
                    Development.deployments(connection, tenant, linked.get(Entity.Kind.DEPLOYMENT)), Wording.NONE, Map.of(), Set.of(), Map.of(), Map.of());
            linked.forEach((kind, ids) -> ids.forEach(id -> known.item(new Entity(kind, id.integration(), id.repository(), id.entity()), 0)
                    .filter(item -> !issues(item).isEmpty()).ifPresent(item -> expected.put(name(item), expected(item)))));
            return null;
        });
        return expected;
    }

    Map<String, ObjectNode> stored() {
        var stored = moored.stored();
        stored.values().forEach(entity -> unnumbered((ObjectNode) entity.path("body")));
        stored.replaceAll((name, entity) -> asRead(entity));
        return stored;
    }

    /** Entity by entity, for people to read. */
    static List<String> differences(Map<String, ObjectNode> index, Map<String, ObjectNode> jira) {
        var names = new TreeSet<>(index.keySet());
        names.addAll(jira.keySet());
        return names.stream().filter(name -> !Objects.equals(index.get(name), jira.get(name)))
                .map(name -> "\n" + name + "\n  index " + index.get(name) + "\n  Jira  " + jira.get(name)).toList();
    }

    private ObjectNode expected(Item item) {
        var expected = JsonNodeFactory.instance.objectNode();
        expected.set("body", unnumbered(item.body()));
        var properties = expected.putObject("properties").put("integrationId", item.entity().integration().toString());
        if (item.entity().kind().api != Api.DEVINFO) {
            properties.put("repositoryId", item.jiraRepository());
        }
        var issues = expected.putArray("issues");
        issues(item).forEach(issues::add);
        if (item.entity().kind().api == Api.DEVINFO) {
            expected.put("repositoryName", item.place().repositoryName()).put("repositoryUrl", item.place().repositoryUrl());
        }
        return asRead(expected);
    }

    // A number that was read and one that was written compare as different.
    private static ObjectNode asRead(ObjectNode written) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(written.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Item item) {
        return switch (item.entity().kind().api) {
            case DEVINFO -> item.jiraRepository() + " " + item.entity().kind().word() + " " + item.jiraId();
            case BUILDS -> "builds" + RunKey.of(item.entity()).path();
            case DEPLOYMENTS -> "deployments" + RunKey.of(item.entity()).path();
        };
    }

    private List<Long> issues(Item item) {
        return item.keys().stream().flatMap(key -> moored.jira.site().issue(key).stream()).map(issue -> issue.id()).sorted().distinct().toList();
    }

    /** Sequences say when something was told, not what. */
    private static ObjectNode unnumbered(ObjectNode body) {
        body.remove(List.of("updateSequenceId", "updateSequenceNumber"));
        if (body.path("lastCommit") instanceof ObjectNode last) {
            last.remove("updateSequenceId");
        }
        return body;
    }

    private Map<Entity.Kind, Set<EntityId>> linked() throws SQLException {
        var linked = new HashMap<Entity.Kind, Set<EntityId>>();
        for (var kind : Entity.Kind.values()) {
            linked.put(kind, new HashSet<>());
        }
        within(connection -> {
            try (var query = connection.prepareStatement("select distinct kind, integration_id, repository, entity from issue_link where tenant_id = ? and kind <> 'tag'")) {
                query.setObject(1, tenant.value());
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        linked.get(Entity.Kind.of(rows.getString(1))).add(new EntityId(new IntegrationId(rows.getObject(2, UUID.class)), rows.getString(3), rows.getString(4)));
                    }
                }
            }
            return null;
        });
        return linked;
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private <T> T within(Work<T> work) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
            }
        }
    }

    private void sql(String sql, Object... values) throws SQLException {
        within(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (var i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
    }
}
