package dev.towline.devinfo;

import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.List;

/** One request and what came of it. Its line is all that is ever logged of it: counts and a status, no content. */
record Answered(Step step, Verdict verdict, List<Outcome> outcomes, String status, Duration took) {

    static Answered by(Site site, TenantId tenant, Step step) {
        var start = System.nanoTime();
        String status;
        Verdict verdict;
        try {
            var answer = site.send(tenant, step.method(), step.path(), step.body().orElse(null));
            status = String.valueOf(answer.status());
            verdict = Verdict.of(answer);
        } catch (JiraUnavailable unavailable) {
            status = "none";
            verdict = new Verdict.Later(unavailable.retryAfter());
        }
        return new Answered(step, verdict, outcomes(step, verdict), status, Duration.ofNanos(System.nanoTime() - start));
    }

    String line() {
        return "%s entities=%d status=%s accepted=%d failed=%d unknown_keys=%d deleted=%d ms=%d".formatted(
                step.getClass().getSimpleName(), step.size(), status, count(Outcome.Kind.ACCEPTED), count(Outcome.Kind.FAILED),
                count(Outcome.Kind.UNKNOWN_KEYS), count(Outcome.Kind.DELETED), took.toMillis());
    }

    private long count(Outcome.Kind kind) {
        return outcomes.stream().filter(outcome -> outcome.kind() == kind).count();
    }

    // A refusal of several entities at once says nothing yet about any of them.
    private static List<Outcome> outcomes(Step step, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken(var body) -> switch (step) {
                case Step.Store store -> Outcomes.of(store.items(), body);
                case Step.Erase(var entity, var position) -> List.of(new Outcome(entity, position, Outcome.Kind.DELETED, ""));
                case Step.EraseRepository repository -> List.of();
                case Step.EraseIntegration integration -> List.of();
            };
            case Verdict.Refused(var message) -> switch (step) {
                case Step.Store store when store.size() == 1 ->
                        List.of(Outcome.of(store.items().getFirst(), Outcome.Kind.FAILED, message));
                case Step.Store store -> List.of();
                case Step.Erase(var entity, var position) -> List.of(new Outcome(entity, position, Outcome.Kind.FAILED, message));
                case Step.EraseRepository repository -> List.of();
                case Step.EraseIntegration integration -> List.of();
            };
            case Verdict.Later later -> List.of();
            case Verdict.Parked parked -> List.of();
        };
    }
}
