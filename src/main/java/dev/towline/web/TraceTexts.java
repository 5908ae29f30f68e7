package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the pages that tell what became of deliveries, and where a commit is. */
@MessageBundle("trace")
public interface TraceTexts {

    @Message("en") String lang();
    @Message("Views") String views();
    @Message("Deliveries") String deliveries();
    @Message("Where is it?") String find();

    // Where is it?
    @Message("Where is my commit?") String find_title();
    @Message("SHA, branch, tag, pull request, issue key, or the address of one in the git server") String find_label();
    @Message("Find") String find_now();
    @Message("Say what to look for.") String find_nothing_asked();
    @Message("At most {limit} characters, please.") String find_too_long(int limit);
    @Message("{count} {#if count == 1}thing{#else}things{/if} found") String found_count(int count);
    @Message("Nothing of this has reached Towline") String absent_title();
    @Message("No delivery told of it. Look whether it was pushed, and whether the git server’s own log of the webhook shows a call for it. What may be the reason:") String absent_hint();
    @Message("No integration tells of trouble: every webhook that arrived was read.") String absent_no_trouble();
    @Message("{name} has not received a delivery yet: its webhook is not set up, or has not fired.") String absent_waiting(String name);
    @Message("{name} is paused: what arrives is thrown away.") String absent_paused(String name);
    @Message("{name} has been silent for unusually long.") String absent_silent(String name);
    @Message("{name} refused its newest delivery: {reason}") String absent_refused(String name, String reason);
    @Message("{name} has {#if count == 1}a delivery{#else}deliveries{/if} that could not be read.") String absent_unread(String name, int count);
    @Message("{name} has {count} {#if count == 1}gap{#else}gaps{/if}: the git server told of pushes without telling their commits.") String absent_gaps(String name, int count);

    // Something missing, in the issue panel
    @Message("Something missing?") String missing();
    @Message("SHA, branch, tag, pull request, or the address of one") String missing_label();
    @Message("Not linked to {key}") String missing_title(String key);
    @Message("Towline has this commit, but neither its message nor what else it belongs to names {key}. Write the key into the name of its branch or the title of its pull request.") String missing_elsewhere(String key);
    @Message("Either it has not reached Towline, or its text does not name {key} as an issue key. A Jira administrator can see which of the two in the Towline settings, under “Where is it?”.") String missing_hint(String key);
    @Message("A smart commit, such as “{key} #comment …”, is run by Jira, not by Towline. It does nothing when the author’s e-mail address is not that of exactly one Jira user, when that user may not do it, or when the commit was brought in later to repair a gap.") String missing_smart_commit(String key);

    // Steps
    @Message("Received") String step_received();
    @Message("Read") String step_indexed();
    @Message("Linked") String step_linked();
    @Message("Not linked") String step_unlinked();
    @Message("In Jira") String step_accepted();
    @Message("Refused by Jira") String step_refused();
    @Message("On its way to Jira") String step_waiting();
    @Message("Taken out of Jira") String step_deleted();
    @Message("Gone") String step_gone();
    @Message("{event} of {integration}") String detail_received(String event, String integration);
    @Message("a webhook of {integration}") String detail_received_eventless(String integration);
    @Message("Which delivery told of it is no longer on record.") String detail_no_delivery();
    @Message("to {keys}") String detail_linked(String keys);
    @Message("Its text names no issue key.") String detail_no_key();
    @Message("{keys}: Jira shows Towline no such project. Either it is no issue key, or Towline may not see the project.") String detail_unknown_project(String keys);
    @Message("{keys}: the integration is limited to other projects.") String detail_not_allowed(String keys);
    @Message("A newer state of it is about to be sent.") String detail_newer();
    @Message("It is about to be sent.") String detail_to_send();
    @Message("Tags are not part of Jira’s development information: they show in Towline’s own panel.") String detail_tag();
    @Message("The git server said that it was deleted, or its repository is gone.") String detail_gone();
    @Message("Delivery") String delivery();

    // Kinds
    @Message("Commit") String commit();
    @Message("Branch") String branch();
    @Message("Tag") String tag();
    @Message("Pull request") String pull_request();
    @Message("Build") String build();
    @Message("Deployment") String deployment();
    @Message("Repository") String repository();
    @Message("Integration") String integration();

