package dev.towline.alert;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What a chat is told of an integration. */
@MessageBundle("alert")
public interface AlertTexts {

    @Message("{name} has been silent for unusually long. Is its webhook still there and switched on?") String silent(String name);
    @Message("{name} speaks again.") String silent_over(String name);
    @Message("The newest delivery of {name} could not be taken in.") String failing(String name);
    @Message("Deliveries of {name} are taken in again.") String failing_over(String name);
    @Message("{name} has gaps: the git server told of pushes without telling all of their commits.") String gap(String name);
    @Message("{name} has no gaps any more.") String gap_over(String name);
    @Message("{name} has deliveries that could not be read. They are kept for a while, to be tried again.") String quarantine(String name);
    @Message("No delivery of {name} waits to be read any more.") String quarantine_over(String name);
    @Message("and {count} more") String more(int count);
    @Message("This is how Towline tells you when an integration goes silent, fails, has gaps or cannot be read.") String test();
}
