package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The data of the site: people, projects, issues, who may see what, and the stored development information.
 * Tests read and change it here; every change is on disk before the method returns, when the site has a folder.
 */
public final class Site {

    public record User(String accountId, String displayName, boolean jiraAdministrator) {}

    public record Project(long id, String key, String name) {}

    /** @param assignee account id; {@code ""} for nobody */
    public record Issue(long id, String key, long projectId, String summary, String status, String assignee) {

        /** What a file from before there were statuses and assignees lacks is as in a new issue. */
        public Issue {
            status = status == null ? STATUSES.getFirst() : status;
            assignee = assignee == null ? "" : assignee;
        }

        Issue(long id, String key, long projectId, String summary) {
            this(id, key, projectId, summary, null, null);
        }
    }

    public record Comment(long id, long issueId, String author, String text) {}

    /** The one workflow of the site; every transition is allowed. */
    public static final List<String> STATUSES = List.of("To Do", "In Progress", "Done");

    /** What the site remembers of one request to its API. */
    public record Received(String method, String path, int status) {}

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, String> endedAccounts = new java.util.concurrent.ConcurrentHashMap<>();
    private final Map<Long, Project> projects = new LinkedHashMap<>();
    private final Map<Long, Issue> issues = new LinkedHashMap<>();
    /** Keys that an issue had before it was moved. */
    private final Map<String, Long> formerKeys = new HashMap<>();
    private final Map<Long, Comment> comments = new LinkedHashMap<>();
    private final Access access = new Access();
    private final DevInfoStore developmentInformation = new DevInfoStore();
    private final RunStore runs = new RunStore();
    private final OAuthClients oauthClients = new OAuthClients(Clock.systemUTC());
    private final Traffic traffic = new Traffic();
    private Installation installation;
    /** Keys that a project had before it was renamed. */
    private final Map<String, Long> formerProjectKeys = new TreeMap<>();
    private Runnable onChange = () -> {};
    private BiConsumer<String, Project> onProject = (event, project) -> {};

    // ---- people and permissions

    /** What Atlassian says of an account when it is reported: {@code closed} or {@code updated}. */
    public void report(String accountId, String status) {
        endedAccounts.put(accountId, status);
    }

    Optional<String> reported(String accountId) {
        return Optional.ofNullable(endedAccounts.get(accountId));
    }

    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    public synchronized Optional<User> user(String accountId) {
        return Optional.ofNullable(users.get(accountId));
    }

    public void grant(String accountId, String projectKey, String permission) {
        permissions(accountId, projectKey, Set.of(permission), true);
    }

    public void revoke(String accountId, String projectKey, String permission) {
        permissions(accountId, projectKey, Set.of(permission), false);
    }

    /** A member of the project browses it, sees its development information and edits its issues. */
    public void member(String accountId, String projectKey, boolean is) {
        permissions(accountId, projectKey, Access.MEMBER, is);
    }

    public void administrator(String accountId, boolean is) {
        synchronized (this) {
            var user = user(accountId).orElseThrow();
            users.put(accountId, new User(accountId, user.displayName(), is));
        }
        changed();
    }

    /** Issue-level security: this person no longer sees this issue. */
    public void hide(String issueKey, String accountId) {
        hidden(issueKey, accountId, true);
    }

    public void reveal(String issueKey, String accountId) {
        hidden(issueKey, accountId, false);
    }

    synchronized boolean has(User user, String permission, long projectId) {
        return access.has(user.accountId(), projectId, permission)
                || user(user.accountId()).filter(User::jiraAdministrator).isPresent() && permission.equals("ADMINISTER_PROJECTS") && projects.containsKey(projectId);
    }

    synchronized boolean hasGlobally(User user, String permission) {
        return user(user.accountId()).filter(User::jiraAdministrator).isPresent() || Set.of("USE", "USER_PICKER").contains(permission);
    }

    public synchronized boolean sees(User user, Issue issue) {
        return has(user, "BROWSE_PROJECTS", issue.projectId()) && !access.isHidden(issue.id(), user.accountId());
    }

    /** Whether it has a security level: somebody who browses the project does not see it. */
    synchronized boolean isSecured(Issue issue) {
        return access.isHidden(issue.id());
    }

