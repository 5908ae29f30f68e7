package dev.towline.realtime;

import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import dev.towline.realtime.Access.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Puts the questions of {@link Access} and {@link OpenIssues} to Jira. The site's credential is looked up each time: it may be rotated, or gone. */
@ApplicationScoped
class AskJira {

    private final Tenants tenants;
    private final Permissions permissions;
    private final Issues issues;

    AskJira(Tenants tenants, Permissions permissions, Issues issues) {
        this.tenants = tenants;
        this.permissions = permissions;
        this.issues = issues;
    }

    /** See {@link Access}. Streams ask outside of any request, and Hibernate wants one. */
    @ActivateRequestContext
    Optional<Seen> about(Account account, Channel channel) {
        return tenants.find(account.tenant())
                .filter(Tenant::isInstalled)
                .map(tenant -> new Viewer(tenant, account.id()))
                .flatMap(viewer -> ask(viewer, channel));
    }

    /** See {@link OpenIssues}. @throws JiraUnavailable */
    @ActivateRequestContext
    List<Issues.Found> find(TenantId site, Collection<String> keys) {
        return tenants.find(site).filter(Tenant::isInstalled).map(tenant -> issues.find(tenant, keys)).orElse(List.of());
    }

    private Optional<Seen> ask(Viewer viewer, Channel channel) {
        return switch (channel) {
            case Channel.OfIssue issue -> permissions.visibleIssue(viewer, Long.toString(issue.id())).map(seen -> new Seen(seen.key(), 0));
            case Channel.OfProject project -> granted(permissions.browses(viewer, project.id()));
            case Channel.OfBoard board -> {
                var home = permissions.projectOfVisibleBoard(viewer, board.id());
                yield home.isPresent() ? Optional.of(new Seen("", home.getAsLong())) : Optional.empty();
            }
            case Channel.OfIntegration integration -> granted(permissions.administers(viewer));
            case Channel.OfIntegrations all -> granted(permissions.administers(viewer));
        };
    }

    private static Optional<Seen> granted(boolean is) {
        return is ? Optional.of(Seen.YES) : Optional.empty();
    }
}
