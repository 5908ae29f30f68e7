package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The part of Jira's REST API that the app uses. The caller is known and checked before; what it may see is decided here. */
final class RestApi {

    private static final int MOST_PROJECTS = 100;
    private static final int USUAL_PROJECTS = 50;

    private final Site site;
    private final URI url;
    private final IssueApi issues;
    private final AgileApi agile;
    private final DevInfoApi devInfo;
    private final RunApi runs;

    RestApi(Site site, URI url, Edits edits) {
        this.site = site;
        this.url = url;
        this.issues = new IssueApi(site, url, edits);
        this.agile = new AgileApi(site, url, issues);
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
        if (path.size() >= 4 && path.subList(0, 4).equals(List.of("rest", "agile", "1.0", "board"))) {
            only(request, "GET");
            return agile.answer(request, path.subList(3, path.size()), caller);
        }
        if (path.size() == 6 && path.subList(0, 4).equals(List.of("rest", "software", "1.0", "board")) && path.get(5).equals("issue")) {
            only(request, "GET");
            return agile.issues(request, path.get(4), caller);
        }
        if (path.size() < 4 || !path.subList(0, 2).equals(List.of("rest", "api")) || !Set.of("3", "latest").contains(path.get(2))) {
            throw Refusal.of(404, "No such resource");
        }
        return switch (request.method() + " " + path.get(3) + " " + path.size()) {
            case "POST permissions 5" -> PermissionCheck.answer(site, Json.readObject(request.body()), caller);
            case "POST issue 5" -> bulk(request, path, caller);
            case "GET issue 5" -> issues.one(request, path.get(4), caller);
            case "GET issue 6" -> transitions(path, () -> issues.transitions(path.get(4), caller));
            case "POST issue 6" -> transitions(path, () -> issues.transition(request, path.get(4), caller));
            case "GET project 5" -> projects(request, caller);
            case "GET myself 4" -> myself(caller);
            default -> throw Refusal.of(404, "No such resource");
        };
    }

    private Response bulk(Request request, List<String> path, Caller caller) {
        if (!path.get(4).equals("bulkfetch")) {
            throw Refusal.of(405, "Method Not Allowed");
        }
        if (caller instanceof Caller.App(var installation)) {
            // So it says, although nothing is written (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/, 2026-11).
            requireScope(installation, "WRITE");
        }
        return issues.many(request, caller);
    }

    private static Response transitions(List<String> path, Supplier<Response> answer) {
        if (!path.get(5).equals("transitions")) {
            throw Refusal.of(404, "No such resource");
        }
        return answer.get();
    }

    private static void only(Request request, String method) {
        if (!request.method().equals(method)) {
            throw Refusal.of(405, "Method Not Allowed");
        }
    }

    private Response projects(Request request, Caller caller) {
        if (!request.pieces().getLast().equals("search")) {
            throw Refusal.of(404, "No such resource");
        }
        var startAt = AgileApi.number(request, "startAt", 0);
        var most = Math.min(AgileApi.number(request, "maxResults", USUAL_PROJECTS), MOST_PROJECTS);
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

    private boolean sees(Caller caller, Site.Project project) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.has(user, "BROWSE_PROJECTS", project.id());
        };
    }

    private ObjectNode expanded(Site.Project project, Set<String> expand) {
        var json = IssueApi.project(url, project);
        if (expand.contains("projectKeys")) {
            json.set("projectKeys", Json.array(site.keysOf(project)));
        }
        return json;
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
