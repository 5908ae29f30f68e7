package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Set;

/** Issues in the REST API: one, many at once, and their transitions. */
final class IssueApi {

    private static final int MOST_AT_ONCE = 100;
    private static final Set<String> BULK_FIELDS = Set.of("issueIdsOrKeys", "fields", "fieldsByKeys", "expand", "properties");
    private static final Set<String> TRANSITION_FIELDS = Set.of("transition", "fields", "update", "historyMetadata", "properties");

    private final Site site;
    private final URI url;
    private final Edits edits;

    IssueApi(Site site, URI url, Edits edits) {
        this.site = site;
        this.url = url;
        this.edits = edits;
    }

    Response one(Request request, String idOrKey, Caller caller) {
        return Response.json(200, json(visible(idOrKey, caller), fields(request)));
    }

    /** What the caller may not see is left out, without an error. */
    Response many(Request request, Caller caller) {
        var body = Json.readObject(request.body());
        known(body, BULK_FIELDS);
        var names = new ArrayList<String>();
        body.path("issueIdsOrKeys").forEach(name -> names.add(name.asText()));
        if (names.isEmpty() || names.size() > MOST_AT_ONCE) {
            throw Refusal.of(400, "issueIdsOrKeys must name 1 to " + MOST_AT_ONCE + " issues");
        }
        var wanted = new ArrayList<String>();
        body.path("fields").forEach(field -> wanted.add(field.asText()));
        var found = names.stream().flatMap(name -> site.issue(name).stream()).distinct().filter(issue -> sees(caller, issue))
                .map(issue -> json(issue, wanted.isEmpty() ? Set.of("*navigable") : Set.copyOf(wanted))).toList();
        var answer = Json.object().put("expand", "names,schema");
        answer.set("issues", Json.array(found));
        answer.putArray("issueErrors");
        return Response.json(200, answer);
    }

    Response transitions(String idOrKey, Caller caller) {
        var issue = visible(idOrKey, caller);
        var answer = Json.object().put("expand", "transitions");
        var list = answer.putArray("transitions");
        if (mayTransition(caller, issue)) {
            for (var status : Site.STATUSES) {
                list.addObject().put("id", transition(status)).put("name", status).put("hasScreen", false).put("isGlobal", true).put("isInitial", false)
                        .put("isConditional", false).put("isAvailable", true).set("to", status(status));
            }
        }
        return Response.json(200, answer);
    }

    Response transition(Request request, String idOrKey, Caller caller) {
        var issue = visible(idOrKey, caller);
        var body = Json.readObject(request.body());
        known(body, TRANSITION_FIELDS);
        var wanted = body.path("transition").path("id").asText();
        if (wanted.isEmpty()) {
            throw Refusal.of(400, "Missing 'transition' identifier");
        }
        var status = Site.STATUSES.stream().filter(each -> transition(each).equals(wanted)).findFirst()
                .filter(each -> mayTransition(caller, issue))
                .orElseThrow(() -> Refusal.of(400, "It seems that you have tried to perform a workflow operation that is not valid for the current state of this issue. "
                        + "The likely cause is that somebody has changed the issue recently, please look at the issue history for details."));
        if (!(caller instanceof Caller.Person(var user))) {
            throw Refusal.of(403, "The sandbox lets only people change issues");
        }
        edits.transition(user, issue.key(), status);
        return Response.empty(204);
    }

    ObjectNode json(Site.Issue issue, Set<String> wanted) {
        var fields = Json.object().put("summary", issue.summary());
        fields.set("project", project(url, site.project(issue.projectId()).orElseThrow()));
        fields.putObject("issuetype").put("id", "10001").put("name", "Task").put("subtask", false);
        fields.set("status", status(issue.status()));
        site.user(issue.assignee()).ifPresentOrElse(user -> fields.putObject("assignee").put("accountId", user.accountId()).put("accountType", "atlassian")
                .put("displayName", user.displayName()).put("active", true), () -> fields.putNull("assignee"));
        if (site.isSecured(issue)) {
            fields.putObject("security").put("id", "10000").put("name", "Not for everybody");
        } else {
            fields.putNull("security");
        }
        if (!wanted.contains("*all") && !wanted.contains("*navigable")) {
            fields.retain(wanted);
        }
        var json = Json.object().put("id", String.valueOf(issue.id())).put("key", issue.key()).put("self", url + "/rest/api/3/issue/" + issue.id());
        json.set("fields", fields);
        return json;
    }

    static Set<String> fields(Request request) {
        return request.parameter("fields").map(list -> Set.of(list.split(","))).orElse(Set.of("*all"));
    }

    static ObjectNode project(URI url, Site.Project project) {
        return Json.object().put("id", String.valueOf(project.id())).put("key", project.key()).put("name", project.name())
                .put("self", url + "/rest/api/3/project/" + project.id()).put("projectTypeKey", "software").put("simplified", false);
    }

    boolean sees(Caller caller, Site.Issue issue) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.sees(user, issue);
        };
    }

    private boolean mayTransition(Caller caller, Site.Issue issue) {
        return switch (caller) {
            case Caller.App app -> true;
            case Caller.Person(var user) -> site.has(user, "TRANSITION_ISSUES", issue.projectId());
        };
    }

    private Site.Issue visible(String idOrKey, Caller caller) {
        return site.issue(idOrKey).filter(found -> sees(caller, found))
                .orElseThrow(() -> Refusal.of(404, "Issue does not exist or you do not have permission to see it."));
    }

    private static ObjectNode status(String name) {
        var status = Json.object().put("id", Edits.id(name)).put("name", name);
        switch (name) {
            case "To Do" -> status.putObject("statusCategory").put("id", 2).put("key", "new").put("name", "To Do");
            case "Done" -> status.putObject("statusCategory").put("id", 3).put("key", "done").put("name", "Done");
            default -> status.putObject("statusCategory").put("id", 4).put("key", "indeterminate").put("name", "In Progress");
        }
        return status;
    }

    // No number of a status, so that the two are not mistaken for each other.
    private static String transition(String status) {
        return String.valueOf(11 + 10 * Site.STATUSES.indexOf(status));
    }

    private static void known(ObjectNode body, Set<String> fields) {
        body.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw Refusal.of(400, "Unrecognized field " + name);
            }
        });
    }
}
