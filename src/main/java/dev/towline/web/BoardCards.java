package dev.towline.web;

import dev.towline.activity.IssueKey;
import dev.towline.index.Cards;
import dev.towline.integration.Environments;
import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.Permissions;
import dev.towline.jira.Viewer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** Reads what many issues have, for a viewer: those that Jira lets the viewer see now, and of the others nothing, as of those that do not exist. */
@ApplicationScoped
public class BoardCards {

    private final Issues issues;
    private final Permissions permissions;
    private final DataSource database;

    BoardCards(Issues issues, Permissions permissions, DataSource database) {
        this.issues = issues;
        this.permissions = permissions;
        this.database = database;
    }

    /**
     * The key of each issue is Jira's word as well: the page's own could name another issue.
     *
     * @param ids   at most {@link Issues#AT_ONCE}
     * @param since from when on commits count
     * @throws JiraUnavailable when Jira does not say what the viewer may see
     */
    List<CardView> seenBy(Viewer viewer, Collection<Long> ids, Instant since) {
        // First the cheaper question, so that nothing is asked about what the viewer may not see.
        var visible = permissions.visible(viewer, ids);
        var found = issues.find(viewer.tenant(), visible.stream().map(String::valueOf).toList());
        var keys = found.stream().map(each -> new IssueKey(each.issue().key())).toList();
        try (var connection = database.getConnection()) {
            var cards = Cards.of(connection, viewer.tenant().id(), keys, since);
            var environments = Environments.all(connection, viewer.tenant().id());
            return found.stream().filter(each -> visible.contains(each.issue().id()))
                    .map(each -> CardView.of(each.issue().id(), cards.get(new IssueKey(each.issue().key())), environments)).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("the index could not be read", e);
        }
    }
}
