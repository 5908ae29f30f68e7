package dev.towline.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages that a person opens: issues, one issue, administration. Iframes of the app are signed for the chosen person at each load. */
final class Pages {

    private final Site site;
    private final App app;

    Pages(Site site, App app) {
        this.site = site;
        this.app = app;
    }

    Response issues(Site.User user) {
        var projects = site.projects().stream()
                .filter(project -> site.has(user, "BROWSE_PROJECTS", project.id()))
                .map(project -> Html.fill("project.html", Map.of("key", project.key(), "name", project.name(), "boards", boards(project), "issues", rows(user, project))))
                .collect(Collectors.joining());
        return page(user, "Issues", "issues", Html.fill("issues.html", Map.of(
                "projects", projects.isEmpty() ? "<p class=\"empty\">You do not have access to any project.</p>" : projects)));
    }

    private String boards(Site.Project project) {
        return site.boards().stream().filter(board -> board.projectId() == project.id())
                .map(board -> Html.fill("boardlink.html", Map.of("id", String.valueOf(board.id()), "name", board.name())))
                .collect(Collectors.joining());
    }

    /** The app's page in a project's sidebar. */
    Response project(Site.User user, String key) {
        var project = site.projectByKey(key).filter(each -> site.has(user, "BROWSE_PROJECTS", each.id()));
        if (project.isEmpty()) {
            return message(user, 404, "We can't find that project", "It may have been deleted, or you may not have permission to see it.");
        }
        var values = Map.of("project.key", project.get().key(), "project.id", String.valueOf(project.get().id()));
        return page(user, project.get().name(), "issues", Html.fill("project-page.html", Map.of("key", key, "project", project.get().name(),
                "frame", appPage("jiraProjectPages", user, values))));
    }

    /** The app's page in a project's settings: of those who administer the project. */
    Response projectSettings(Site.User user, String key, String page) {
        var project = site.projectByKey(key).filter(each -> page.equals("settings") && site.has(user, "ADMINISTER_PROJECTS", each.id()));
        if (project.isEmpty()) {
            return message(user, 404, "We can't find that project", "It may have been deleted, or you may not have permission to change it.");
        }
        var values = Map.of("project.key", project.get().key(), "project.id", String.valueOf(project.get().id()));
        return page(user, project.get().name(), "issues", Html.fill("project-page.html", Map.of("key", key, "project", project.get().name() + " settings",
                "frame", appPage("jiraProjectAdminTabPanels", user, values))));
    }

    /** The app's page that the tools of a board lead to. */
    Response board(Site.User user, String id) {
        var found = site.boards().stream().filter(each -> String.valueOf(each.id()).equals(id) && site.has(user, "BROWSE_PROJECTS", each.projectId())).findFirst();
        if (found.isEmpty()) {
            return message(user, 404, "We can't find that board", "It may have been deleted, or you may not have permission to see it.");
        }
        var board = found.get();
        var project = site.project(board.projectId()).orElseThrow();
        var values = Map.of("project.key", project.key(), "project.id", String.valueOf(project.id()), "board.id", id, "board.type", board.type());
        var columns = board.columns().stream().map(column -> column.name() + ": " + String.join(", ", column.statuses())).collect(Collectors.joining("\n"));
        return page(user, board.name(), "issues", Html.fill("board-page.html", Map.of("key", project.key(), "project", project.name(), "name", board.name(), "id", id,
                "columns", columns, "frame", appPage("webItems", user, values))));
    }

    private String appPage(String module, Site.User user, Map<String, String> values) {
        return enabled().map(installation -> installation.module(module).isMissingNode() ? "" :
                        frame("towline-board", installation, user, Placeholders.fill(installation.module(module).path("url").asText(), values), values))
                .orElse("<p class=\"empty\">When an app is installed, its page appears here.</p>");
    }

    private String rows(Site.User user, Site.Project project) {
        return site.issues().stream()
                .filter(issue -> issue.projectId() == project.id() && site.sees(user, issue))
                .map(issue -> Html.fill("row.html", Map.of("key", issue.key(), "summary", issue.summary())))
                .collect(Collectors.joining());
    }

    Response issue(Site.User user, String key) {
        return site.issueByKey(key).filter(issue -> site.sees(user, issue))
                .map(issue -> page(user, issue.key() + " " + issue.summary(), "issues", issue(user, issue)))
                .orElseGet(() -> message(user, 404, "We can't find that issue", "It may have been moved or deleted, or you may not have permission to see it."));
    }

    private String issue(Site.User user, Site.Issue issue) {
        var project = site.project(issue.projectId()).orElseThrow();
        var values = Map.of("issue.key", issue.key(), "issue.id", String.valueOf(issue.id()),
                "project.key", project.key(), "project.id", String.valueOf(project.id()));
        var panel = enabled().map(installation -> {
            var module = installation.module("jiraIssueContents");
            return module.isMissingNode() ? "" : Html.fill("panel.html", Map.of(
                    "name", module.path("name").path("value").asText(),
                    "frame", frame("towline-panel", installation, user, Placeholders.fill(module.path("target").path("url").asText(), values), values)));
        });
        return Html.fill("issue.html", Map.of("key", issue.key(), "summary", issue.summary(), "project", project.name(),
                "hidden", hidden(issue), "panel", panel.orElse(""), "comments", comments(issue), "statuses", options(Site.STATUSES, status -> status, issue.status()),
                "people", options(Stream.concat(Stream.of(""), site.users().stream().map(Site.User::accountId)).toList(), this::name, issue.assignee())));
    }

