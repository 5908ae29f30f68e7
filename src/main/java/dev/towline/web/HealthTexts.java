package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that says how a site's Towline fares, and where it tells of trouble. */
@MessageBundle("health")
public interface HealthTexts {

    @Message("Health") String health();
    @Message("How deliveries come in and go on to Jira, as of now.") String hint();
    @Message("Well") String well();
    @Message("Slow") String slow();
    @Message("Trouble") String trouble();

    @Message("From the git servers to the index") String queue();
    @Message("No delivery waits.") String queue_none();
    @Message("{count} {#if count == 1}delivery waits{#else}deliveries wait{/if}, the first of them came") String queue_waiting(int count);
    @Message("Nothing is lost: deliveries wait in the database when more arrive at once than is taken in, and are taken in their order. If it stays so for an hour, tell whoever operates this Towline.") String queue_slow();
    @Message("On the last day with deliveries one was in the index after") String queue_delay();
    @Message("at worst after") String queue_worst();
    @Message("Nothing has arrived in the last 30 days.") String queue_never();

    @Message("From the index to Jira") String uploads();
    @Message("All that is to be sent was sent.") String uploads_none();
    @Message("{count} {#if count == 1}change waits{#else}changes wait{/if} to be looked at; the oldest that Jira is to hear of is from") String uploads_waiting(int count);
    @Message("Jira did not take the last {#if count == 1}upload{#else}{count} uploads{/if}. It is tried again") String uploads_failed(int count);
    @Message("Nothing is lost: what Jira does not take now is sent later. See below how Jira answers.") String uploads_slow();

    @Message("How Jira answers") String jira();
    @Message("It has not been asked since this part of Towline started.") String jira_never();
    @Message("It last answered as it should") String jira_taken();
    @Message("It last failed to answer") String jira_silent();
    @Message("It last failed, with status {status},") String jira_status(int status);
    @Message("Jira does not accept Towline’s credential. If this stays, update or reinstall the app in Jira, under Apps → Manage your apps.") String jira_refused();
    @Message("Jira asks us to send less. We wait as long as it says; nothing is to be done.") String jira_limited();
    @Message("Jira has trouble of its own, or cannot be reached from here. Look at status.atlassian.com; we go on trying.") String jira_broken();
    @Message("Of its limit for such calls, {limit}, there were {remaining} left") String budget(long remaining, long limit);
    @Message("it is full again") String budget_reset();
    @Message("Jira has not said how many calls are left.") String budget_unknown();

    @Message("Deliveries that could not be read") String unread();
    @Message("None.") String unread_none();
    @Message("{count} {#if count == 1}delivery{#else}deliveries{/if}. Under Deliveries, choose the outcome “not readable”: each tells its reason, and can be tried again. What failed again and again by a fault of ours is among them.") String unread_some(int count);

    // Notifications
    @Message("Notifications") String alerts();
    @Message("Towline can tell a chat when an integration goes silent, fails, has gaps or cannot be read, and when that is over: one message each time, with the integration’s name, in the language in which you see this page. It posts what Slack, Mattermost and Rocket.Chat take from an “incoming webhook”.") String alerts_hint();
    @Message("Address of the incoming webhook") String alerts_url();
    @Message("It begins with https://. It is kept sealed and not shown again.") String alerts_url_hint();
    @Message("Replace it with another") String alerts_replace();
    @Message("Messages go to") String alerts_host();
    @Message("The last one was sent") String alerts_said();
    @Message("Nothing was to be told yet.") String alerts_quiet();
    @Message("Send a test") String alerts_test();
    @Message("Stop telling") String alerts_remove();
    @Message("It was taken: look into the chat.") String alerts_taken();
    @Message("It was turned away with status {status}. Copy the address from the chat once more; it may have been withdrawn. Redirections are not followed.") String alerts_turned_away(int status);
    @Message("Nobody answered there within 10 seconds.") String alerts_silent();
    @Message("There is no host of this name.") String alerts_unknown_host();
    @Message("This host is not in the open Internet. Towline calls no address within a private network.") String alerts_within();
    @Message("This is no address of a web page.") String alerts_no_address();
    @Message("The address must begin with https://.") String alerts_not_https();
    @Message("No address is set") String alerts_none();
    @Message("Set where Towline tells of trouble: {host}") String deed_alerts_set(String host);
    @Message("Had Towline tell nobody of trouble any more") String deed_alerts_removed();
}
