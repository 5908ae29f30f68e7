package dev.towline.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The three kinds of development information, with the names that the API gives them. */
enum Kind {
    COMMIT("commits", "commit"), BRANCH("branches", "branch"), PULL_REQUEST("pullRequests", "pull_request");

    /** Name of the list in a request. */
    final String list;
    /** Name in the path of a delete, and in a descriptor's capabilities. */
    final String type;

    Kind(String list, String type) {
        this.list = list;
        this.type = type;
    }

    static Optional<Kind> ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
    }
}
