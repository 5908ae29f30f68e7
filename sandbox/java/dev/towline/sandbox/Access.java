package dev.towline.sandbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who has which permission in which project, and which issues are hidden from whom. Guarded by the site that owns it. */
final class Access {

    /** Every project permission that Jira recognises here; another name in a question is an error. */
    static final Set<String> PERMISSIONS = Set.of("BROWSE_PROJECTS", "VIEW_DEV_TOOLS", "ADMINISTER_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES",
            "DELETE_ISSUES", "ASSIGN_ISSUES", "ASSIGNABLE_USER", "CLOSE_ISSUES", "RESOLVE_ISSUES", "TRANSITION_ISSUES", "MOVE_ISSUES", "LINK_ISSUES",
            "SCHEDULE_ISSUES", "SET_ISSUE_SECURITY", "ADD_COMMENTS", "EDIT_ALL_COMMENTS", "EDIT_OWN_COMMENTS", "WORK_ON_ISSUES", "MANAGE_SPRINTS_PERMISSION",
            "MANAGE_WATCHERS", "VIEW_READONLY_WORKFLOW", "MODIFY_REPORTER", "CREATE_ATTACHMENTS");
    /** What somebody who works in a project has. */
    static final Set<String> MEMBER = Set.of("BROWSE_PROJECTS", "VIEW_DEV_TOOLS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES", "ADD_COMMENTS");

    record Saved(Map<String, Map<Long, Set<String>>> grants, Map<Long, Set<String>> hidden) {}

    /** By account, then by project. */
    private final Map<String, Map<Long, Set<String>>> grants = new HashMap<>();
    /** By issue: the accounts that do not see it. */
    private final Map<Long, Set<String>> hidden = new HashMap<>();

    boolean has(String account, long project, String permission) {
        return grants.getOrDefault(account, Map.of()).getOrDefault(project, Set.of()).contains(permission);
    }

    boolean isHidden(long issue, String account) {
        return hidden.getOrDefault(issue, Set.of()).contains(account);
    }

    boolean isHidden(long issue) {
        return !hidden.getOrDefault(issue, Set.of()).isEmpty();
    }

    void set(String account, long project, Collection<String> permissions, boolean granted) {
        var mine = grants.computeIfAbsent(account, first -> new HashMap<>()).computeIfAbsent(project, first -> new HashSet<>());
        if (granted) {
            mine.addAll(permissions);
        } else {
            mine.removeAll(permissions);
        }
    }

    void hide(long issue, String account, boolean is) {
        var from = hidden.computeIfAbsent(issue, first -> new HashSet<>());
        if (is) {
            from.add(account);
        } else {
            from.remove(account);
        }
    }

    Saved saved() {
        return new Saved(grants, hidden);
    }

    void restore(Saved saved) {
        saved.grants().forEach((account, byProject) -> byProject.forEach((project, permissions) -> set(account, project, permissions, true)));
        saved.hidden().forEach((issue, from) -> from.forEach(account -> hide(issue, account, true)));
    }
}
