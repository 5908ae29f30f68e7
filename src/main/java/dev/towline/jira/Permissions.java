package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Asks Jira what a person may see and do now. What Jira does not grant is refused; what it cannot answer is unavailable. */
@ApplicationScoped
public class Permissions {

    // Only what can be an issue is asked for. Keys: the pattern of Jira's development information API (2026-09), shortened.
    private static final Pattern ISSUE = Pattern.compile("[1-9][0-9]{0,17}|\\p{L}[\\p{L}\\p{Nd}_]{1,254}-[1-9][0-9]{0,17}");

    /**
     * How long an answer may be used again where somebody asks with {@link #held}: as long as a burst of events about one issue lasts, and short
     * beside the minute after which an open stream is checked again. What Jira refused is not remembered.
     */
    public static final Duration MEMORY = Duration.ofSeconds(10);

    /**
     * How long a board is taken to live where it did: about as long as a stream lives, so that an open board is one question a minute and not two. Nobody is
     * told of more for it: what is told on a board's channel is its project's, and whether somebody may browse that is asked each time.
     */
    static final Duration HOME_MEMORY = Duration.ofMinutes(10);

    // Jira counts the calls to one address a second, for each site (https://developer.atlassian.com/cloud/jira/platform/rate-limiting/, 2026-11). When
    // a node ends, all its pages come back within a second: they take turns.
    static final int AT_ONCE = 8;
    // A page waits twice as long for its ticket.
    private static final Duration TURN_LIMIT = Duration.ofSeconds(10);

    private record Question(TenantId tenant, String accountId, Set<Right> rights) {}

    private record BoardOf(TenantId tenant, long id) {}

    private final JiraClient jira;
    private final Together<Question, Set<Right>> asked;
    private final Together<BoardOf, OptionalLong> homes;
    // One of a tenant of this node's lifetime.
    private final Map<TenantId, Semaphore> turns = new ConcurrentHashMap<>();

    Permissions(JiraClient jira, Clock clock) {
        this.jira = jira;
        this.asked = new Together<>(clock, MEMORY, (question, held) -> held.size() == question.rights().size());
        this.homes = new Together<>(clock, HOME_MEMORY, (board, project) -> project.isPresent());
    }

    /**
     * Those of the rights that the viewer has, or had within the last {@link #MEMORY}: one question to Jira, whatever their number. Those who ask
     * the same meanwhile hear the same answer.
     *
     * @param rights at most 1000 projects and 1000 issues
     * @throws JiraUnavailable when Jira does not say
     */
    public Set<Right> held(Viewer viewer, Collection<? extends Right> rights) {
        var wanted = Set.<Right>copyOf(rights);
        if (!hasAccount(viewer)) {
            return wanted.stream().filter(right -> right instanceof Right.Administer && viewer.isLocal()).collect(Collectors.toSet());
        }
        return wanted.isEmpty() ? Set.of() : asked.ask(new Question(viewer.tenant().id(), viewer.accountId(), wanted), () -> ask(viewer, wanted));
    }

    /** Whether the viewer is a Jira administrator, or has logged in to a self-hosted deployment. @throws JiraUnavailable when Jira does not say */
    public boolean administers(Viewer viewer) {
        return hasAccount(viewer) ? has(viewer, new Right.Administer()) : viewer.isLocal();
    }

    /** The issue, when it exists and the viewer may see it (issue security included). @throws JiraUnavailable when Jira does not say */
    public Optional<Issue> visibleIssue(Viewer viewer, String idOrKey) {
        if (!hasAccount(viewer) || idOrKey == null || !ISSUE.matcher(idOrKey).matches()) {
            return Optional.empty();
        }
        return find(viewer.tenant(), idOrKey).filter(issue -> has(viewer, new Right.See(issue.id())));
    }

    /** Whether the viewer may browse the project. @throws JiraUnavailable when Jira does not say */
    public boolean browses(Viewer viewer, long projectId) {
        return hasAccount(viewer) && has(viewer, new Right.Browse(projectId));
    }

