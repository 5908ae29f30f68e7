package dev.towline.devinfo;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of Jira that are told of development. Each opens by a module of the descriptor, and is asked and answers in its own way.
 * https://developer.atlassian.com/cloud/jira/software/rest/ (2026-08)
 */
enum Api {
    DEVINFO("/rest/devinfo/0.10"), BUILDS("/rest/builds/0.1"), DEPLOYMENTS("/rest/deployments/0.1");

    final String path;

    Api(String path) {
        this.path = path;
    }

    /** What is told there. */
    List<Entity.Kind> kinds() {
        return Arrays.stream(Entity.Kind.values()).filter(kind -> kind.api == this).toList();
    }

    /** The same, as our tables have it. */
    List<String> words() {
        return kinds().stream().map(Entity.Kind::word).toList();
    }
}
