package dev.towline.jira;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one mode of this deployment. */
class Modes {

    @Produces
    @Singleton
    Mode mode(@ConfigProperty(name = "towline.mode") String mode) {
        return Mode.of(mode);
    }
}
