package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * Every word that a page says, in one place, so that a second language is one more file. Browser code says nothing of
 * its own: what it needs is rendered into the page.
 */
@MessageBundle
public interface Texts {

    @Message("Towline") String product();
    @Message("This is Towline, seen from outside of Jira. Open it in Jira to use it.") String outside_jira();

    // Live state
    @Message("Live") String live();
    @Message("Reconnecting…") String reconnecting();
    @Message("Live updates are paused") String paused_live();
    @Message("Live updates are off") String off();
    @Message("Updated") String updated();
    @Message("Scripts are off, so this page does not update by itself.") String no_scripts();

    // Panel
    @Message("Development of {key}") String panel_title(String key);
    @Message("Pull requests") String pull_requests();
    @Message("Branches") String branches();
    @Message("Commits") String commits();
    @Message("{count} pull {#if count == 1}request{#else}requests{/if}") String count_pull_requests(int count);
    @Message("Builds") String builds();
    @Message("Deployments") String deployments();
    @Message("Tags") String tags();
    @Message("{count} {#if count == 1}pipeline{#else}pipelines{/if}") String count_pipelines(int count);
    @Message("{count} {#if count == 1}environment{#else}environments{/if}") String count_environments(int count);
    @Message("{count} {#if count == 1}tag{#else}tags{/if}") String count_tags(int count);
    @Message("{count} earlier {#if count == 1}run{#else}runs{/if}") String earlier_runs(int count);
    @Message("{count} earlier {#if count == 1}deployment{#else}deployments{/if}") String earlier_deployments(int count);
    @Message("{count} {#if count == 1}branch{#else}branches{/if}") String count_branches(int count);
    @Message("{count} {#if count == 1}commit{#else}commits{/if}") String count_commits(int count);
    @Message("The newest {limit} are shown.") String cut(int limit);
    @Message("Show {count} more") String show_more(int count);
    @Message("Nothing here yet") String nothing_title();
    @Message("Write {key} into a commit message, a branch name or a pull request title, and it appears here as soon as it is pushed, with its builds and deployments.") String nothing_hint(String key);
    @Message("This issue cannot be shown") String unseen_title();
    @Message("It does not exist, or you may not see it. If you think you should, ask the administrator of the project.") String unseen_hint();
    @Message("Jira does not answer right now") String unavailable_title();
    @Message("Towline asks Jira what you may see, and shows nothing before it knows. Please try again in a minute.") String unavailable_hint();
    @Message("Rest of the message") String whole_message();
    @Message("{count} {#if count == 1}file{#else}files{/if} changed") String files_changed(int count);
    @Message("and {count} more") String more_files(int count);
    @Message("merge") String merge();
    @Message("somebody") String somebody();
    @Message("into") String into();
    @Message("Reviewers") String reviewers();
    @Message("{count} {#if count == 1}comment{#else}comments{/if}") String comments(int count);

    // Board. Browser code puts what it knows in the place of %-words.
    @Message("Live board") String board_title();
    @Message("Board") String board_choose();
    @Message("Loading the board…") String board_loading();
    @Message("This board cannot be shown") String board_unseen_title();
    @Message("It does not exist, or you may not see it. If you think you should, ask the administrator of the project.") String board_unseen_hint();
    @Message("No issues on this board") String board_empty_title();
    @Message("As soon as Jira has some for it, they appear here.") String board_empty_hint();
    @Message("This project has no board") String board_none_title();
    @Message("Create one in Jira, and it appears here.") String board_none_hint();
    @Message("The board could not be loaded") String board_error_title();
    @Message("Jira or Towline did not answer. Nothing is lost: please try again.") String board_error_hint();
    @Message("Try again") String board_again();
    @Message("Only the first {limit} issues are shown. A narrower filter of the board in Jira shows the others.") String board_many(int limit);
    @Message("Some issues that not everybody may see are not updated by themselves: there are too many of them on this board.") String board_restricted();
    @Message("What git servers told cannot be shown right now. It is tried again.") String board_without_development();
    @Message("Unassigned") String board_unassigned();
    @Message("Move {key} to {column}") String board_move(String key, String column);
    @Message("{key} is now in {column}.") String board_moved(String key, String column);
    @Message("{key} was not moved: Jira offers you no step from here to {column}.") String board_no_step(String key, String column);
    @Message("{key} was not moved, Jira refused it: {reason}") String board_refused(String key, String reason);
    @Message("{key} was not moved: Jira could not be reached. Please try again.") String board_unreachable(String key);
    @Message("Close") String board_close();
    @Message("1 commit since yesterday") String board_commit();
    @Message("{count} commits since yesterday") String board_commits(String count);
    @Message("and {count} more branches") String board_more_branches(String count);
    @Message("and {count} more pull requests") String board_more_pull_requests(String count);
    @Message("{count} approved") String board_approved(String count);
    @Message("{count} want more work") String board_needs_work(String count);
    @Message("{count} to review") String board_waiting(String count);
    @Message("Build failed: {name}") String board_build_failed(String name);
    @Message("Building: {name}") String board_building(String name);
    @Message("On {environment}") String board_deployed(String environment);
    @Message("Failed on {environment}") String board_not_deployed(String environment);
    @Message("One to {limit} issue ids, please.") String board_issues(int limit);
    @Message("Must be a time such as 2026-11-28T00:00:00Z, at most {days} days ago.") String board_since(int days);

