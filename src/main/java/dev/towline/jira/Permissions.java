package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks Jira what a person may see and do now. What Jira does not grant is refused; what it cannot answer is unavailable. */
@ApplicationScoped
public class Permissions {

    // Only what can be an issue is asked for. Keys: the pattern of Jira's development information API (2026-09), shortened.
    private static final Pattern ISSUE = Pattern.compile("[1-9][0-9]{0,17}|\\p{L}[\\p{L}\\p{Nd}_]{1,254}-[1-9][0-9]{0,17}");

    private record Looked(TenantId tenant, String accountId, Set<Long> issues) {}

    private final JiraClient jira;
    private final Together<Looked, Set<Long>> together = new Together<>();

    Permissions(JiraClient jira) {
        this.jira = jira;
    }

    /** Whether the viewer is a Jira administrator, or has logged in to a self-hosted deployment. @throws JiraUnavailable when Jira does not say */
    public boolean administers(Viewer viewer) {
        if (!hasAccount(viewer)) {
            return viewer.isLocal();
        }
        var question = question(viewer);
        question.putArray("globalPermissions").add("ADMINISTER");
        return contains(check(viewer, question).path("globalPermissions"), "ADMINISTER");
    }

    /** The issue, when it exists and the viewer may see it (issue security included). @throws JiraUnavailable when Jira does not say */
    public Optional<Issue> visibleIssue(Viewer viewer, String idOrKey) {
        if (!hasAccount(viewer) || idOrKey == null || !ISSUE.matcher(idOrKey).matches()) {
            return Optional.empty();
        }
        return find(viewer.tenant(), idOrKey).filter(issue -> sees(viewer, issue));
    }

    /** Whether the viewer may browse the project. @throws JiraUnavailable when Jira does not say */
    public boolean browses(Viewer viewer, long projectId) {
        return hasAccount(viewer) && granted(viewer, "projects", projectId);
    }

    /** Whether the viewer may change the project's settings. @throws JiraUnavailable when Jira does not say */
    public boolean administersProject(Viewer viewer, long projectId) {
        return hasAccount(viewer) && granted(viewer, "ADMINISTER_PROJECTS", "projects", Set.of(projectId)).contains(projectId);
    }

    /**
     * Those of the issues, by id, at most 1000, that the viewer may see (issue security included). The tabs of one person that look for the same
     * at the same time ask Jira once.
     *
     * @throws JiraUnavailable when Jira does not say
     */
    public Set<Long> visible(Viewer viewer, Collection<Long> issueIds) {
        if (!hasAccount(viewer) || issueIds.isEmpty()) {
            return Set.of();
        }
        var wanted = Set.copyOf(issueIds);
        return together.ask(new Looked(viewer.tenant().id(), viewer.accountId(), wanted), () -> granted(viewer, "issues", wanted));
    }

    /**
     * The project in which the board lives, when the board exists and the viewer may browse that; nobody sees a board of a person's own here.
     * (https://developer.atlassian.com/cloud/jira/software/rest/api-group-board/, 2026-11)
     *
     * @throws JiraUnavailable when Jira does not say
     */
    public OptionalLong projectOfVisibleBoard(Viewer viewer, long boardId) {
        if (!hasAccount(viewer)) {
            return OptionalLong.empty();
        }
        var answer = jira.send(viewer.tenant(), "GET", "/rest/agile/1.0/board/" + boardId, null);
        if (answer.status() == 404) {
            return OptionalLong.empty();
        }
        var project = said(answer).path("location").path("projectId").asLong();
        return project > 0 && granted(viewer, "projects", project) ? OptionalLong.of(project) : OptionalLong.empty();
    }

    /** Jira resolves keys of before a move as well, and answers with the present one. */
    private Optional<Issue> find(Tenant tenant, String idOrKey) {
        var answer = jira.send(tenant, "GET", "/rest/api/3/issue/" + URLEncoder.encode(idOrKey, StandardCharsets.UTF_8) + "?fields=project", null);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        var body = said(answer);
        var issue = new Issue(body.path("id").asLong(), body.path("key").asText(""), body.path("fields").path("project").path("id").asLong());
        if (issue.id() <= 0 || issue.key().isEmpty() || issue.projectId() <= 0) {
            throw new JiraUnavailable("Jira described an issue without its id, key or project", null, null);
        }
        return Optional.of(issue);
    }

    private boolean sees(Viewer viewer, Issue issue) {
        return granted(viewer, "issues", issue.id());
    }

    /** @param things {@code projects} or {@code issues} */
    private boolean granted(Viewer viewer, String things, long thing) {
        return granted(viewer, things, Set.of(thing)).contains(thing);
    }

    private Set<Long> granted(Viewer viewer, String things, Collection<Long> ids) {
        return granted(viewer, "BROWSE_PROJECTS", things, ids);
    }

    private Set<Long> granted(Viewer viewer, String permission, String things, Collection<Long> ids) {
        var question = question(viewer);
        var asked = question.putArray("projectPermissions").addObject();
        asked.putArray("permissions").add(permission);
        var list = asked.putArray(things);
        ids.forEach(list::add);
        return elements(check(viewer, question).path("projectPermissions"))
                .filter(granted -> granted.path("permission").asText().equals(permission))
                .flatMap(granted -> elements(granted.path(things))).map(JsonNode::asLong).filter(ids::contains)
                .collect(Collectors.toSet());
    }

    private static ObjectNode question(Viewer viewer) {
        return JsonNodeFactory.instance.objectNode().put("accountId", viewer.accountId());
    }

    private JsonNode check(Viewer viewer, ObjectNode question) {
        return said(jira.send(viewer.tenant(), "POST", "/rest/api/3/permissions/check", question));
    }

    private static JsonNode said(JiraAnswer answer) {
        if (!answer.isSuccess()) {
            throw new JiraUnavailable("Jira answered a permission question with status " + answer.status(), answer.retryAfter().orElse(null), null);
        }
        return answer.body();
    }

    /**
     * Whether there is somebody to ask Jira about. What anonymous visitors may see is no business of an app that shows source history;
     * a local administrator is nobody whom Jira knows, and an OAuth client may not ask.
     */
    private static boolean hasAccount(Viewer viewer) {
        return switch (viewer.tenant().kind()) {
            case CONNECT -> !viewer.accountId().isEmpty();
            case SELF_HOSTED -> false;
        };
    }

    private static boolean contains(JsonNode array, String text) {
        return elements(array).anyMatch(element -> element.asText().equals(text));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
