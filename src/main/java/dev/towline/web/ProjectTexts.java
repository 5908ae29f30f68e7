package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page in a project's settings. */
@MessageBundle("project")
public interface ProjectTexts {

    @Message("Git repositories of this project") String title();
    @Message("From these repositories something links to issues of this project: a commit, a branch or a pull request that names one by its key.") String hint();
    @Message("Repositories") String repositories();
    @Message("Nothing links to this project yet") String none_title();
    @Message("Write the key of an issue into a commit message, a branch name or a pull request title, and push it.") String none_hint();
    @Message("Jira has not shown this project to Towline yet. That takes some minutes after an installation; else Towline may lack the right to browse it.") String unknown();
    @Message("{count} {#if count == 1}issue{#else}issues{/if}") String issues(int count);
    @Message("last activity") String latest();
    @Message("The most recently active {limit} are shown.") String more(int limit);
    @Message("Integrations that link to this project") String integrations();
    @Message("No git server that may link to this project is connected to this Jira site yet.") String integrations_none();
    @Message("Change the integrations of this site") String change();
    @Message("A Jira administrator changes integrations, in Jira’s settings under Apps.") String change_hint();
    @Message("For administrators of this project only") String unseen_title();
    @Message("It tells which repositories have to do with the project. Ask an administrator of the project, or of Jira.") String unseen_hint();
}
