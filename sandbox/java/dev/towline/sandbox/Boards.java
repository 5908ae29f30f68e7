package dev.towline.sandbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The boards and their sprints. Each project has a kanban board of its own number; others are made. Guarded by the site that owns it. */
final class Boards {

    record Saved(List<Board> boards, List<Board.Sprint> sprints, Map<Long, Set<Long>> inSprint, Set<Long> deleted) {}

    private final Map<Long, Board> boards = new LinkedHashMap<>();
    private final Map<Long, Board.Sprint> sprints = new LinkedHashMap<>();
    /** By sprint: its issues. */
    private final Map<Long, Set<Long>> inSprint = new HashMap<>();
    private final Set<Long> deleted = new HashSet<>();

    List<Board> all(Collection<Site.Project> projects) {
        var all = new LinkedHashMap<Long, Board>();
        projects.forEach(project -> all.put(project.id(), new Board(project.id(), project.key() + " board", "kanban", project.id(), Board.USUAL)));
        var ids = Set.copyOf(all.keySet());
        boards.values().stream().filter(board -> ids.contains(board.projectId())).forEach(board -> all.put(board.id(), board));
        all.keySet().removeAll(deleted);
        return List.copyOf(all.values());
    }

    Board create(long projectId, String name, String type) {
        var board = new Board(Backlog.next(Stream.concat(boards.keySet().stream(), deleted.stream()).filter(id -> id < 1000).collect(Collectors.toSet()), 1), name, type, projectId, Board.USUAL);
        boards.put(board.id(), board);
        return board;
    }

    Board replace(Board board) {
        boards.put(board.id(), board);
        return board;
    }

    Board delete(Board board) {
        boards.remove(board.id());
        deleted.add(board.id());
        return board;
    }

    List<Board.Sprint> sprints(long board) {
        return sprints.values().stream().filter(sprint -> sprint.boardId() == board).toList();
    }

    Optional<Board.Sprint> sprint(long id) {
        return Optional.ofNullable(sprints.get(id));
    }

    Board.Sprint createSprint(long board, String name) {
        return replace(new Board.Sprint(Backlog.next(sprints.keySet(), 1), board, name, "future"));
    }

    Board.Sprint replace(Board.Sprint sprint) {
        sprints.put(sprint.id(), sprint);
        return sprint;
    }

    void plan(long sprint, long issue) {
        inSprint.values().forEach(issues -> issues.remove(issue));
        inSprint.computeIfAbsent(sprint, first -> new LinkedHashSet<>()).add(issue);
    }

    /** The open sprint of the issue, when it is in one. */
    boolean isInOpenSprint(long issue) {
        return sprints.values().stream().filter(sprint -> sprint.state().equals("active")).anyMatch(sprint -> inSprint.getOrDefault(sprint.id(), Set.of()).contains(issue));
    }

    Saved saved() {
        return new Saved(List.copyOf(boards.values()), List.copyOf(sprints.values()), inSprint, deleted);
    }

    void restore(Saved saved) {
        saved.boards().forEach(this::replace);
        saved.sprints().forEach(this::replace);
        inSprint.putAll(saved.inSprint());
        Optional.ofNullable(saved.deleted()).ifPresent(deleted::addAll);
    }
}
