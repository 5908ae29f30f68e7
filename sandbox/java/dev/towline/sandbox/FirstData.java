package dev.towline.sandbox;

import java.util.List;

/** What a new site holds. */
final class FirstData {

    static final String ADMIN = "admin-account";
    static final String DEVELOPER = "dev-account";
    static final String GUEST = "guest-account";

    private FirstData() {}

    static void fill(Site site) {
        site.addUser(new Site.User(ADMIN, "Ada Admin", true));
        site.addUser(new Site.User(DEVELOPER, "Devi Developer", false));
        site.addUser(new Site.User(GUEST, "Gus Guest", false));
        site.addProject(10_000, "ABC", "Alphabet", List.of(ADMIN, DEVELOPER));
        site.addProject(10_001, "OPS", "Operations", List.of(ADMIN));
        site.addProject(10_002, "HSEARCH", "Hibernate Search", List.of(ADMIN, DEVELOPER));
        issues(site, "ABC", List.of("Sign in with a passkey", "Show the letters of a word in the order of the alphabet", "Search is slow for words with umlauts",
                "Export a word list as CSV", "Upper and lower case differ in the index", "Empty page after the session has ended", "Offer a dark theme",
                "Remember the last page of the list", "Explain in the error message what to do", "Update the PDF library", "Keyboard short cuts for the list",
                "Word of the day as an e-mail"));
        issues(site, "OPS", List.of("Renew the certificate of the load balancer", "Move the nightly backup to 02:00", "Alarm when the queue is older than five minutes",
                "Rotate the database password"));
        site.createIssue("HSEARCH-1111", "Support projections on several fields");
        assigned(site);
        sprint(site);
    }

    private static void assigned(Site site) {
        site.transitionIssue("ABC-3", "In Progress");
        site.assignIssue("ABC-3", DEVELOPER);
        site.transitionIssue("ABC-4", "In Review");
        site.assignIssue("ABC-4", ADMIN);
        site.transitionIssue("ABC-7", "Done");
    }

    private static void sprint(Site site) {
        site.planning(boards -> {
            var board = boards.create(10_000, "ABC sprints", "scrum");
            var sprint = boards.createSprint(board.id(), "ABC sprint 1");
            for (var key : List.of("ABC-1", "ABC-3", "ABC-4", "ABC-7")) {
                boards.plan(sprint.id(), site.issueByKey(key).orElseThrow().id());
            }
            return boards.replace(new Board.Sprint(sprint.id(), board.id(), sprint.name(), "active"));
        });
    }

    private static void issues(Site site, String project, List<String> summaries) {
        for (var i = 0; i < summaries.size(); i++) {
            site.createIssue(project + "-" + (i + 1), summaries.get(i));
        }
    }
}
