package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Boards in the REST API: which there are, how they are laid out, what is on them. */
final class AgileApi {

    private static final int USUAL = 50;
    private static final int MOST_BOARDS = 50;
    private static final int MOST_ISSUES = 5000;
    private static final Set<String> TYPES = Set.of("scrum", "kanban", "simple");
    private static final Set<String> STATES = Set.of("future", "active", "closed");
    // The whole of JQL that is understood here; anything else is an error, so that nothing seems to work that was not asked.
    private static final Pattern JQL = Pattern.compile("(?:id in \\((?<ids>[0-9]+(?:, ?[0-9]+)*)\\))?(?: AND |^|$)(?<running>sprint in openSprints\\(\\))?");

    private final Site site;
    private final URI url;
    private final IssueApi issues;

    AgileApi(Site site, URI url, IssueApi issues) {
        this.site = site;
        this.url = url;
        this.issues = issues;
    }

    /** @param path the pieces after {@code /rest/agile/1.0} */
    Response answer(Request request, List<String> path, Caller caller) {
        return switch (path.size() + " " + (path.size() == 3 ? path.get(2) : "")) {
            case "1 " -> boards(request, caller);
            case "2 " -> Response.json(200, json(visible(path.get(1), caller)));
            case "3 configuration" -> configuration(visible(path.get(1), caller));
            case "3 issue" -> formerIssues(request, path.get(1), caller);
            case "3 sprint" -> sprints(request, visible(path.get(1), caller));
            default -> throw Refusal.of(404, "No such resource");
        };
    }

    /** {@code /rest/software/1.0/board/{id}/issue}: page by page, each leading to the next by a token that holds for it only. */
    Response issues(Request request, String id, Caller caller) {
        var jql = request.parameter("jql").orElse("");
        var seen = seen(id, jql, caller);
        var most = Math.min(number(request, "maxResults", USUAL), MOST_ISSUES);
        var from = request.parameter("nextPageToken").map(token -> from(token, jql)).orElse(0);
        var fields = IssueApi.fields(request);
        var page = seen.stream().skip(from).limit(most).map(issue -> issues.json(issue, fields)).toList();
        var answer = Json.object().put("isLast", from + page.size() >= seen.size());
        answer.set("issues", Json.array(page));
        if (from + page.size() < seen.size()) {
            answer.put("nextPageToken", token(from + page.size(), jql));
        }
        return Response.json(200, answer);
    }

    /** {@code /rest/agile/1.0/board/{id}/issue}, as it was before: page by page, by number. */
    private Response formerIssues(Request request, String id, Caller caller) {
        var seen = seen(id, request.parameter("jql").orElse(""), caller);
        var most = Math.min(number(request, "maxResults", USUAL), MOST_ISSUES);
        var startAt = number(request, "startAt", 0);
        var fields = IssueApi.fields(request);
        var answer = Json.object().put("startAt", startAt).put("maxResults", most).put("total", seen.size());
        answer.set("issues", Json.array(seen.stream().skip(startAt).limit(most).map(issue -> issues.json(issue, fields)).toList()));
        return Response.json(200, answer);
    }

    private List<Site.Issue> seen(String board, String jql, Caller caller) {
        return site.issues(visible(board, caller), jql.endsWith("sprint in openSprints()")).stream().filter(issue -> issues.sees(caller, issue)).filter(wanted(jql)).toList();
    }

    private static Predicate<Site.Issue> wanted(String jql) {
        var parts = JQL.matcher(jql);
        if (jql.isEmpty()) {
            return issue -> true;
        }
        if (!parts.matches()) {
            throw Refusal.of(400, "The sandbox does not understand the JQL " + jql);
        }
        if (parts.group("ids") == null) {
            return issue -> true;
        }
        var ids = Arrays.stream(parts.group("ids").split(", ?")).map(Long::valueOf).collect(Collectors.toSet());
        return issue -> ids.contains(issue.id());
    }

