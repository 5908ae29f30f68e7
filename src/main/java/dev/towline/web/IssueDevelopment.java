package dev.towline.web;

import dev.towline.activity.IssueKey;
import dev.towline.index.ChangeLog;
import dev.towline.index.Development;
import dev.towline.integration.Environments;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.Issue;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads what an issue has, for a viewer whom Jira lets see it now. What the request says of the issue is a hint and no more. */
@ApplicationScoped
public class IssueDevelopment {

    /** One issue's page: which issue Jira says it is, what it has, and how to follow it. */
    record Seen(Issue issue, DevelopmentView development, Live live) {}

    // An id or a key. Anything else never reaches a path of Jira's API, where it might mean something.
    private static final Pattern ID_OR_KEY = Pattern.compile("[0-9]{1,19}|\\p{L}[\\p{L}0-9_]{0,254}-[0-9]{1,19}");

    private final Permissions permissions;
    private final Tenants tenants;
    private final Integrations integrations;
    private final DataSource database;

    IssueDevelopment(Permissions permissions, Tenants tenants, Integrations integrations, DataSource database) {
        this.permissions = permissions;
        this.tenants = tenants;
        this.integrations = integrations;
        this.database = database;
    }

    /** @throws JiraUnavailable when Jira does not say whether the viewer may see it */
    Optional<Seen> seenBy(Viewer viewer, String idOrKey) {
        return visible(viewer, idOrKey).map(issue -> read(viewer, issue));
    }

    /** The issue, where the viewer may see it. @throws JiraUnavailable */
    Optional<Issue> visible(Viewer viewer, String idOrKey) {
        return ID_OR_KEY.matcher(idOrKey).matches() ? permissions.visibleIssue(viewer, idOrKey) : Optional.empty();
    }

    private Seen read(Viewer viewer, Issue issue) {
        var tenant = viewer.tenant().id();
        try (var connection = database.getConnection()) {
            var position = ChangeLog.head(connection, tenant);
            var found = Development.ofIssue(connection, tenant, new IssueKey(issue.key()));
            return new Seen(issue, DevelopmentView.of(found, names(tenant), Environments.all(connection, tenant)), live(viewer, issue, position));
        } catch (SQLException e) {
            throw new IllegalStateException("the index could not be read", e);
        }
    }

    private Function<IntegrationId, DevelopmentView.IntegrationRef> names(TenantId tenant) {
        var names = integrations.list(tenant).stream().collect(Collectors.toMap(
                integration -> integration.id(),
                integration -> new DevelopmentView.IntegrationRef(integration.id().toString(), integration.name(), integration.provider().code())));
        return id -> names.getOrDefault(id, new DevelopmentView.IntegrationRef(id.toString(), "", ""));
    }

    private Live live(Viewer viewer, Issue issue, long position) {
        try {
            return new Live("ari:cloud:jira:" + tenants.cloudId(viewer.tenant()) + ":issue/" + issue.id(), position);
        } catch (JiraUnavailable e) {
            // The page is worth showing all the same.
            return Live.OFF;
        }
    }
}
