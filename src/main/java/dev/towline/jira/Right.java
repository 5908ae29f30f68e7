package dev.towline.jira;

/** What Jira may let a person see or do. One question to Jira can be about many. */
public sealed interface Right {

    /** To administer Jira. */
    record Administer() implements Right {}

    /** To browse a project. @param project its id */
    record Browse(long project) implements Right {}

    /** To see an issue, issue security included. @param issue its id */
    record See(long issue) implements Right {}
}
