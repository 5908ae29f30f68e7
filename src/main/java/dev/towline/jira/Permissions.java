package dev.towline.jira;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Asks Jira what a person may see and do now. What Jira does not grant is refused; what it cannot answer is unavailable. */
@ApplicationScoped
public class Permissions {

    /** Whether the viewer is a Jira administrator. @throws JiraUnavailable when Jira does not say */
    public boolean administers(Viewer viewer) {
        throw new UnsupportedOperationException();
    }

    /** The issue, when it exists and the viewer may see it (issue security included). @throws JiraUnavailable when Jira does not say */
    public Optional<Issue> visibleIssue(Viewer viewer, String idOrKey) {
        throw new UnsupportedOperationException();
    }
}
