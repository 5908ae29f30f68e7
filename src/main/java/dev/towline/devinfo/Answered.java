package dev.towline.devinfo;

import dev.towline.jira.CredentialRefused;
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
            verdict = Verdict.of(site.kind(tenant), step.api(), answer);
        } catch (JiraUnavailable unavailable) {
            status = "none";
            verdict = new Verdict.Later(unavailable.retryAfter());
        } catch (CredentialRefused refused) {
            status = "none";
            verdict = new Verdict.Parked(refused.getMessage());
        }
        return new Answered(step, verdict, outcomes(step, verdict), status, Duration.ofNanos(System.nanoTime() - start));
    }

    String line() {
        return "%s entities=%d status=%s accepted=%d failed=%d unknown_keys=%d deleted=%d ms=%d".formatted(
                step.getClass().getSimpleName(), step.size(), status, count(Outcome.Kind.ACCEPTED) + count(Outcome.Kind.PARTLY_KNOWN), count(Outcome.Kind.FAILED),
                count(Outcome.Kind.UNKNOWN_KEYS), count(Outcome.Kind.DELETED), took.toMillis());
    }

    private long count(Outcome.Kind kind) {
        return outcomes.stream().filter(outcome -> outcome.kind() == kind).count();
    }

    // A refusal of several entities at once says nothing yet about any of them.
    private static List<Outcome> outcomes(Step step, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken(var body) -> switch (step) {
                case Step.Bulk bulk -> Outcomes.of(bulk.items(), body);
                case Step.Erase(var entity, var position) -> List.of(new Outcome(entity, position, Outcome.Kind.DELETED, ""));
                case Step.Withdraw(var outcome) -> List.of(outcome);
                case Step.EraseRepository repository -> List.of();
                case Step.EraseIntegration integration -> List.of();
            };
            case Verdict.Refused(var message) -> step instanceof Step.Bulk bulk && bulk.size() > 1 ? List.of() : failed(step, message);
            case Verdict.Closed(var message) -> failed(step, message);
            case Verdict.Later later -> List.of();
            case Verdict.Parked parked -> List.of();
        };
    }

    private static List<Outcome> failed(Step step, String message) {
        return switch (step) {
            case Step.Bulk bulk -> bulk.items().stream().map(item -> Outcome.of(item, Outcome.Kind.FAILED, message)).toList();
            case Step.Erase(var entity, var position) -> List.of(new Outcome(entity, position, Outcome.Kind.FAILED, message));
            case Step.Withdraw(var outcome) -> List.of(new Outcome(outcome.entity(), outcome.position(), Outcome.Kind.FAILED, message));
            case Step.EraseRepository repository -> List.of();
            case Step.EraseIntegration integration -> List.of();
        };
    }
}
