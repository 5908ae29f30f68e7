package dev.towline.realtime;

import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Right;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import dev.towline.realtime.Access.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the questions of {@link Access} and {@link OpenIssues} to Jira: one about what the account may see, whatever the number of its channels, one for
 * the keys of its issues, and one a board. The site's credential is looked up each time: it may be rotated, or gone.
 */
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
    Map<Channel, Optional<Seen>> about(Account account, Collection<Channel> channels) {
        return tenants.find(account.tenant()).filter(Tenant::isInstalled)
                .map(tenant -> ask(new Viewer(tenant, account.id()), channels))
                .orElseGet(() -> channels.stream().collect(Collectors.toMap(channel -> channel, channel -> Optional.empty())));
    }

    /** See {@link OpenIssues}. @throws JiraUnavailable */
    @ActivateRequestContext
    List<Issues.Found> find(TenantId site, Collection<String> keys) {
        return tenants.find(site).filter(Tenant::isInstalled).map(tenant -> issues.find(tenant, keys)).orElse(List.of());
    }

    private Map<Channel, Optional<Seen>> ask(Viewer viewer, Collection<Channel> channels) {
        var said = new HashMap<Channel, Optional<Seen>>();
        var asked = new HashMap<Channel, Right>();
        var homes = homes(viewer, channels);
        for (var channel : channels) {
            switch (channel) {
                case Channel.OfIssue issue -> asked.put(issue, new Right.See(issue.id()));
                case Channel.OfProject project -> asked.put(project, new Right.Browse(project.id()));
                case Channel.OfBoard board -> {
                    if (homes.getOrDefault(board, 0L) > 0) {
                        asked.put(board, new Right.Browse(homes.get(board)));
                    } else if (homes.containsKey(board)) {
                        said.put(board, Optional.empty());
                    }
                }
                case Channel.OfIntegration integration -> asked.put(integration, new Right.Administer());
                case Channel.OfIntegrations all -> asked.put(all, new Right.Administer());
            }
        }
        var held = permissions.held(viewer, asked.values());
        var keys = keys(viewer, held);
        asked.forEach((channel, right) -> {
            if (!held.contains(right)) {
                said.put(channel, Optional.empty());
            } else if (right instanceof Right.See(var issue)) {
                keys.ifPresent(known -> said.put(channel, Optional.ofNullable(known.get(issue)).map(key -> new Seen(key, 0))));
            } else {
                said.put(channel, Optional.of(channel instanceof Channel.OfBoard ? new Seen("", homes.get(channel)) : Seen.YES));
            }
        });
        return said;
    }

    /** By board, its project; 0 for none. Fifty boards of a Jira that does not answer would be fifty time-outs: those after the first silence are left out. */
    private Map<Channel, Long> homes(Viewer viewer, Collection<Channel> channels) {
        var homes = new HashMap<Channel, Long>();
        try {
            for (var channel : channels) {
                if (channel instanceof Channel.OfBoard board) {
                    homes.put(board, permissions.projectOfBoard(viewer.tenant(), board.id()).orElse(0));
                }
            }
        } catch (JiraUnavailable silent) {
            // What is not known is left out.
        }
        return homes;
    }

    /** By id, the key of each issue that may be seen and is still there; empty when Jira does not say. */
    private Optional<Map<Long, String>> keys(Viewer viewer, Set<Right> held) {
        var ids = held.stream().filter(Right.See.class::isInstance).map(right -> String.valueOf(((Right.See) right).issue())).toList();
        try {
            return Optional.of(issues.find(viewer.tenant(), ids).stream().map(Issues.Found::issue).collect(Collectors.toMap(issue -> issue.id(), issue -> issue.key(), (one, same) -> one)));
        } catch (JiraUnavailable silent) {
            return Optional.empty();
        }
    }
}