    // Lozenges
    @Message("Open") String state_open();
    @Message("Draft") String state_draft();
    @Message("Merged") String state_merged();
    @Message("Declined") String state_declined();
    @Message("Pending") String run_pending();
    @Message("In progress") String run_in_progress();
    @Message("Successful") String run_successful();
    @Message("Failed") String run_failed();
    @Message("Cancelled") String run_cancelled();
    @Message("Rolled back") String run_rolled_back();
    @Message("Unknown") String run_unknown();
    @Message("production") String environment_production();
    @Message("staging") String environment_staging();
    @Message("testing") String environment_testing();
    @Message("development") String environment_development();
    @Message("approved") String decision_approved();
    @Message("needs work") String decision_needs_work();
    @Message("review pending") String decision_none();
    @Message("added") String file_added();
    @Message("modified") String file_modified();
    @Message("removed") String file_removed();
    @Message("moved") String file_moved();

    // Administration
    @Message("Git integrations") String admin_title();
    @Message("Each integration connects one git server or organisation to this Jira site through webhooks. Towline never needs to reach the git server.") String admin_hint();
    @Message("For Jira administrators only") String forbidden_title();
    @Message("Integrations hold secrets of the whole site, so only Jira administrators manage them. Ask one of them to set up your git server.") String forbidden_hint();
    @Message("Uploads to Jira:") String uploads();
    @Message("Create integration") String create();
    @Message("Name") String name();
    @Message("What people call this git server or team. They see it in the issue panel.") String name_hint();
    @Message("Git server") String git_server();
    @Message("Integrations") String integrations();
    @Message("No integration yet") String none_title();
    @Message("Create the first one above. It takes a name, and two values to enter in the settings of your git server.") String none_hint();
    @Message("Waiting for the first delivery") String state_waiting();
    @Message("Connected") String state_connected();
    @Message("Paused") String state_paused();
    @Message("Silent") String state_silent();
    @Message("Nothing has arrived for longer than is usual here. Look in {provider} whether the webhook is still there and switched on, and what came of its last calls. What was pushed meanwhile shows here as a gap once something arrives again.") String silent_hint(String provider);

