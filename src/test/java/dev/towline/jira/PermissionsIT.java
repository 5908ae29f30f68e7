package dev.towline.jira;

import static dev.towline.Stand.ADMIN;
import static dev.towline.Stand.DEVELOPER;
import static dev.towline.Stand.GUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Stand;
import dev.towline.StandResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Permissions as a Jira site tells them, over requests that the site checks as Jira does. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class PermissionsIT {

    @Inject
    Permissions permissions;

    @Inject
    Tenants tenants;

    @Inject
    DataSource database;

    @Test
    void only_jira_administrators_administer() {
        assertTrue(permissions.administers(viewer(ADMIN)));
        assertFalse(permissions.administers(viewer(DEVELOPER)));
        assertFalse(permissions.administers(viewer("")));
    }

    @Test
    void an_issue_is_visible_by_key_and_id_to_those_who_may_browse_its_project() {
        var issue = permissions.visibleIssue(viewer(DEVELOPER), "ABC-1").orElseThrow();
        assertEquals("ABC-1", issue.key());
        assertEquals(10_000, issue.projectId());
        assertEquals(Optional.of(issue), permissions.visibleIssue(viewer(DEVELOPER), String.valueOf(issue.id())));
        assertEquals(Optional.empty(), permissions.visibleIssue(viewer(GUEST), "ABC-1"));
        assertEquals(Optional.empty(), permissions.visibleIssue(viewer(GUEST), String.valueOf(issue.id())));
        assertEquals(Optional.empty(), permissions.visibleIssue(viewer(ADMIN), "ABC-99999"));
        assertEquals(Optional.empty(), permissions.visibleIssue(viewer(ADMIN), "NÖ-1"));
    }

    @Test
    void issue_security_hides_an_issue_of_a_project_that_can_be_browsed() {
        Stand.jira().site().hide("ABC-2", DEVELOPER);
        try {
            assertEquals(Optional.empty(), permissions.visibleIssue(viewer(DEVELOPER), "ABC-2"));
            assertTrue(permissions.visibleIssue(viewer(ADMIN), "ABC-2").isPresent());
        } finally {
            Stand.jira().site().reveal("ABC-2", DEVELOPER);
        }
    }

    @Test
    void the_site_is_asked_for_its_cloud_id_once_when_it_did_not_tell() throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement("update tenant set cloud_id = null where client_key = ?")) {
            statement.setString(1, Stand.jira().clientKey());
            assertEquals(1, statement.executeUpdate());
        }
        assertEquals(Stand.jira().cloudId(), tenants.cloudId(viewer(ADMIN).tenant()));
        assertEquals(Stand.jira().cloudId(), viewer(ADMIN).tenant().cloudId);
    }

    private Viewer viewer(String accountId) {
        return new Viewer(tenants.ofClientKey(Stand.jira().clientKey()).orElseThrow(), accountId);
    }
}
