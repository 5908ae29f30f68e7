package dev.towline.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The projects, their issues and what is said about them. Guarded by the site that owns it. */
final class Backlog {

    private static final String ISSUE_KEY = "[A-Z][A-Z0-9_]{1,9}-[1-9][0-9]{0,9}";

    record Saved(List<Site.Project> projects, List<Site.Issue> issues, Map<String, Long> formerKeys, Map<String, Long> formerProjectKeys, List<Site.Comment> comments, List<Long> ranking) {}

    private final Map<Long, Site.Project> projects = new LinkedHashMap<>();
    private final Map<Long, Site.Issue> issues = new LinkedHashMap<>();
    private final Map<Long, Site.Comment> comments = new LinkedHashMap<>();
    /** Issues in the order of their ranks; those that are not in it come after, in the order of their numbers. */
    private List<Long> ranking = List.of();
    /** Keys that an issue had before it was moved. */
    private final Map<String, Long> formerKeys = new HashMap<>();
    /** Keys that a project had before it was renamed. */
    private final Map<String, Long> formerProjectKeys = new TreeMap<>();

    List<Site.Project> projects() {
        return List.copyOf(projects.values());
    }

    Optional<Site.Project> project(long id) {
        return Optional.ofNullable(projects.get(id));
    }

    Optional<Site.Project> projectByKey(String key) {
        return projects.values().stream().filter(project -> project.key().equals(key)).findFirst();
    }

    /** The present key of a project first, then its former ones. */
    List<String> keysOf(Site.Project project) {
        return Stream.concat(Stream.of(project.key()), formerProjectKeys.entrySet().stream()
                .filter(former -> former.getValue() == project.id() && !former.getKey().equals(project.key())).map(Map.Entry::getKey)).toList();
    }

    Site.Project createProject(String key, String name) {
        free(key);
        return addProject(new Site.Project(next(projects.keySet(), 10_000), key, name));
    }

    Site.Project addProject(Site.Project project) {
        projects.put(project.id(), project);
        return project;
    }

    Site.Project renameProject(String key, String newKey) {
        var before = projectByKey(key).orElseThrow(() -> new IllegalArgumentException("no project " + key));
        free(newKey);
        var renamed = new Site.Project(before.id(), newKey, before.name());
        projects.put(before.id(), renamed);
        formerProjectKeys.put(key, before.id());
        issues.replaceAll((id, issue) -> issue.projectId() != before.id() ? issue : moved(issue, newKey + issue.key().substring(key.length()), before.id()));
        return renamed;
    }

    Site.Project deleteProject(String key) {
        var deleted = projectByKey(key).orElseThrow(() -> new IllegalArgumentException("no project " + key));
        projects.remove(deleted.id());
        formerProjectKeys.values().removeIf(id -> id == deleted.id());
        issues.values().removeIf(issue -> issue.projectId() == deleted.id());
        return deleted;
    }

    private void free(String key) {
        if (!key.matches("[A-Z][A-Z0-9_]{1,9}")) {
            throw new IllegalArgumentException("A project key has 2 to 10 letters, digits or underscores, and begins with a letter.");
        }
        if (projectByKey(key).isPresent()) {
            throw new IllegalArgumentException("There is already a project " + key + ".");
        }
    }

    List<Site.Issue> issues() {
        return issues.values().stream().sorted(Comparator.comparing(Site.Issue::projectId).thenComparing(issue -> numberOf(issue.key()))).toList();
    }

    /** In the order of boards. */
    List<Site.Issue> ranked() {
        return issues().stream().sorted(Comparator.comparing(issue -> ranking.contains(issue.id()) ? ranking.indexOf(issue.id()) : Integer.MAX_VALUE)).toList();
    }

