package dev.towline.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the scripts of the site's own pages ask for, on behalf of the chosen person. */
final class PageApi {

    // A foreign page cannot send this header without being asked first, and it is never allowed.
    private static final String OWN_PAGE = "X-Sandbox";

    private final Site site;
    private final App app;
    private final RestApi rest;
    private final Edits edits;

    PageApi(Site site, App app, RestApi rest, Edits edits) {
        this.site = site;
        this.app = app;
        this.rest = rest;
        this.edits = edits;
    }

    /** @param path the pieces after {@code /sandbox} */
    Response answer(Request request, List<String> path, Site.User user) {
        if (request.header(OWN_PAGE).isEmpty()) {
            throw Refusal.of(403, "Only for the sandbox's own pages");
        }
        try {
            return switch (request.method() + " " + String.join("/", path.isEmpty() ? List.of() : path.subList(0, 1)) + " " + path.size()) {
                case "GET token 1" -> Response.json(200, Json.object().put("token", app.contextToken(user.accountId())));
                case "POST request 1" -> asPerson(request, user);
                case "POST issues 1" -> create(request, user);
                case "POST issues 2" -> edit(request, path.get(1), user);
                case "DELETE issues 2" -> delete(path.get(1), user);
                case "GET issues 3" -> development(path.get(1), user);
                case "POST projects 1" -> createProject(request, user);
                case "POST projects 2" -> renameProject(request, path.get(1), user);
                case "DELETE projects 2" -> deleteProject(path.get(1), user);
                case "POST switches 1" -> turn(request, user);
                case "POST boards 2" -> configure(request, path.get(1), user);
                case "POST install 1" -> install(request, user);
                case "POST uninstall 1" -> uninstall(user);
                default -> throw Refusal.of(404, "No such resource");
            };
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Refusal.of(400, e.getMessage());
        }
    }

    /** {@code AP.request}: the REST API with the person's own permissions. */
    private Response asPerson(Request request, Site.User user) {
        var wanted = Json.readObject(request.body());
        var address = URI.create(wanted.path("url").asText());
        if (address.isAbsolute() || address.getRawPath() == null || !address.getRawPath().startsWith("/rest/")) {
            throw Refusal.of(400, "AP.request takes a path that begins with /rest/");
        }
        var body = wanted.path("data").asText("").getBytes(StandardCharsets.UTF_8);
        var method = wanted.path("type").asText("GET").toUpperCase(Locale.ROOT);
        return rest.answer(new Request(method, address.getRawPath(), address.getRawQuery(), Map.of(), body), new Caller.Person(user));
    }

    private Response create(Request request, Site.User user) {
        var wanted = Json.readObject(request.body());
        var key = wanted.path("key").asText().strip().toUpperCase(Locale.ROOT);
        var summary = wanted.path("summary").asText().strip();
        return Response.json(201, Json.object().put("key", edits.create(user, key, summary.isEmpty() ? "New issue" : summary).key()));
    }

    /** Changes what the request names: {@code summary}, {@code status}, {@code assignee}, and adds its {@code comment}. */
    private Response edit(Request request, String key, Site.User user) {
        editable(key, user);
        var wanted = Json.readObject(request.body());
        var summary = wanted.path("summary").asText().strip();
        if (wanted.has("summary") && summary.isEmpty()) {
            throw Refusal.of(400, "You must specify a summary of the issue.");
        }
        if (wanted.has("summary")) {
            edits.edit(user, key, summary);
        }
        if (wanted.has("status")) {
            edits.transition(user, key, wanted.get("status").asText());
        }
        if (wanted.has("assignee")) {
            edits.assign(user, key, wanted.get("assignee").asText());
        }
        if (!wanted.path("comment").asText().isBlank()) {
            edits.comment(user, key, wanted.get("comment").asText().strip());
        }
        return Response.json(200, Json.object().put("key", key));
    }

    private Response delete(String key, Site.User user) {
        editable(key, user);
        edits.delete(user, key);
        return Response.json(200, Json.object());
    }

    private void editable(String key, Site.User user) {
        if (!site.has(user, "EDIT_ISSUES", visible(key, user).projectId())) {
            throw Refusal.of(403, "You do not have permission to edit this issue.");
        }
    }

    private Response development(String key, Site.User user) {
        var issue = visible(key, user);
        var json = Json.object();
        for (var kind : Kind.values()) {
            json.set(kind.list, Json.array(site.has(user, "VIEW_DEV_TOOLS", issue.projectId()) ? site.stored(key, kind) : List.of()));
        }
        for (var kind : RunKind.values()) {
            json.set(kind.list, Json.array(site.has(user, "VIEW_DEV_TOOLS", issue.projectId()) ? site.runs().ofIssue(issue.id(), kind) : List.of()));
        }
        return Response.json(200, json);
    }

    private Response createProject(Request request, Site.User user) {
        requireAdministrator(user);
        var wanted = Json.readObject(request.body());
        var key = wanted.path("project").asText().strip().toUpperCase(Locale.ROOT);
        var name = wanted.path("name").asText().strip();
        return Response.json(201, Json.object().put("key", site.createProject(key, name.isEmpty() ? key : name).key()));
    }

    private Response renameProject(Request request, String key, Site.User user) {
        requireAdministrator(user);
        var newKey = Json.readObject(request.body()).path("project").asText().strip().toUpperCase(Locale.ROOT);
        return Response.json(200, Json.object().put("key", site.renameProject(key, newKey).key()));
    }

    private Response deleteProject(String key, Site.User user) {
        requireAdministrator(user);
        site.deleteProject(key);
        return Response.json(200, Json.object());
    }

    /** {@code member} of a project, or {@code hidden} from an issue: for anybody, so that all can be tried in two windows. */
    private Response turn(Request request, Site.User user) {
        var wanted = Json.readObject(request.body());
        var account = site.user(wanted.path("account").asText()).orElseThrow(() -> Refusal.of(400, "There is no such person.")).accountId();
        var on = wanted.path("on").asBoolean();
        switch (wanted.path("kind").asText()) {
            case "member" -> site.member(account, wanted.path("of").asText(), on);
            case "hidden" -> edits.secure(user, wanted.path("of").asText(), account, on);
            default -> throw Refusal.of(400, "There is no such switch.");
        }
        return Response.json(200, Json.object());
    }

    /** Columns as lines: {@code In Progress: In Progress, In Review}. */
    private Response configure(Request request, String id, Site.User user) {
        requireAdministrator(user);
        var columns = Json.readObject(request.body()).path("columns").asText().strip().lines().map(line -> line.split(":", 2))
                .map(parts -> new Board.Column(parts[0].strip(), parts.length < 2 ? List.of() : Arrays.stream(parts[1].split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList()))
                .toList();
        edits.configure(Long.parseLong(id), columns);
        return Response.json(200, Json.object());
    }

    private Response install(Request request, Site.User user) {
        requireAdministrator(user);
        app.install(URI.create(Json.readObject(request.body()).path("address").asText().strip()));
        return Response.json(200, Json.object());
    }

    private Response uninstall(Site.User user) {
        requireAdministrator(user);
        app.uninstall();
        return Response.json(200, Json.object());
    }

    private Site.Issue visible(String key, Site.User user) {
        return site.issueByKey(key).filter(issue -> site.sees(user, issue)).orElseThrow(() -> Refusal.of(404, "No such issue"));
    }

    private static void requireAdministrator(Site.User user) {
        if (!user.jiraAdministrator()) {
            throw Refusal.of(403, "Only Jira administrators can perform this operation.");
        }
    }
}
