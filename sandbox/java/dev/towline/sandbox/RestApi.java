package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The part of Jira's REST API that the app uses. The caller is known and checked before; what it may see is decided here. */
final class RestApi {

    private static final int MOST_PROJECTS = 100;
    private static final int USUAL_PROJECTS = 50;

    private final Site site;
    private final URI url;
    private final DevInfoApi devInfo;
    private final RunApi runs;

    RestApi(Site site, URI url) {
        this.site = site;
        this.url = url;
        this.devInfo = new DevInfoApi(site);
        this.runs = new RunApi(site);
    }

    Response answer(Request request, Caller caller) {
        var path = request.pieces();
        return switch (caller) {
            case Caller.App(var installation) when path.size() > 3 && path.subList(0, 3).equals(List.of("rest", "devinfo", "0.10")) -> {
                requireScope(installation, scopeOf(request.method()));
                yield devInfo.answer(request, path.subList(3, path.size()), installation);
            }
            case Caller.App(var installation) when path.size() > 3 && path.get(0).equals("rest") && path.get(2).equals("0.1") && RunKind.ofList(path.get(1)).isPresent() -> {
                requireScope(installation, scopeOf(request.method()));
                yield runs.answer(RunKind.ofList(path.get(1)).get(), request, path.subList(3, path.size()), installation);
            }
            case Caller.App app when path.equals(AccountReports.PATH) -> AccountReports.answer(site, request);
            case Caller.App(var installation) -> {
                requireScope(installation, "READ");
                yield platform(request, path, caller);
            }
            case Caller.Person person -> platform(request, path, caller);
        };
    }

    private Response platform(Request request, List<String> path, Caller caller) {
        if (path.size() == 5 && path.subList(0, 4).equals(List.of("rest", "agile", "1.0", "board")) && request.method().equals("GET")) {
            return board(path.get(4), caller);
        }
        if (path.size() < 4 || !path.subList(0, 2).equals(List.of("rest", "api")) || !Set.of("3", "latest").contains(path.get(2))) {
            throw Refusal.of(404, "No such resource");
        }
        return switch (request.method() + " " + path.get(3) + " " + path.size()) {
            case "POST permissions 5" -> PermissionCheck.answer(site, Json.readObject(request.body()), caller);
            case "GET issue 5" -> issue(request, path.get(4), caller);
            case "GET project 5" -> projects(request, caller);
            case "GET myself 4" -> myself(caller);
            default -> throw Refusal.of(404, "No such resource");
        };
    }

    private Response issue(Request request, String idOrKey, Caller caller) {
        var issue = site.issue(idOrKey).filter(found -> sees(caller, found))
                .orElseThrow(() -> Refusal.of(404, "Issue does not exist or you do not have permission to see it."));
        var project = site.project(issue.projectId()).orElseThrow();
        var fields = Json.object().put("summary", issue.summary());
        fields.set("project", project(project));
        fields.putObject("issuetype").put("id", "10001").put("name", "Task").put("subtask", false);
        fields.putObject("status").put("id", Edits.id(issue.status())).put("name", issue.status());
        var wanted = request.parameter("fields").map(list -> Set.of(list.split(","))).orElse(Set.of("*all"));
        if (!wanted.contains("*all") && !wanted.contains("*navigable")) {
            fields.retain(wanted);
        }
        var json = Json.object().put("id", String.valueOf(issue.id())).put("key", issue.key()).put("self", url + "/rest/api/3/issue/" + issue.id());
        json.set("fields", fields);
        return Response.json(200, json);
    }

    /** Each project has one board, of its own number. */
    private Response board(String id, Caller caller) {
        var project = site.projects().stream().filter(each -> String.valueOf(each.id()).equals(id) && sees(caller, each)).findFirst()
                .orElseThrow(() -> Refusal.of(404, "The requested board cannot be viewed because it either does not exist or you do not have permission to view it."));
        var json = Json.object().put("id", project.id()).put("self", url + "/rest/agile/1.0/board/" + id).put("name", project.key() + " board").put("type", "kanban");
        json.putObject("location").put("projectId", project.id()).put("projectKey", project.key()).put("projectName", project.name());
        return Response.json(200, json);
    }

    private Response projects(Request request, Caller caller) {
        if (!request.pieces().getLast().equals("search")) {
            throw Refusal.of(404, "No such resource");
        }
        var startAt = number(request, "startAt", 0);
        var most = Math.min(number(request, "maxResults", USUAL_PROJECTS), MOST_PROJECTS);
        var keys = request.parameters().getOrDefault("keys", List.of());
        var ids = request.parameters().getOrDefault("id", List.of());
        var query = request.parameter("query").orElse("").toLowerCase(Locale.ROOT);
        var expand = Set.of(request.parameter("expand").orElse("").split(","));
        var visible = site.projects().stream()
                .filter(project -> sees(caller, project))
                .filter(project -> keys.isEmpty() || keys.contains(project.key()))
                .filter(project -> ids.isEmpty() || ids.contains(String.valueOf(project.id())))
                .filter(project -> (project.key() + " " + project.name()).toLowerCase(Locale.ROOT).contains(query))
                .sorted(Comparator.comparing(Site.Project::key)).toList();
        var page = visible.stream().skip(startAt).limit(most).map(project -> expanded(project, expand)).toList();
        var json = Json.object().put("self", url + "/rest/api/3/project/search").put("maxResults", most).put("startAt", startAt)
                .put("total", visible.size()).put("isLast", startAt + page.size() >= visible.size());
        json.set("values", Json.array(page));
        return Response.json(200, json);
    }

    private Response myself(Caller caller) {
        return Response.json(200, switch (caller) {
            case Caller.App(var installation) -> Json.object().put("accountId", "557058:00000000-0000-4000-8000-000000000001")
                    .put("accountType", "app").put("displayName", installation.descriptor().path("name").asText()).put("active", true);
            case Caller.Person(var user) -> Json.object().put("accountId", user.accountId())
                    .put("accountType", "atlassian").put("displayName", user.displayName()).put("active", true);
        });
    }

    private boolean sees(Caller caller, Site.Issue issue) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.sees(user, issue);
        };
    }

    private boolean sees(Caller caller, Site.Project project) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.has(user, "BROWSE_PROJECTS", project.id());
        };
    }

    private ObjectNode project(Site.Project project) {
        return Json.object().put("id", String.valueOf(project.id())).put("key", project.key()).put("name", project.name())
                .put("self", url + "/rest/api/3/project/" + project.id()).put("projectTypeKey", "software").put("simplified", false);
    }

    private ObjectNode expanded(Site.Project project, Set<String> expand) {
        var json = project(project);
        if (expand.contains("projectKeys")) {
            json.set("projectKeys", Json.array(site.keysOf(project)));
        }
        return json;
    }

    private static int number(Request request, String name, int otherwise) {
        try {
            return request.parameter(name).map(Integer::parseInt).filter(value -> value >= 0).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw Refusal.of(400, name + " must be a number");
        }
    }

    private static String scopeOf(String method) {
        return switch (method) {
            case "POST", "PUT" -> "WRITE";
            case "DELETE" -> "DELETE";
            default -> "READ";
        };
    }

    private static void requireScope(Installation installation, String scope) {
        if (!installation.mayUse(scope)) {
            throw Refusal.of(403, "The app does not have the scope " + scope);
        }
    }
}