    /** Whether the viewer may change the project's settings. @throws JiraUnavailable when Jira does not say */
    public boolean administersProject(Viewer viewer, long projectId) {
        if (!hasAccount(viewer)) {
            return false;
        }
        var question = JsonNodeFactory.instance.objectNode().put("accountId", viewer.accountId());
        var asked = question.putArray("projectPermissions").addObject();
        asked.putArray("permissions").add("ADMINISTER_PROJECTS");
        asked.putArray("projects").add(projectId);
        return isGranted(check(viewer, question), "ADMINISTER_PROJECTS", "projects", projectId);
    }

    /** Those of the issues, by id, at most 1000, that the viewer may see: as {@link #held}. @throws JiraUnavailable when Jira does not say */
    public Set<Long> visible(Viewer viewer, Collection<Long> issueIds) {
        var held = held(viewer, issueIds.stream().map(Right.See::new).toList());
        return issueIds.stream().filter(id -> held.contains(new Right.See(id))).collect(Collectors.toSet());
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
        var project = home(viewer.tenant(), boardId);
        return project.isPresent() && has(viewer, new Right.Browse(project.getAsLong())) ? project : OptionalLong.empty();
    }

    /**
     * The project in which the board lives, or lived within the last {@link #HOME_MEMORY}; empty when there is no such board, or it is of a person. As the
     * app, which sees all of them: whether somebody may know is {@link #held}'s to say.
     *
     * @throws JiraUnavailable when Jira does not say
     */
    public OptionalLong projectOfBoard(Tenant tenant, long boardId) {
        return homes.ask(new BoardOf(tenant.id(), boardId), () -> home(tenant, boardId));
    }

    private OptionalLong home(Tenant tenant, long boardId) {
        var answer = jira.send(tenant, "GET", "/rest/agile/1.0/board/" + boardId, null);
        if (answer.status() == 404) {
            return OptionalLong.empty();
        }
        var project = said(answer).path("location").path("projectId").asLong();
        return project > 0 ? OptionalLong.of(project) : OptionalLong.empty();
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

    private boolean has(Viewer viewer, Right right) {
        return ask(viewer, Set.of(right)).contains(right);
    }

    private Set<Right> ask(Viewer viewer, Set<Right> rights) {
        var question = JsonNodeFactory.instance.objectNode().put("accountId", viewer.accountId());
        if (rights.contains(new Right.Administer())) {
            question.putArray("globalPermissions").add("ADMINISTER");
        }
        var projects = JsonNodeFactory.instance.arrayNode();
        var issues = JsonNodeFactory.instance.arrayNode();
        for (var right : rights) {
            switch (right) {
                case Right.Administer() -> { }
                case Right.Browse(var project) -> projects.add(project);
                case Right.See(var issue) -> issues.add(issue);
            }
        }
        if (!projects.isEmpty() || !issues.isEmpty()) {
            var browsing = question.putArray("projectPermissions").addObject();
            browsing.putArray("permissions").add("BROWSE_PROJECTS");
            if (!projects.isEmpty()) {
                browsing.set("projects", projects);
            }
            if (!issues.isEmpty()) {
                browsing.set("issues", issues);
            }
        }
        var said = check(viewer, question);
        return rights.stream().filter(right -> isGranted(right, said)).collect(Collectors.toSet());
    }

    private static boolean isGranted(Right right, JsonNode said) {
        return switch (right) {
            case Right.Administer() -> elements(said.path("globalPermissions")).anyMatch(global -> global.asText().equals("ADMINISTER"));
            case Right.Browse(var project) -> isGranted(said, "BROWSE_PROJECTS", "projects", project);
            case Right.See(var issue) -> isGranted(said, "BROWSE_PROJECTS", "issues", issue);
        };
    }

    private static boolean isGranted(JsonNode said, String permission, String things, long id) {
        return elements(said.path("projectPermissions")).filter(granted -> granted.path("permission").asText().equals(permission))
                .flatMap(granted -> elements(granted.path(things))).anyMatch(thing -> thing.asLong() == id);
    }

    private JsonNode check(Viewer viewer, ObjectNode question) {
        var turn = turns.computeIfAbsent(viewer.tenant().id(), first -> new Semaphore(AT_ONCE, true));
        try {
            if (!turn.tryAcquire(TURN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JiraUnavailable("too many want to know of Jira what they may see", null, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JiraUnavailable("nobody waits for Jira's answer any more", null, e);
        }
        try {
            return said(jira.send(viewer.tenant(), "POST", "/rest/api/3/permissions/check", question));
        } finally {
            turn.release();
        }
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

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
