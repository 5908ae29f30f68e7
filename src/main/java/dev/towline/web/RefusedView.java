package dev.towline.web;

import dev.towline.devinfo.Uploads;

/**
 * Something that Jira refused.
 *
 * @param kind      as in {@link Uploads.Refused}
 * @param shown     what people call it
 * @param unknown   because Jira knows none of its issues
 * @param message   Jira's own words
 */
public record RefusedView(String id, String kind, String shown, String repository, boolean unknown, String message, Moment at) {

    /** More are not shown: when Jira refuses many, it refuses them for the same reason. */
    static final int SHOWN = 20;

    /** @param repository its name */
    static RefusedView of(Uploads.Refused refused, String repository) {
        var shown = switch (refused.kind()) {
            case "commit" -> Names.shortSha(refused.entity());
            case "pull_request" -> "#" + refused.entity();
            default -> refused.entity();
        };
        return new RefusedView(
                Names.id(refused.integration().toString(), refused.repository(), refused.kind(), refused.entity()), refused.kind(), shown, repository,
                refused.outcome().equals("unknown_keys"), refused.message(), new Moment(refused.at()));
    }
}