    private void permissions(String accountId, String projectKey, Set<String> permissions, boolean granted) {
        synchronized (this) {
            var project = projectByKey(projectKey).orElseThrow(() -> new IllegalArgumentException("no project " + projectKey));
            access.set(accountId, project.id(), permissions, granted);
        }
        changed();
    }

    private void hidden(String issueKey, String accountId, boolean is) {
        synchronized (this) {
            access.hide(issueByKey(issueKey).orElseThrow().id(), accountId, is);
        }
        changed();
    }

    // ---- projects and issues

    public synchronized List<Project> projects() {
        return List.copyOf(projects.values());
    }

    synchronized Optional<Project> project(long id) {
        return Optional.ofNullable(projects.get(id));
    }

    synchronized Optional<Project> projectByKey(String key) {
        return projects.values().stream().filter(project -> project.key().equals(key)).findFirst();
    }

    /** The present key of a project first, then its former ones. */
    synchronized List<String> keysOf(Project project) {
        return Stream.concat(Stream.of(project.key()), formerProjectKeys.entrySet().stream()
                .filter(former -> former.getValue() == project.id() && !former.getKey().equals(project.key())).map(Map.Entry::getKey)).toList();
    }

    /** Everybody but guests becomes a member. The app's webhooks have been told when this returns, as of the changes below. */
    public Project createProject(String key, String name) {
        Project created;
        synchronized (this) {
            free(key);
            created = createProject(next(projects.keySet(), 10_000), key, name, users.keySet().stream().filter(id -> !id.equals(FirstData.GUEST)).toList());
        }
        changed();
        onProject.accept("project_created", created);
        return created;
    }

    /** The project's issues get the new key; the old keys, of the project and of its issues, still lead to them. */
    public Project renameProject(String key, String newKey) {
        Project renamed;
        synchronized (this) {
            var before = projectByKey(key).orElseThrow(() -> new IllegalArgumentException("no project " + key));
            free(newKey);
            renamed = new Project(before.id(), newKey, before.name());
            projects.put(before.id(), renamed);
            formerProjectKeys.put(key, before.id());
            issues.replaceAll((id, issue) -> issue.projectId() != before.id() ? issue : moved(issue, newKey + issue.key().substring(key.length()), before.id()));
        }
        changed();
        onProject.accept("project_updated", renamed);
        return renamed;
    }

    /** For ever, with its issues. */
    public void deleteProject(String key) {
        Project deleted;
        synchronized (this) {
            deleted = projectByKey(key).orElseThrow(() -> new IllegalArgumentException("no project " + key));
            projects.remove(deleted.id());
            formerProjectKeys.values().removeIf(id -> id == deleted.id());
            issues.values().removeIf(issue -> issue.projectId() == deleted.id());
        }
        changed();
        onProject.accept("project_deleted", deleted);
    }

    private void free(String key) {
        if (!key.matches("[A-Z][A-Z0-9_]{1,9}")) {
            throw new IllegalArgumentException("A project key has 2 to 10 letters, digits or underscores, and begins with a letter.");
        }
        if (projectByKey(key).isPresent()) {
            throw new IllegalArgumentException("There is already a project " + key + ".");
        }
    }

    public synchronized List<Issue> issues() {
        return issues.values().stream().sorted(Comparator.comparing(Issue::projectId).thenComparing(issue -> numberOf(issue.key()))).toList();
    }

    /** By id or by key; the key may be a former one. */
    public synchronized Optional<Issue> issue(String idOrKey) {
        return idOrKey.matches("[0-9]{1,18}") ? issueById(Long.parseLong(idOrKey)) : issueByKey(idOrKey);
    }

    synchronized Optional<Issue> issueById(long id) {
        return Optional.ofNullable(issues.get(id));
    }

    synchronized Optional<Issue> issueByKey(String key) {
        var wanted = key.toUpperCase(Locale.ROOT);
        return issues.values().stream().filter(issue -> issue.key().equals(wanted)).findFirst()
                .or(() -> Optional.ofNullable(formerKeys.get(wanted)).flatMap(this::issueById));
    }

