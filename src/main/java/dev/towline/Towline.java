package dev.towline;

import dev.towline.jira.Mode;
import dev.towline.ops.RequiredSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts Towline, or says in one go which settings are missing. */
@QuarkusMain
public final class Towline {

    private Towline() {}

    public static void main(String... arguments) {
        try {
            var mode = Mode.of(System.getProperty("towline.mode", System.getenv().getOrDefault("TOWLINE_MODE", "connect")));
            var missing = RequiredSettings.missing(mode, System.getenv(), System.getProperties().stringPropertyNames());
            if (!missing.isEmpty()) {
                refuse(RequiredSettings.complaint(mode, missing));
            }
        } catch (IllegalArgumentException wrong) {
            refuse("Towline cannot start. " + wrong.getMessage());
        }
        Quarkus.run(arguments);
    }

    private static void refuse(String complaint) {
        System.err.println(complaint);
        System.exit(2);
    }
}
