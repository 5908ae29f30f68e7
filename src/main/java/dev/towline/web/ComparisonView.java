package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.devinfo.Reconciliation;
import java.util.Optional;

/**
 * How the comparison of Jira with the index stands, or how the last one ended.
 *
 * @param compared repositories
 * @param told     commits, branches, … that are told again
 * @param removed  of those, what is taken out
 * @param failed   repositories that could not be compared
 * @param waitsFor when it goes on; absent unless Jira made it wait
 * @param endedAt  of the last one; absent before the first
 * @param trouble  why Jira did not let us ask, and what can be done; absent when it did
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ComparisonView(
        boolean running, int compared, int told, int removed, int failed, Optional<Moment> waitsFor, Optional<Moment> endedAt, Optional<String> trouble) {

    static ComparisonView of(Reconciliation.State state) {
        return new ComparisonView(
                state.running(), state.compared(), state.told(), state.removed(), state.failed(), state.waitsFor().map(Moment::new), state.endedAt().map(Moment::new),
                Optional.of(state.trouble()).filter(words -> !words.isEmpty()));
    }
}
