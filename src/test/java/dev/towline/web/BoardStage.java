package dev.towline.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import dev.towline.Stand;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What every test of the board begins and ends with: a browser for all of them, a project and a board for each, and the windows that it opens. */
abstract class BoardStage {

    private static int projects;

    @Inject
    BoardStory story;

    private final List<BoardWindow> windows = new ArrayList<>();
    String project;
    long board;

    @BeforeAll
    static void browser() {
        BoardWindow.start();
    }

    @AfterAll
    static void noBrowser() {
        BoardWindow.stop();
    }

    @BeforeEach
    void a_project_of_its_own() {
        project = nextProject();
        board = Stand.jira().site().createProject(project, "Harbour " + project).id();
    }

    @AfterEach
    void all_windows_are_closed_and_their_consoles_stayed_clean() {
        windows.forEach(BoardWindow::close);
        assertEquals(List.of(), windows.stream().flatMap(window -> window.errors().stream()).toList());
    }

    /** The key of a project that no other test has. */
    static String nextProject() {
        var number = projects++;
        return "BRD" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
    }

    /** Shows nothing yet. */
    BoardWindow window(String account) {
        return mine(BoardWindow.of(account));
    }

    /** This window is to be closed, and looked through for errors, after the test. */
    BoardWindow mine(BoardWindow window) {
        windows.add(window);
        return window;
    }

    /** With the test's board, which is live. */
    BoardWindow open(String account) {
        return live(window(account), board);
    }

    BoardWindow open(String account, ColorScheme scheme, int width) {
        return live(mine(BoardWindow.of(account, scheme, width)), board);
    }

    static BoardWindow live(BoardWindow window, long board) {
        window.go(board);
        assertThat(window.frame().locator("[data-live]")).hasAttribute("data-state", "live");
        return window;
    }

    String key(int number) {
        return project + "-" + number;
    }
}
