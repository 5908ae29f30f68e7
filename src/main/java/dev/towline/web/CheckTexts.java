package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the check list of a set-up says, and what stands beside the steps: commands, what one gets, and the link for others. */
@MessageBundle("check")
public interface CheckTexts {

    @Message("en") String lang();
    @Message("Has it arrived?") String title();
    @Message("Checked by itself whenever something arrives.") String hint();
    @Message("The first issue key has arrived: the set-up works.") String complete();
    @Message("done") String state_done();
    @Message("wrong") String state_failed();
    @Message("waiting") String state_waiting();

    @Message("First call") String reached();
    @Message("Hook URL") String url();
    @Message("Kind of git server") String server();
    @Message("Secret") String signature();
    @Message("Contents") String readable();
    @Message("Events") String events();
    @Message("Issue key") String key();

    @Message("Something arrived.") String reached_done();
    @Message("Nothing yet. Where {server} shows what it sent, look at the answer: 404 means that the hook URL is not complete or was replaced. No answer at all means that a firewall, a proxy or a certificate stands between it and Towline.") String reached_waiting(String server);
    @Message("The last call came by a hook URL that was replaced. Put the present one into {server}; if nobody has it any more, make a new one here.") String url_replaced(String server);
    @Message("{reason} Create an integration for that kind of git server, or send from the right one.") String server_wrong(String reason);
    @Message("Gerrit signs nothing: that it knows the secret hook URL is the proof.") String signature_none();
    @Message("{reason} It is kept for 30 days and can be tried again. This is a fault of Towline, or something in between changes the calls.") String readable_failed(String reason);
    @Message("This integration is paused: what arrives is thrown away. Resume it below.") String events_paused();
    @Message("Push something now.") String events_push();
    @Message("Not seen so far: {events}. Each comes when such a thing happens; if it did, it is not chosen in the git server.") String events_missing(String events);
    @Message("Found: {keys}.") String key_found(String keys);
    @Message("{reason} Check the key, the rules of this integration and whether the project exists.") String key_held(String reason);
    @Message("What arrived names no issue. Write a key such as ABC-123 into a commit message, a branch name or the title of a pull request, and push.") String key_none();

    // Commands
    @Message("For many repositories at once") String many();
    @Message("Commands for a shell on any machine. Replace the words in capitals.") String many_hint();
    @Message("Raise the limits of {server}") String limits(String server);
    @Message("For an administrator of the server. Without it, large pushes arrive cut or not at all.") String limits_hint();
    @Message("All repositories of an organisation") String organisation();
    @Message("All repositories of organisations") String organisations();
    @Message("Each repository by itself") String repositories();
    @Message("All projects of a group") String group();
    @Message("Each project by itself") String projects();
    @Message("The whole server") String whole_server();
    @Message("All repositories of a workspace") String workspace();
    @Message("All repositories of a region") String region();
    @Message("With Terraform") String terraform();
    @Message("The setting") String limit();

    // What one gets
    @Message("What you get from {server}, and what not") String gets(String server);
    @Message("What you get from each git server, and what not") String gets_all();
    @Message("What it tells") String told();
    @Message("yes") String yes();
    @Message("no") String no();
    @Message("Commits") String commits();
    @Message("Names of changed files") String files();
    @Message("Branches") String branches();
    @Message("Tags") String tags();
    @Message("Pull requests") String pull_requests();
    @Message("Reviews") String reviews();
    @Message("Builds") String builds();
    @Message("Deployments") String deployments();
    @Message("Commits listed of one push") String listed();
    @Message("no limit that it names") String listed_any();
    @Message("none") String listed_none();
    @Message("at most {count}") String listed_most(int count);
    @Message("Towline sees how many are missing") String cut_counted();
    @Message("Towline sees that some are missing") String cut_said();
    @Message("it does not say that it left some out") String cut_silent();
    @Message("Settings that raise a limit") String settings();
    @Message("none known") String settings_none();
    @Message("Largest call") String largest();
    @Message("{count} KB") String kilobytes(int count);
    @Message("{count} MB") String megabytes(int count);
    @Message("not known") String unknown();
    @Message("While Towline does not answer") String away();
    @Message("Waits {seconds} seconds for an answer.") String waits(int seconds);
    @Message("Does not try again by itself.") String tries_once();
    @Message("Tries up to {tries} times within {span}.") String tries_more(int tries, String span);
    @Message("Tries up to {tries} times.") String tries_untimed(int tries);
    @Message("After {count} failures in a row it stops calling for a while.") String pauses(int count);
    @Message("What was lost can be sent again by hand there, or repaired with towline-backfill from a clone.") String after_by_hand();
    @Message("What was lost is repaired with towline-backfill from a clone.") String after_repair();
    @Message("What could not be sent waits in the repository for {span}, and is sent with the next push.") String after_kept(String span);
    @Message("Towline hears what the git server tells and can ask it nothing: that is why it works behind a firewall. So it shows what happens from now on, as far as this table goes; what happened before, or was missed, is told by towline-backfill. An integration with access to the API could ask for the rest, and would need a way into your network and a token that reads your code.") String by_webhook();

    // The link for others
    @Message("For the git administrator without Jira") String share();
    @Message("A link to these steps and the check list, read-only, for seven days. Whoever has it sees the hook URL, which is a secret: send it as you would send a password.") String share_hint();
    @Message("Hook URL to show") String share_url();
    @Message("Towline keeps no copy of it: paste it, or leave this empty, and the guide says whom to ask.") String share_url_hint();
    @Message("Show the signing secret, too") String share_secret();
    @Message("Make a link") String share_make();
    @Message("Link, shown only once") String share_link();
    @Message("Links in force") String share_live();
    @Message("Made") String share_made_at();
    @Message("ends") String share_ends();
    @Message("with the secret") String share_with_secret();
    @Message("without the secret") String share_without_secret();
    @Message("Revoke") String share_revoke();
    @Message("Revoke the link made {when}") String share_revoke_named(String when);
    @Message("Revoked") String share_revoked();
    @Message("This is not the hook URL in force of this integration.") String share_url_wrong();
    @Message("This is not the signing secret in force of this integration.") String share_secret_wrong();
    @Message("There are {limit} links already. Revoke one first.") String share_many(int limit);
    @Message("There is no such link. It may have ended by itself.") String share_unknown();

    // Opening it again, and the guide's own page
    @Message("Steps and check list") String open();
    @Message("Set up {name}") String open_title(String name);
    @Message("The hook URL and the signing secret, which the steps call “above”, were shown when they were made. Nobody has them any more? Make new ones under Manage. In the commands, put them in the place of HOOK-TOKEN and SIGNING-SECRET.") String open_hint();
    @Message("Set up {server} for Towline") String guide_title(String server);
    @Message("This guide is for whoever administers the git server “{name}”. It shows the steps, and whether what was sent has arrived. It ends") String guide_hint(String name);
    @Message("What to enter") String guide_values();
    @Message("The hook URL is not in this guide, or was replaced since it was made. Ask the Jira administrator who sent you the link.") String guide_no_url();
    @Message("The signing secret is not in this guide, or was replaced since it was made. Ask the Jira administrator who sent you the link.") String guide_no_secret();
    @Message("Load the page again to see what has arrived since.") String guide_reload();
    @Message("This guide has ended") String guide_gone_title();
    @Message("The link is wrong, older than seven days, or was revoked. Ask whoever sent it for a new one.") String guide_gone_hint();
}
