package dev.towline;

import dev.towline.ops.RequiredSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts Towline, or says in one go which settings are missing. */
@QuarkusMain
public final class Towline {

    private Towline() {}

    public static void main(String... arguments) {
        var missing = RequiredSettings.missing(System.getenv(), System.getProperties().stringPropertyNames());
        if (!missing.isEmpty()) {
            System.err.println(RequiredSettings.complaint(missing));
            System.exit(2);
        }
        Quarkus.run(arguments);
    }
}
