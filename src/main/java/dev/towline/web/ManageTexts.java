package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words with which administrators manage an integration: its rotation, its rules, how it fares. */
@MessageBundle("manage")
public interface ManageTexts {

    // Rotation
    @Message("The old one goes on working for 24 hours, so that nothing is lost until the new one stands in {provider}.") String overlap_hint(String provider);
    @Message("The old one that still works stops as soon as you make another.") String overlap_again();
    @Message("Stop the old one at once: somebody has it who should not. Until the new one stands in {provider}, deliveries are refused") String overlap_refuse(String provider);
    @Message("Old hook URL") String old_url();
    @Message("Old secret") String old_secret();
    @Message("still works until") String overlap_until();
    @Message("last used") String old_used();
    @Message("not used since it was made") String old_unused();
    @Message("the new one was last used") String new_used();
    @Message("nothing has come by the new one yet") String new_unused();
    @Message("Stop the old hook URL now") String stop_old_url();
    @Message("Stop the old secret now") String stop_old_secret();
    @Message("Stop the old hook URL of {name} now") String stop_old_url_named(String name);
    @Message("Stop the old secret of {name} now") String stop_old_secret_named(String name);
    @Message("It is stopped") String overlap_stopped();
    @Message("Until then the old one works, too. Stop it in the list below as soon as the new one is in use.") String overlap_made();
    @Message("There is no old one that still works. Load the page again to see what holds.") String overlap_none();
    @Message("Stopped the old hook URL of {name}") String deed_old_url(String name);
    @Message("Stopped the old secret of {name}") String deed_old_secret(String name);
}