    // Deliveries
    @Message("What the git servers sent in the last 30 days, newest first.") String deliveries_hint();
    @Message("Outcome") String outcome();
    @Message("Every integration") String every_integration();
    @Message("Every outcome") String every_outcome();
    @Message("Repository, event or issue key") String text();
    @Message("Show") String show();
    @Message("Older deliveries") String older();
    @Message("No delivery is like this") String none_title();
    @Message("Choose less above, or send a test call from the git server’s webhook page.") String none_hint();
    @Message("indexed") String outcome_indexed();
    @Message("nothing to index") String outcome_ignored();
    @Message("refused") String outcome_refused();
    @Message("not readable") String outcome_quarantined();
    @Message("waiting") String outcome_waiting();
    @Message("{size}, read {delay} after it arrived") String size_and_delay(String size, String delay);
    @Message("Told of {count} {#if count == 1}thing{#else}things{/if}") String entities(int count);
    @Message("What it changed") String changed();
    @Message("Nothing that concerns an issue.") String changed_nothing();
    @Message("and {count} more") String changed_more(int count);
    @Message("What it changed is no longer on record.") String changed_forgotten();
    @Message("Jira has it") String answer_accepted();
    @Message("on its way to Jira") String answer_none();
    @Message("not for Jira") String answer_not_sent();
    @Message("taken out of Jira") String answer_deleted();
    @Message("Try the unreadable ones again") String try_all();
    @Message("Tried again: {}") String trying();
    @Message("There is nothing to try again") String trying_none();
    @Message("Download its content") String download();
    @Message("That you downloaded it is recorded.") String download_hint();
    @Message("Its content is no longer kept.") String not_kept();

    // Audit
    @Message("Audit") String audit();
    @Message("Who did what, kept for two years.") String audit_hint();
    @Message("Nothing yet.") String audit_none();
    @Message("Older entries") String older_entries();
    @Message("the local administrator") String local_administrator();
    @Message("Created the integration {name}") String deed_created(String name);
    @Message("Changed the settings of {name}") String deed_changed(String name);
    @Message("Paused {name}") String deed_paused(String name);
    @Message("Resumed {name}") String deed_resumed(String name);
    @Message("Made a new hook URL for {name}") String deed_new_url(String name);
    @Message("Made a new secret for {name}") String deed_new_secret(String name);
    @Message("Confirmed an Amazon SNS topic of {name}") String deed_topic(String name);
    @Message("Deleted {name} and all that came from it") String deed_deleted(String name);
    @Message("Tried a delivery of {name} again ({id})") String deed_replayed(String name, String id);
    @Message("Made a link to the set-up of {name}, without the secret") String deed_guide(String name);
    @Message("Made a link to the set-up of {name} that shows the secret") String deed_guide_secret(String name);
    @Message("Revoked a link to the set-up of {name}") String deed_guide_revoked(String name);
    @Message("Had Jira compared with Towline") String deed_compared();
    @Message("Downloaded the content of a delivery of {name} ({id})") String deed_downloaded(String name, String id);

    // What Jira holds
    @Message("What Jira holds") String comparison();
    @Message("Towline hears of everything that Jira takes or refuses. To be sure, it asks Jira once in 30 days what it holds of each repository, and repairs the differences: what Jira lost or has otherwise is sent again, and what does not belong there is taken out. You can have that done now; it takes some seconds for each repository.") String comparison_hint();
    @Message("Compare with Jira") String comparison_now();
    @Message("A comparison is under way already.") String comparison_runs();
    @Message("Comparing…") String comparison_running();
    @Message("Jira does not answer this now. Towline asks again at") String comparison_waits();
    @Message("Not compared yet.") String comparison_never();
    @Message("It ended before all was compared.") String comparison_refused();
    @Message("Compared {count} {#if count == 1}repository{#else}repositories{/if}") String comparison_compared(int count);
    @Message("sent {count} again") String comparison_told(int count);
    @Message("took {count} out") String comparison_removed(int count);
    @Message("nothing to repair") String comparison_equal();
    @Message("{count} could not be compared") String comparison_failed(int count);

    // What Jira refused
    @Message("Refused by Jira: {count}") String refused_title(int count);
    @Message("Refused by Jira: the newest {count}") String refused_many(int count);
    @Message("Jira is asked about these again every day, and as soon as something changes about them. What names an issue that Jira does not know is sent when the issue appears.") String refused_hint();
}
