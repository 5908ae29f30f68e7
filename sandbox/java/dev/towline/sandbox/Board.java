package dev.towline.sandbox;

import java.util.List;

/** @param type {@code kanban} or {@code scrum} */
public record Board(long id, String name, String type, long projectId, List<Column> columns) {

    /** @param statuses the names of those whose issues stand in it; none: nothing is ever in it */
    public record Column(String name, List<String> statuses) {}

    /** @param state {@code future}, {@code active} or {@code closed} */
    public record Sprint(long id, long boardId, String name, String state) {}

    static final List<Column> USUAL = Site.STATUSES.stream().sorted(Board::order).map(status -> new Column(status, List.of(status))).toList();

    Board with(List<Column> others) {
        return new Board(id, name, type, projectId, others);
    }

    boolean isScrum() {
        return type.equals("scrum");
    }

    // What is done stands last, whichever status was thought of last.
    private static int order(String one, String other) {
        return Boolean.compare(one.equals("Done"), other.equals("Done"));
    }
}