    // Gaps
    @Message("No gaps: all that is known to have been pushed is here") String gaps_none();
    @Message("in what was pushed: show and repair") String gaps_show();
    @Message("{count} {#if count == 1}gap{#else}gaps{/if}") String gaps_count(int count);
    @Message("missing pushes") String gap_missing();
    @Message("incomplete push") String gap_truncated();
    @Message("rewritten") String gap_rewrite();
    @Message("No webhook told of these pushes.") String gap_missing_hint();
    @Message("{count} {#if count == 1}commit was{#else}commits were{/if} left out of the webhook.") String gap_truncated_counted(int count);
    @Message("{#if count == 1}The webhook does{#else}The webhooks of {count} pushes do{/if} not list all commits, and not say how many there are.") String gap_truncated_hint(int count);
    @Message("the beginning") String gap_from_beginning();
    @Message("and {count} more") String gaps_more(int count);
    @Message("On the machine that has the repositories, or a clone of each, run this. Put in the hook URL and the signing secret that you copied when they were made, and the folder. If you no longer have them, make new ones under Manage. It sends what is missing, as metadata: no line of source.") String gaps_repair();
    @Message("Command") String gaps_command();
    @Message("Rewritten history: there is nothing to repair") String rewrites_title();
    @Message("Repair under way") String recount_title();
    @Message("{received} of {parts} parts have arrived") String recount_parts(int received, int parts);
    @Message("Last delivery") String last_delivery();
    @Message("No delivery yet") String no_delivery();
    @Message("Created") String created_at();
    @Message("Refused") String last_refusal();
    @Message("Topic {name} asks to send here") String topic_asks(String name);
    @Message("Amazon SNS, account {account}, region {region}, asked") String topic_place(String account, String region);
    @Message("Confirm it only when the topic is yours: whoever knows the hook URL can make a topic of their own ask. Until you do, nothing is taken from it.") String topic_hint();
    @Message("Confirm subscription") String topic_confirm();
    @Message("Confirm subscription of topic {name}") String topic_confirm_named(String name);
    @Message("Confirmed") String topic_confirmed_done();
    @Message("Subscribed to topic") String topic_confirmed();
    @Message("No longer subscribed to topic") String topic_ended();
    @Message("Not confirmed in time, let Amazon SNS ask again: topic") String topic_expired();
    @Message("Deliveries that need attention") String unread();
    @Message("Towline could not take these in, and shows nothing of them. Try them again after an update of Towline: they are kept for 30 days.") String unread_hint();
    @Message("Deliveries of {name} that need attention") String unread_named(String name);
    @Message("Received") String received();
    @Message("Waiting to be tried again") String waiting_again();
    @Message("Its content is no longer kept. Send it again from the git server.") String expired_body();
    @Message("Try again") String try_again();
    @Message("Try again the delivery of {when}") String try_again_named(String when);
    @Message("It is tried again") String tried_again();
    @Message("Manage") String manage();
    @Message("Manage {name}") String manage_named(String name);
    @Message("Take issue keys from pull request descriptions too") String description_keys();
    @Message("Only for these projects") String projects();
    @Message("Only for") String only_projects();
    @Message("Project keys, such as “ABC, OPS”. Leave it empty to link issues of every project. It holds for what is here already, too.") String projects_hint();
    @Message("Save") String save();
    @Message("Saved") String saved();
    @Message("Pause") String pause();
    @Message("While it is paused, deliveries are accepted and thrown away. They do not come back by themselves: send them again from the git server.") String pause_hint();
    @Message("Resume") String resume();
    @Message("New hook URL…") String rotate_url();
    @Message("The current hook URL stops working at once. Until you enter the new one in {provider}, deliveries are refused.") String rotate_url_hint(String provider);
    @Message("Make a new hook URL") String rotate_url_now();
    @Message("New secret…") String rotate_secret();
    @Message("The present signing secret stops working at once. Until the new one stands in the settings of {provider}, deliveries are refused.") String rotate_secret_hint(String provider);
    @Message("Make a new secret") String rotate_secret_now();
    @Message("Delete…") String delete();
    @Message("This erases the hook URL, the secret and everything that came through them: all commits, branches and pull requests of this integration disappear from the issues in Jira. The repositories themselves are not touched. It cannot be undone.") String delete_hint();
    @Message("Delete {name}") String delete_now(String name);
    @Message("Deleted") String deleted();
    @Message("{name} is created") String created_title(String name);
    @Message("New hook URL of {name}") String rotated_url_title(String name);
    @Message("New secret of {name}") String rotated_secret_title(String name);
    @Message("Copy now: this is shown only once. Towline cannot show it again, only make a new one.") String shown_once();
    @Message("Hook URL") String hook_url();
    @Message("Signing secret") String signing_secret();
    @Message("Copy") String copy();
    @Message("Copied") String copied();
    @Message("Press Ctrl+C to copy") String copy_by_hand();
    @Message("Done") String done();

    // What can go wrong
    @Message("Please check the marked fields") String invalid();
    @Message("Give it a name.") String name_missing();
    @Message("At most {limit} characters, please.") String name_long(int limit);
    @Message("The name holds a character that cannot be shown, such as a line break.") String name_control();
    @Message("Towline does not know this git server.") String provider_unknown();
    @Message("Must be true or false.") String not_boolean();
    @Message("Must be a list of project keys.") String projects_no_list();
    @Message("“{key}” is no project key. A key is what stands before the hyphen of an issue: ABC of ABC-1.") String project_wrong(String key);
    @Message("At most {limit} projects, please. Leave it empty for all.") String projects_many(int limit);
    @Message("Must be “url” or “secret”.") String what_unknown();
    @Message("Must be an id.") String not_an_id();
    @Message("The request is not a JSON object") String not_json();
    @Message("The request is too large") String too_large();
    @Message("Somebody else changed this integration at the same moment. Look at it again, and repeat what is still missing.") String changed_meanwhile();
    @Message("There is no such integration") String integration_unknown();
    @Message("The topic is missing.") String topic_missing();
    @Message("This topic does not wait for an answer. Look at the page again: it may be confirmed already, or AWS no longer takes the answer.") String topic_unknown();
    @Message("AWS did not take the confirmation. In Amazon SNS, choose the subscription and press Request confirmation, then confirm it here again.") String topic_turned_away();
    @Message("AWS does not answer right now. Please try again in a minute.") String aws_unavailable();
    @Message("There is no such delivery") String delivery_unknown();
    @Message("There is nothing to try again: it was read meanwhile, or its content is no longer kept. In the second case send it again from the git server.") String delivery_not_kept();
    @Message("There is no such issue, or you may not see it") String issue_unknown();
    @Message("That did not work. Please try again.") String failed();
    @Message("Towline did not answer. Load the page again to see whether it was done.") String unreachable();
}
