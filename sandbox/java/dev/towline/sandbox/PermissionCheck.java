package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/** {@code POST /rest/api/3/permissions/check}: what of the named permissions, projects and issues a person has; the rest is left out. */
final class PermissionCheck {

    private static final int MOST = 1000;
    private static final Set<String> GLOBAL = Set.of("ADMINISTER", "SYSTEM_ADMIN", "CREATE_PROJECT", "USER_PICKER", "BULK_CHANGE", "MANAGE_GROUP_FILTER_SUBSCRIPTIONS",
            "CREATE_SHARED_OBJECTS", "USE");
    private static final Set<String> FIELDS = Set.of("accountId", "globalPermissions", "projectPermissions");
    private static final Set<String> GROUP = Set.of("permissions", "projects", "issues");

    private final Site site;
    /** Null: the app itself, which may do everything. */
    private final Site.User user;

    private PermissionCheck(Site site, Site.User user) {
        this.site = site;
        this.user = user;
    }

    static Response answer(Site site, ObjectNode body, Caller caller) {
        known(body, FIELDS);
        return Response.json(200, new PermissionCheck(site, subject(site, body, caller)).grants(body));
    }

    private static Site.User subject(Site site, ObjectNode body, Caller caller) {
        var asked = Optional.ofNullable(body.get("accountId")).filter(id -> !id.isNull()).map(JsonNode::asText)
                .map(id -> site.user(id).orElseThrow(() -> Refusal.field("accountId", "The account ID is not valid")));
        return switch (caller) {
            case Caller.App app -> asked.orElse(null);
            case Caller.Person(var person) -> {
                if (asked.isPresent() && !asked.get().equals(person) && !person.jiraAdministrator()) {
                    throw Refusal.of(403, "Only Jira administrators can perform this operation.");
                }
                yield asked.orElse(person);
            }
        };
    }

    private ObjectNode grants(ObjectNode body) {
        var grants = Json.object();
        var global = grants.putArray("globalPermissions");
        for (var permission : list(body, "globalPermissions")) {
            recognised(permission.asText(), GLOBAL);
            if (user == null || site.hasGlobally(user, permission.asText())) {
                global.add(permission);
            }
        }
        var project = grants.putArray("projectPermissions");
        for (var group : list(body, "projectPermissions")) {
            group(group, project);
        }
        return grants;
    }

    private void group(JsonNode group, ArrayNode grants) {
        known(group, GROUP);
        var permissions = new ArrayList<String>();
        list(group, "permissions").stream().map(JsonNode::asText).filter(name -> !name.isEmpty()).forEach(permissions::add);
        if (permissions.isEmpty()) {
            throw Refusal.of(400, "projectPermissions needs at least one permission");
        }
        permissions.forEach(permission -> recognised(permission, Access.PERMISSIONS));
        var projects = ids(group, "projects");
        var issues = ids(group, "issues");
        for (var permission : permissions) {
            var grant = grants.addObject().put("permission", permission);
            grant.set("projects", Json.array(granted(projects, id -> user == null ? site.project(id).isPresent() : site.has(user, permission, id))));
            grant.set("issues", Json.array(granted(issues, id -> site.issueById(id)
                    .filter(issue -> user == null || site.has(user, permission, issue.projectId()) && site.sees(user, issue)).isPresent())));
        }
    }

    private static List<Long> granted(List<Long> ids, LongPredicate has) {
        return ids.stream().filter(has::test).toList();
    }

    private static List<Long> ids(JsonNode group, String field) {
        var ids = new ArrayList<Long>();
        for (var id : list(group, field)) {
            if (!id.isIntegralNumber()) {
                throw Refusal.of(400, field + " must hold numbers");
            }
            ids.add(id.asLong());
        }
        if (ids.size() > MOST) {
            throw Refusal.of(400, "At most " + MOST + " " + field + " can be checked");
        }
        return ids;
    }

    private static List<JsonNode> list(JsonNode from, String field) {
        var node = from.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            throw Refusal.of(400, field + " must be a list");
        }
        var values = new ArrayList<JsonNode>();
        node.forEach(value -> {
            if (!value.isNull()) {
                values.add(value);
            }
        });
        return values;
    }

    private static void recognised(String permission, Set<String> known) {
        if (!known.contains(permission)) {
            throw Refusal.field(permission, "Unrecognized permission");
        }
    }

    private static void known(JsonNode object, Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw Refusal.of(400, "Unrecognized field " + name);
            }
        });
    }
}