    /** Creates the issue, and its project when there is none. */
    public Issue createIssue(String key, String summary) {
        ensureProject(key);
        Issue issue;
        synchronized (this) {
            if (!key.matches("[A-Z][A-Z0-9_]{1,9}-[1-9][0-9]{0,9}")) {
                throw new IllegalArgumentException("not an issue key: " + key);
            }
            if (issueByKey(key).isPresent()) {
                throw new IllegalArgumentException("there is already an issue " + key);
            }
            issue = new Issue(next(issues.keySet(), 10_100), key, projectFor(key).id(), summary);
            issues.put(issue.id(), issue);
        }
        changed();
        return issue;
    }

    public Issue editIssue(String key, String summary) {
        return replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), summary, before.status(), before.assignee()));
    }

    public Issue transitionIssue(String key, String status) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("no status " + status);
        }
        return replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), before.summary(), status, before.assignee()));
    }

    /** @param accountId {@code ""} for nobody */
    public Issue assignIssue(String key, String accountId) {
        if (!accountId.isEmpty() && user(accountId).isEmpty()) {
            throw new IllegalArgumentException("no user " + accountId);
        }
        return replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), before.summary(), before.status(), accountId));
    }

    public Comment comment(String key, String author, String text) {
        Comment comment;
        synchronized (this) {
            var issue = issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key));
            comment = new Comment(next(comments.keySet(), 10_200), issue.id(), author, text);
            comments.put(comment.id(), comment);
        }
        changed();
        return comment;
    }

    /** Oldest first. */
    synchronized List<Comment> comments(long issueId) {
        return comments.values().stream().filter(comment -> comment.issueId() == issueId).toList();
    }

    /** The issue keeps its id; its old key still leads to it. */
    public Issue moveIssue(String key, String newKey) {
        ensureProject(newKey);
        return replace(key, before -> moved(before, newKey, projectFor(newKey).id()));
    }

    private Issue moved(Issue before, String newKey, long projectId) {
        formerKeys.put(before.key(), before.id());
        return new Issue(before.id(), newKey, projectId, before.summary(), before.status(), before.assignee());
    }

    public void deleteIssue(String key) {
        synchronized (this) {
            issueByKey(key).ifPresent(issue -> {
                issues.remove(issue.id());
                comments.values().removeIf(comment -> comment.issueId() == issue.id());
            });
        }
        changed();
    }

    private Issue replace(String key, UnaryOperator<Issue> edit) {
        Issue after;
        synchronized (this) {
            after = edit.apply(issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key)));
            issues.put(after.id(), after);
        }
        changed();
        return after;
    }

    private void ensureProject(String issueKey) {
        if (issueKey.matches("[A-Z][A-Z0-9_]{1,9}-[1-9][0-9]{0,9}") && projectByKey(projectOf(issueKey)).isEmpty()) {
            createProject(projectOf(issueKey), projectOf(issueKey));
        }
    }

    private Project projectFor(String issueKey) {
        return projectByKey(projectOf(issueKey)).orElseThrow(() -> new IllegalArgumentException("no project of " + issueKey));
    }

    private static String projectOf(String issueKey) {
        return issueKey.substring(0, issueKey.lastIndexOf('-'));
    }

    synchronized Project createProject(long id, String key, String name, List<String> members) {
        var project = new Project(id, key, name);
        projects.put(id, project);
        members.forEach(member -> access.set(member, id, Access.MEMBER, true));
        return project;
    }

    synchronized void addUser(User user) {
        users.put(user.accountId(), user);
    }

    private static long next(Set<Long> taken, long first) {
        return taken.stream().mapToLong(id -> id + 1).max().orElse(first);
    }

    private static long numberOf(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('-') + 1));
    }

    // ---- development information

    DevInfoStore developmentInformation() {
        return developmentInformation;
    }

    RunStore runs() {
        return runs;
    }

    OAuthClients oauthClients() {
        return oauthClients;
    }

    public List<ObjectNode> builds(String issueKey) {
        return issueByKey(issueKey).map(issue -> runs.ofIssue(issue.id(), RunKind.BUILD)).orElse(List.of());
    }

    public List<ObjectNode> deployments(String issueKey) {
        return issueByKey(issueKey).map(issue -> runs.ofIssue(issue.id(), RunKind.DEPLOYMENT)).orElse(List.of());
    }

    /** What was uploaded for the issue, as the app sent it, plus {@code repository: {id, name, url}}. */
    public List<ObjectNode> commits(String issueKey) {
        return stored(issueKey, Kind.COMMIT);
    }

    public List<ObjectNode> branches(String issueKey) {
        return stored(issueKey, Kind.BRANCH);
    }

    public List<ObjectNode> pullRequests(String issueKey) {
        return stored(issueKey, Kind.PULL_REQUEST);
    }

    List<ObjectNode> stored(String issueKey, Kind kind) {
        return issueByKey(issueKey).map(issue -> developmentInformation.ofIssue(issue.id(), kind)).orElse(List.of());
    }

    // ---- what tests watch and disturb

    /** Requests to the REST API, oldest first. */
    public List<Received> received() {
        return traffic.received();
    }

    /** Whom to tell the body of each request to the REST API from now on, whatever it was answered. They are not remembered. */
    public void onReceived(Consumer<String> body) {
        traffic.tell(body);
    }

    public void forgetReceived() {
        traffic.forget();
    }

    /** The next requests below the path are answered like this, before anything is checked or stored. */
    public void answerNext(String pathPrefix, int status, Map<String, String> headers, int times) {
        traffic.answerNext(pathPrefix, status, headers, times);
    }

    /** The next request below the path finds the connection ended; {@code afterwards}: when all that it asks is done. */
    public void hangUpNext(String pathPrefix, boolean afterwards) {
        traffic.hangUpNext(pathPrefix, afterwards ? Traffic.Moment.AFTER : Traffic.Moment.BEFORE);
    }

    /** Refuses single entities from now on, though they keep the rules: by {@code commit SHA}, {@code build PIPELINE/NUMBER} and the like. */
    public void refuse(Predicate<String> names) {
        traffic.refuse(names);
    }

    /** Takes back every fault and refusal that was ordered. */
    public void noFaults() {
        traffic.noFaults();
    }

    Traffic traffic() {
        return traffic;
    }

    // ---- the installed app

    synchronized Optional<Installation> installation() {
        return Optional.ofNullable(installation);
    }

    void installation(Installation now) {
        synchronized (this) {
            installation = now;
        }
        changed();
    }

    // ---- survival

    synchronized void onChange(Runnable save) {
        onChange = save;
    }

    /** Whom to tell that a project was created, updated or deleted; called without holding this object. */
    synchronized void onProject(BiConsumer<String, Project> tell) {
        onProject = tell;
    }

    /** Not while holding this object: saving takes the archive's lock first. */
    void changed() {
        onChange.run();
    }

    /** Everything but the traffic. */
    record Saved(Installation installation, List<User> users, List<Project> projects, List<Issue> issues, Map<String, Long> formerKeys,
            Map<String, Long> formerProjectKeys, List<Comment> comments, Access.Saved access, List<DevInfoStore.Repository> repositories, List<RunStore.Run> runs,
            List<OAuthClients.Client> oauthClients) {}

    synchronized ObjectNode snapshot() {
        var saved = new Saved(installation, users(), projects(), List.copyOf(issues.values()), formerKeys, formerProjectKeys,
                List.copyOf(comments.values()), access.saved(), null, null, oauthClients.all());
        var json = (ObjectNode) Json.MAPPER.valueToTree(saved);
        json.set("repositories", developmentInformation.snapshot());
        json.set("runs", runs.snapshot());
        return json;
    }

    synchronized void restore(Saved saved) {
        installation = saved.installation();
        saved.users().forEach(user -> users.put(user.accountId(), user));
        saved.projects().forEach(project -> projects.put(project.id(), project));
        saved.issues().forEach(issue -> issues.put(issue.id(), issue));
        formerKeys.putAll(saved.formerKeys());
        // Null in what was saved before projects could be renamed.
        formerProjectKeys.putAll(saved.formerProjectKeys() == null ? Map.of() : saved.formerProjectKeys());
        // Null in what was saved before one could comment.
        Optional.ofNullable(saved.comments()).ifPresent(all -> all.forEach(comment -> comments.put(comment.id(), comment)));
        access.restore(saved.access());
        developmentInformation.restore(saved.repositories());
        // Null in a file from before there were any.
        Optional.ofNullable(saved.runs()).ifPresent(runs::restore);
        Optional.ofNullable(saved.oauthClients()).ifPresent(oauthClients::restore);
    }
}