    private static String token(int from, String jql) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((from + " " + jql).getBytes(StandardCharsets.UTF_8));
    }

    private static int from(String token, String jql) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
            if (parts.length == 2 && parts[1].equals(jql)) {
                return Integer.parseInt(parts[0]);
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for the token of another search.
        }
        throw Refusal.of(400, "The provided next page token is invalid");
    }

    private Response boards(Request request, Caller caller) {
        var type = request.parameter("type").orElse("");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            throw Refusal.of(400, "Unknown board type " + type);
        }
        var project = request.parameter("projectKeyOrId").orElse("");
        var found = site.boards().stream().filter(board -> sees(caller, board))
                .filter(board -> type.isEmpty() || board.type().equals(type))
                .filter(board -> project.isEmpty() || String.valueOf(board.projectId()).equals(project) || home(board).key().equals(project))
                .toList();
        return page(request, found, this::json);
    }

    private Response sprints(Request request, Board board) {
        if (!board.isScrum()) {
            throw Refusal.of(400, "The board does not support sprints");
        }
        var states = Set.of(request.parameter("state").orElse("future,active,closed").split(","));
        if (!STATES.containsAll(states)) {
            throw Refusal.of(400, "Unknown sprint state");
        }
        return page(request, site.sprints(board.id()).stream().filter(sprint -> states.contains(sprint.state())).toList(),
                sprint -> Json.object().put("id", sprint.id()).put("self", url + "/rest/agile/1.0/sprint/" + sprint.id()).put("state", sprint.state())
                        .put("name", sprint.name()).put("originBoardId", sprint.boardId()));
    }

    private <T> Response page(Request request, List<T> all, Function<T, ObjectNode> json) {
        var startAt = number(request, "startAt", 0);
        var most = Math.min(number(request, "maxResults", USUAL), MOST_BOARDS);
        var values = all.stream().skip(startAt).limit(most).map(json).toList();
        var answer = Json.object().put("maxResults", most).put("startAt", startAt).put("total", all.size()).put("isLast", startAt + values.size() >= all.size());
        answer.set("values", Json.array(values));
        return Response.json(200, answer);
    }

    private Response configuration(Board board) {
        var home = home(board);
        var json = Json.object().put("id", board.id()).put("name", board.name()).put("type", board.type()).put("self", url + "/rest/agile/1.0/board/" + board.id() + "/configuration");
        json.putObject("location").put("type", "project").put("key", home.key()).put("id", String.valueOf(home.id())).put("name", home.name());
        json.putObject("filter").put("id", String.valueOf(20_000 + board.id()));
        var config = json.putObject("columnConfig");
        var columns = config.putArray("columns");
        for (var column : board.columns()) {
            var statuses = columns.addObject().put("name", column.name()).putArray("statuses");
            column.statuses().forEach(status -> statuses.addObject().put("id", Edits.id(status)).put("self", url + "/rest/api/2/status/" + Edits.id(status)));
        }
        config.put("constraintType", "none");
        json.putObject("ranking").put("rankCustomFieldId", 10019);
        return Response.json(200, json);
    }

    private ObjectNode json(Board board) {
        var home = home(board);
        var json = Json.object().put("id", board.id()).put("self", url + "/rest/agile/1.0/board/" + board.id()).put("name", board.name()).put("type", board.type());
        json.putObject("location").put("projectId", home.id()).put("projectKey", home.key()).put("projectName", home.name()).put("displayName", home.name() + " (" + home.key() + ")");
        return json;
    }

    private Site.Project home(Board board) {
        return site.project(board.projectId()).orElseThrow();
    }

    private Board visible(String id, Caller caller) {
        return site.boards().stream().filter(board -> String.valueOf(board.id()).equals(id) && sees(caller, board)).findFirst()
                .orElseThrow(() -> Refusal.of(404, "The requested board cannot be viewed because it either does not exist or you do not have permission to view it."));
    }

    private boolean sees(Caller caller, Board board) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.has(user, "BROWSE_PROJECTS", board.projectId());
        };
    }

    static int number(Request request, String name, int otherwise) {
        try {
            return request.parameter(name).map(Integer::parseInt).filter(value -> value >= 0).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw Refusal.of(400, name + " must be a number");
        }
    }
}