    /** Puts an issue just before another. */
    Site.Issue rank(String key, String before) {
        var issue = issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key));
        var order = new ArrayList<>(ranked().stream().map(Site.Issue::id).filter(id -> id != issue.id()).toList());
        order.add(order.indexOf(issueByKey(before).orElseThrow(() -> new IllegalArgumentException("no issue " + before)).id()), issue.id());
        ranking = List.copyOf(order);
        return issue;
    }

    Optional<Site.Issue> issueById(long id) {
        return Optional.ofNullable(issues.get(id));
    }

    Optional<Site.Issue> issueByKey(String key) {
        var wanted = key.toUpperCase(Locale.ROOT);
        return issues.values().stream().filter(issue -> issue.key().equals(wanted)).findFirst()
                .or(() -> Optional.ofNullable(formerKeys.get(wanted)).flatMap(this::issueById));
    }

    Site.Issue createIssue(String key, String summary) {
        if (!isIssueKey(key)) {
            throw new IllegalArgumentException("not an issue key: " + key);
        }
        if (issueByKey(key).isPresent()) {
            throw new IllegalArgumentException("there is already an issue " + key);
        }
        var issue = new Site.Issue(next(issues.keySet(), 10_100), key, projectFor(key).id(), summary);
        issues.put(issue.id(), issue);
        return issue;
    }

    /** @throws IllegalArgumentException when there is none */
    Site.Issue replace(String key, UnaryOperator<Site.Issue> edit) {
        var after = edit.apply(issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key)));
        issues.put(after.id(), after);
        return after;
    }

    Site.Issue moveIssue(String key, String newKey) {
        return replace(key, before -> moved(before, newKey, projectFor(newKey).id()));
    }

    private Site.Issue moved(Site.Issue before, String newKey, long projectId) {
        formerKeys.put(before.key(), before.id());
        return new Site.Issue(before.id(), newKey, projectId, before.summary(), before.status(), before.assignee());
    }

    /** The issue, when there was one. */
    Optional<Site.Issue> deleteIssue(String key) {
        var deleted = issueByKey(key);
        deleted.ifPresent(issue -> {
            issues.remove(issue.id());
            comments.values().removeIf(comment -> comment.issueId() == issue.id());
        });
        return deleted;
    }

    Site.Comment comment(String key, String author, String text) {
        var issue = issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key));
        var comment = new Site.Comment(next(comments.keySet(), 10_200), issue.id(), author, text);
        comments.put(comment.id(), comment);
        return comment;
    }

    /** Oldest first. */
    List<Site.Comment> comments(long issueId) {
        return comments.values().stream().filter(comment -> comment.issueId() == issueId).toList();
    }

    static boolean isIssueKey(String key) {
        return key.matches(ISSUE_KEY);
    }

    static String projectOf(String issueKey) {
        return issueKey.substring(0, issueKey.lastIndexOf('-'));
    }

    private Site.Project projectFor(String issueKey) {
        return projectByKey(projectOf(issueKey)).orElseThrow(() -> new IllegalArgumentException("no project of " + issueKey));
    }

    static long next(Set<Long> taken, long first) {
        return taken.stream().mapToLong(id -> id + 1).max().orElse(first);
    }

    private static long numberOf(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('-') + 1));
    }

    Saved saved() {
        return new Saved(projects(), List.copyOf(issues.values()), formerKeys, formerProjectKeys, List.copyOf(comments.values()), ranking);
    }

    void restore(Saved saved) {
        saved.projects().forEach(project -> projects.put(project.id(), project));
        saved.issues().forEach(issue -> issues.put(issue.id(), issue));
        formerKeys.putAll(saved.formerKeys());
        // Null in what was saved before projects could be renamed.
        formerProjectKeys.putAll(saved.formerProjectKeys() == null ? Map.of() : saved.formerProjectKeys());
        // Null in what was saved before issues could be ranked.
        ranking = saved.ranking() == null ? List.of() : saved.ranking();
        // Null in what was saved before one could comment.
        Optional.ofNullable(saved.comments()).ifPresent(all -> all.forEach(comment -> comments.put(comment.id(), comment)));
    }
}
