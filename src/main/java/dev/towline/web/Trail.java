package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was found, and how far it came: received, read, linked, in Jira; or where it stopped and why.
 *
 * @param steps in the order in which they happened, the one that stopped it last
 */
public record Trail(Entity entity, List<Step> steps) {

    /**
     * @param kind {@code commit}, {@code branch}, {@code tag}, {@code pull_request}, {@code build} or {@code deployment}
     * @param id   SHA, name, number
     * @param url  of its page at the git server; {@code ""} when none is safe to open
     */
    public record Entity(String kind, String id, String title, String url, String repository, String integration, List<String> issueKeys) {

        @JsonIgnore
        public String shown() {
            return kind.equals("commit") ? Names.shortSha(id) : id;
        }
    }

    /**
     * @param step     {@code received}, {@code indexed}, {@code linked}, {@code unlinked}, {@code waiting}, {@code accepted}, {@code refused},
     *                 {@code deleted} or {@code gone}
     * @param at       when it happened; empty for what holds now
     * @param detail   in words, {@code ""} when the step says it all
     * @param delivery the delivery that told of it, at the step {@code received}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Step(String step, Optional<Moment> at, String detail, Optional<String> delivery) {

        static Step now(String step, String detail) {
            return new Step(step, Optional.empty(), detail, Optional.empty());
        }

        static Step at(String step, java.time.Instant at, String detail) {
            return new Step(step, Optional.of(new Moment(at)), detail, Optional.empty());
        }
    }

    /** For people who may not see deliveries. */
    Trail withoutDelivery() {
        return new Trail(entity, steps.stream().map(step -> new Step(step.step(), step.at(), step.detail(), Optional.empty())).toList());
    }

    /** Whether it is where people look for it, or on its way there. */
    @JsonIgnore
    public boolean stopped() {
        return List.of("unlinked", "refused", "gone").contains(steps.getLast().step());
    }
}