    private String comments(Site.Issue issue) {
        var comments = site.comments(issue.id()).stream()
                .map(comment -> Html.fill("comment.html", Map.of("author", name(comment.author()), "text", comment.text())))
                .collect(Collectors.joining());
        return comments.isEmpty() ? "<p class=\"empty\">There are no comments on this issue.</p>" : comments;
    }

    private String name(String accountId) {
        return site.user(accountId).map(Site.User::displayName).orElse("Unassigned");
    }

    private static String options(List<String> values, UnaryOperator<String> name, String chosen) {
        return values.stream()
                .map(value -> "<option value=\"%s\"%s>%s</option>".formatted(Html.escape(value), value.equals(chosen) ? " selected" : "", Html.escape(name.apply(value))))
                .collect(Collectors.joining());
    }

    Response admin(Site.User user) {
        if (!user.jiraAdministrator()) {
            return message(user, 403, "You don't have access to this page", "Only Jira administrators can see the administration.");
        }
        var state = site.installation().map(installation -> installation.enabled() ? "Installed" : "Disabled").orElse("Not installed");
        var name = site.installation().map(installation -> installation.descriptor().path("name").asText()).orElse("No app");
        var page = enabled().map(installation -> installation.module("adminPages")).filter(module -> !module.isMissingNode())
                .map(module -> frame("towline-admin", app.installed(), user, module.path("url").asText(), Map.of()))
                .orElse("<p class=\"empty\">When an app is installed, its administration page appears here.</p>");
        return page(user, "Administration", "admin", Html.fill("admin.html", Map.of("state", state, "name", name, "projects", projects(),
                "people", switches(), "address", app.lastAddress(), "installed", String.valueOf(site.installation().isPresent()), "frame", page)));
    }

    private String projects() {
        return site.projects().stream()
                .map(project -> Html.fill("projectrow.html", Map.of("key", project.key(), "name", project.name(),
                        "former", site.keysOf(project).stream().skip(1).map(key -> "formerly " + key).collect(Collectors.joining(", ")))))
                .collect(Collectors.joining());
    }

    /** Who is a member of which project: can be changed while the app's pages are open. */
    private String switches() {
        return site.users().stream().map(user -> Html.fill("person.html", Map.of("name", user.displayName(), "account", user.accountId(),
                "projects", site.projects().stream().map(project -> Html.fill("switch.html", Map.of("kind", "member", "account", user.accountId(), "of", project.key(), "label", project.key(),
                        "checked", site.has(user, "BROWSE_PROJECTS", project.id()) ? "checked" : ""))).collect(Collectors.joining())))).collect(Collectors.joining());
    }

    private String hidden(Site.Issue issue) {
        return site.users().stream().map(user -> Html.fill("switch.html", Map.of("kind", "hidden", "account", user.accountId(), "of", issue.key(), "label", user.displayName(),
                "checked", site.isHidden(issue, user) ? "checked" : ""))).collect(Collectors.joining());
    }

    private Optional<Installation> enabled() {
        return site.installation().filter(Installation::enabled);
    }

    private String frame(String id, Installation installation, Site.User user, String address, Map<String, String> context) {
        return Html.fill("frame.html", Map.of("id", id, "source", app.pageUrl(user.accountId(), address), "origin", installation.origin(),
                "issueKey", context.getOrDefault("issue.key", ""), "issueId", context.getOrDefault("issue.id", ""),
                "projectKey", context.getOrDefault("project.key", ""), "projectId", context.getOrDefault("project.id", "")));
    }

    Response message(Site.User user, int status, String title, String text) {
        var answer = page(user, title, "", Html.fill("message.html", Map.of("title", title, "text", text)));
        return new Response(status, answer.headers(), answer.body());
    }

    private Response page(Site.User user, String title, String section, String content) {
        var people = site.users().stream()
                .map(each -> "<option value=\"%s\"%s>%s</option>".formatted(Html.escape(each.accountId()),
                        each.equals(user) ? " selected" : "", Html.escape(each.displayName())))
                .collect(Collectors.joining());
        var html = Html.fill("layout.html", Map.of("title", title, "section", section, "people", people, "content", content,
                "initials", initials(user)));
        // The app's pages are the only strangers here.
        var frames = site.installation().map(Installation::origin).orElse("'none'");
        return Response.text(200, "text/html", html).with(Map.of("Content-Security-Policy",
                "default-src 'self'; frame-src " + frames + "; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
                "Referrer-Policy", "no-referrer", "X-Content-Type-Options", "nosniff"));
    }

    private static String initials(Site.User user) {
        return List.of(user.displayName().split(" ")).stream().map(word -> word.substring(0, 1)).collect(Collectors.joining());
    }
}
