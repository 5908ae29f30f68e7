package dev.towline.devinfo;

import dev.towline.integration.EnvironmentType;
import dev.towline.integration.Environments;
import dev.towline.integration.IntegrationId;
import java.util.Map;

/** What administrators said of names that git servers use, by which these are put into Jira's words. */
record Wording(Map<IntegrationId, Environments> environments) {

    /** Nothing was said. */
    static final Wording NONE = new Wording(Map.of());

    EnvironmentType environment(IntegrationId integration, String name) {
        return environments.getOrDefault(integration, Environments.AS_GUESSED).typeOf(name);
    }
}
