package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words with which administrators manage an integration: its rotation, its rules, how it fares. */
@MessageBundle("manage")
public interface ManageTexts {

    // How it fares
    @Message("Failing") String state_failing();
    @Message("Its newest delivery could not be taken in. What arrives after it may be lost, too, until the cause is mended:") String failing_hint();
    @Message("Refusing calls") String state_refusing();
    @Message("The newest call was not believed, for the reason below, and nothing of it was taken in. If pushes no longer show, the secret in {provider} is not the one of this integration. If they do show, somebody else knows the hook URL: make a new one under Manage.") String refusing_hint(String provider);
    @Message("{count} {#if count == 1}repository{#else}repositories{/if}") String repositories_seen(int count);
    @Message("{#if total == 0}No deliveries in the last 14 days{#else if total == 1}One delivery in the last 14 days{#else}{total} deliveries in the last 14 days, at most {most} on one day{/if}") String traffic(int total, int most);
    @Message("{count} of them failed") String traffic_failed(int count);
    @Message("Indexed after") String delay();
    @Message("at worst") String delay_worst();
    @Message("{#switch unit}{#case 'moment'}under a second{#case 'seconds'}{count} {#if count == 1}second{#else}seconds{/if}{#case 'minutes'}{count} minutes{#case 'hours'}{count} hours{#case}{count} days{/switch}") String lasting(long count, String unit);
    @Message("Waits to be sent to Jira, the oldest of it from") String waits_for_jira();

    // Two at once
    @Message("Somebody else changed this integration since you began. Nothing of yours is saved yet: what it says now stands beside each field that differs. Save once more to have it your way.") String edited();
    @Message("It says now: {value}") String edited_says(String value);
    @Message("It is empty now.") String edited_empty();
    @Message("It is switched on now.") String edited_on();
    @Message("It is switched off now.") String edited_off();

    // Rules
    @Message("Only these repositories") String repositories();
    @Message("Full names, one a line, such as “team/app”. A star stands for any characters: “team/*”. Leave it empty to take in all.") String repositories_hint();
    @Message("Only these branches") String branches();
    @Message("Names, one a line, such as “main” or “release/*”. A pull request is taken in when its source or its target is among them; tags always are.") String branches_hint();
    @Message("These two hold for what arrives from now on. What is here already stays, and still ends with the git server’s own: a branch when it is deleted, a pull request when it is merged. What arrived while a rule left it out does not come back by itself: send it again from the git server.") String rules_hint();
    @Message("Keep the names of changed files") String file_names();
    @Message("Keep e-mail addresses") String emails();
    @Message("Without them Jira finds no author by itself, and smart commits do nothing; only whom you enter under “People…” is found. Addresses in messages and names become “…”, and pictures of people are left out. Both boxes hold for what arrives from now on. What could not be read is kept sealed as it came, for 30 days.") String emails_hint();
    @Message("Keep the record of deliveries for … days") String kept_days();
    @Message("3 to 30. With it go what could not be read and what Towline’s pages tell of a delivery; where they say 30 days, this number holds. Commits, branches, pull requests, builds and deployments stay as long as the integration does, because Jira shows them.") String kept_days_hint();
    @Message("Deliveries kept for {count} days") String kept_for(int count);
    @Message("A number from {fewest} to {most}, please.") String kept_days_wrong(int fewest, int most);
    @Message("Only repositories") String only_repositories();
    @Message("Only branches") String only_branches();
    @Message("No file names") String no_file_names();
    @Message("No e-mail addresses") String no_emails();
    @Message("Must be a list of patterns.") String globs_no_list();
    @Message("“{pattern}” is empty, holds a character that cannot be shown, or is longer than {limit} characters.") String glob_wrong(String pattern, int limit);
    @Message("At most {limit} lines, please. A star stands for many: “team/*”.") String globs_many(int limit);

    // Rotation
    @Message("The old one goes on working for 24 hours, so that nothing is lost until you have entered the new one in {provider}.") String overlap_hint(String provider);
    @Message("The old one that still works stops as soon as you make another.") String overlap_again();
    @Message("Stop the old one at once: somebody has it who should not. Until the new one is entered in {provider}, deliveries are refused") String overlap_refuse(String provider);
    @Message("Old hook URL") String old_url();
    @Message("Old secret") String old_secret();
    @Message("still works, too. It stops") String overlap_until();
    @Message("last used") String old_used();
    @Message("not used since it was made") String old_unused();
    @Message("the new one was last used") String new_used();
    @Message("nothing has come by the new one yet") String new_unused();
    @Message("Stop the old hook URL now") String stop_old_url();
    @Message("Stop the old secret now") String stop_old_secret();
    @Message("Stop the old hook URL of {name} now") String stop_old_url_named(String name);
    @Message("Stop the old secret of {name} now") String stop_old_secret_named(String name);
    @Message("It is stopped") String overlap_stopped();
    @Message("Stop it in the list below as soon as the new one is in use.") String overlap_made();
    @Message("There is no old one that still works. Load the page again to see what holds.") String overlap_none();
    @Message("Stopped the old hook URL of {name}") String deed_old_url(String name);
    @Message("Stopped the old secret of {name}") String deed_old_secret(String name);
}
