package dev.towline.realtime;

import dev.towline.jira.Permissions;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Optional;

/** Puts one question of {@link Access} to Jira. The site's credential is looked up each time: it may be rotated, or gone. */
@ApplicationScoped
class AskJira {

    private final Tenants tenants;
    private final Permissions permissions;

    AskJira(Tenants tenants, Permissions permissions) {
        this.tenants = tenants;
        this.permissions = permissions;
    }

    /** See {@link Access}. Streams ask outside of any request, and Hibernate wants one. */
    @ActivateRequestContext
    Optional<String> about(Account account, Channel channel) {
        return tenants.find(account.tenant())
                .filter(Tenant::isInstalled)
                .map(tenant -> new Viewer(tenant, account.id()))
                .flatMap(viewer -> ask(viewer, channel));
    }

    private Optional<String> ask(Viewer viewer, Channel channel) {
        return switch (channel) {
            case Channel.OfIssue issue -> permissions.visibleIssue(viewer, Long.toString(issue.id())).map(seen -> seen.key());
            case Channel.OfProject project -> granted(permissions.browses(viewer, project.id()));
            case Channel.OfBoard board -> granted(permissions.seesBoard(viewer, board.id()));
            case Channel.OfIntegration integration -> granted(permissions.administers(viewer));
            case Channel.OfIntegrations all -> granted(permissions.administers(viewer));
        };
    }

    private static Optional<String> granted(boolean is) {
        return is ? Optional.of("") : Optional.empty();
    }
}
