package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The data of the site: people, projects, issues, boards, and who may see what; beside what the app left and sent ({@link Traces}).
 * Tests read and change it here; every change is on disk before the method returns, when the site has a folder.
 */
public final class Site extends Traces implements Things {

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Backlog backlog = new Backlog();
    private final Boards boards = new Boards();
    private final Access access = new Access();
    private Installation installation;
    private Runnable onChange = () -> {};
    private BiConsumer<String, Project> onProject = (event, project) -> {};

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
        change(() -> users.put(accountId, new User(accountId, user(accountId).orElseThrow().displayName(), is)));
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
                || user(user.accountId()).filter(User::jiraAdministrator).isPresent() && permission.equals("ADMINISTER_PROJECTS") && project(projectId).isPresent();
    }

    synchronized boolean hasGlobally(User user, String permission) {
        return user(user.accountId()).filter(User::jiraAdministrator).isPresent() || Set.of("USE", "USER_PICKER").contains(permission);
    }

    public synchronized boolean sees(User user, Issue issue) {
        return has(user, "BROWSE_PROJECTS", issue.projectId()) && !access.isHidden(issue.id(), user.accountId());
    }

    synchronized boolean isHidden(Issue issue, User from) {
        return access.isHidden(issue.id(), from.accountId());
    }

    /** Whether it has a security level: somebody who browses the project does not see it. */
    synchronized boolean isSecured(Issue issue) {
        return access.isHidden(issue.id());
    }

    private void permissions(String accountId, String projectKey, Set<String> permissions, boolean granted) {
        change(() -> {
            var project = projectByKey(projectKey).orElseThrow(() -> new IllegalArgumentException("no project " + projectKey));
            access.set(accountId, project.id(), permissions, granted);
            return project;
        });
    }

    private void hidden(String issueKey, String accountId, boolean is) {
        change(() -> {
            var issue = issueByKey(issueKey).orElseThrow(() -> new IllegalArgumentException("no issue " + issueKey));
            access.hide(issue.id(), accountId, is);
            return issue;
        });
    }

    public synchronized List<Project> projects() {
        return backlog.projects();
    }

    synchronized Optional<Project> project(long id) {
        return backlog.project(id);
    }

    synchronized Optional<Project> projectByKey(String key) {
        return backlog.projectByKey(key);
    }

    /** The present key of a project first, then its former ones. */
    synchronized List<String> keysOf(Project project) {
        return backlog.keysOf(project);
    }

    /** Everybody but guests becomes a member. The app's webhooks have been told when this returns, as of the changes below. */
    public Project createProject(String key, String name) {
        return told("project_created", change(() -> withMembers(backlog.createProject(key, name), users.keySet().stream().filter(id -> !id.equals(FirstData.GUEST)).toList())));
    }

    /** The project's issues get the new key; the old keys, of the project and of its issues, still lead to them. */
    public Project renameProject(String key, String newKey) {
        return told("project_updated", change(() -> backlog.renameProject(key, newKey)));
    }

    /** For ever, with its issues. */
    public void deleteProject(String key) {
        told("project_deleted", change(() -> backlog.deleteProject(key)));
    }

    private Project told(String event, Project project) {
        onProject.accept(event, project);
        return project;
    }

    public synchronized List<Issue> issues() {
        return backlog.issues();
    }

    /** By id or by key; the key may be a former one. */
    public synchronized Optional<Issue> issue(String idOrKey) {
        return idOrKey.matches("[0-9]{1,18}") ? issueById(Long.parseLong(idOrKey)) : issueByKey(idOrKey);
    }

    synchronized Optional<Issue> issueById(long id) {
        return backlog.issueById(id);
    }

    @Override
    synchronized Optional<Issue> issueByKey(String key) {
        return backlog.issueByKey(key);
    }

    /** Creates the issue, and its project when there is none. */
    public Issue createIssue(String key, String summary) {
        ensureProject(key);
        return change(() -> backlog.createIssue(key, summary));
    }

    public Issue editIssue(String key, String summary) {
        return change(() -> backlog.replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), summary, before.status(), before.assignee())));
    }

    public Issue transitionIssue(String key, String status) {
        if (!STATUSES.contains(status)) {
            throw new IllegalArgumentException("no status " + status);
        }
        return change(() -> backlog.replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), before.summary(), status, before.assignee())));
    }

    /** @param accountId {@code ""} for nobody */
    public Issue assignIssue(String key, String accountId) {
        if (!accountId.isEmpty() && user(accountId).isEmpty()) {
            throw new IllegalArgumentException("no user " + accountId);
        }
        return change(() -> backlog.replace(key, before -> new Issue(before.id(), before.key(), before.projectId(), before.summary(), before.status(), accountId)));
    }

    public Comment comment(String key, String author, String text) {
        return change(() -> backlog.comment(key, author, text));
    }

    /** Oldest first. */
    synchronized List<Comment> comments(long issueId) {
        return backlog.comments(issueId);
    }

    /** The issue keeps its id; its old key still leads to it. */
    public Issue moveIssue(String key, String newKey) {
        ensureProject(newKey);
        return change(() -> backlog.moveIssue(key, newKey));
    }

    public void deleteIssue(String key) {
        change(() -> backlog.deleteIssue(key));
    }

    private void ensureProject(String issueKey) {
        if (Backlog.isIssueKey(issueKey) && projectByKey(Backlog.projectOf(issueKey)).isEmpty()) {
            createProject(Backlog.projectOf(issueKey), Backlog.projectOf(issueKey));
        }
    }

    synchronized Project addProject(long id, String key, String name, List<String> members) {
        return withMembers(backlog.addProject(new Project(id, key, name)), members);
    }

    private Project withMembers(Project project, List<String> members) {
        members.forEach(member -> access.set(member, project.id(), Access.MEMBER, true));
        return project;
    }

    synchronized void addUser(User user) {
        users.put(user.accountId(), user);
    }

    public synchronized List<Board> boards() {
        return boards.all(backlog.projects());
    }

    synchronized Optional<Board> board(long id) {
        return boards().stream().filter(board -> board.id() == id).findFirst();
    }

    Issue rankIssue(String key, String before) {
        return change(() -> backlog.rank(key, before));
    }

    /** What may be done with boards and their sprints, beside reading; the app is told by {@link Edits}. */
    <T> T planning(Function<Boards, T> edit) {
        return change(() -> edit.apply(boards));
    }

    synchronized List<Board.Sprint> sprints(long boardId) {
        return boards.sprints(boardId);
    }

    /** Those that the board shows, whoever looks. */
    synchronized List<Issue> issues(Board board, boolean inOpenSprint) {
        return backlog.ranked().stream().filter(issue -> issue.projectId() == board.projectId() && (!inOpenSprint || boards.isInOpenSprint(issue.id()))).toList();
    }

    synchronized Optional<Installation> installation() {
        return Optional.ofNullable(installation);
    }

    void installation(Installation now) {
        synchronized (this) {
            installation = now;
        }
        changed();
    }

    synchronized void onChange(Runnable save) {
        onChange = save;
    }

    /** Whom to tell that a project was created, updated or deleted; called without holding this object. */
    synchronized void onProject(BiConsumer<String, Project> tell) {
        onProject = tell;
    }

    private <T> T change(Supplier<T> edit) {
        T result;
        synchronized (this) {
            result = edit.get();
        }
        changed();
        return result;
    }

    /** Not while holding this object: saving takes the archive's lock first. */
    void changed() {
        onChange.run();
    }

    Backlog backlog() {
        return backlog;
    }

    Boards planned() {
        return boards;
    }

    Access access() {
        return access;
    }

    synchronized ObjectNode snapshot() {
        return Saved.of(this);
    }

    synchronized void restore(Saved saved) {
        installation = saved.installation();
        saved.users().forEach(this::addUser);
        saved.into(this);
    }
}
