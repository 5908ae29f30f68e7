package dev.towline.intake;

import dev.towline.integration.IntegrationId;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.jira.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Says yes to AWS when an administrator has confirmed a topic. Nothing is fetched without that, and then only an address put together
 * from the topic's checked ARN: what a message names is never followed.
 */
@ApplicationScoped
public class SnsConfirmation {

    /** What AWS made of it. */
    public enum Result { TAKEN, NO_QUESTION, TURNED_AWAY }

    private final SnsSubscriptions subscriptions;
    private final AwsHttp aws;
    private final Clock clock;

    SnsConfirmation(SnsSubscriptions subscriptions, AwsHttp aws, Clock clock) {
        this.subscriptions = subscriptions;
        this.aws = aws;
        this.clock = clock;
    }

    /** @throws AwsUnavailable when AWS does not answer, or has a trouble of its own: it is worth trying again */
    public Result answer(TenantId tenant, IntegrationId integration, String topic) {
        var question = subscriptions.question(tenant, integration, topic, clock.instant());
        if (question.isEmpty()) {
            return Result.NO_QUESTION;
        }
        var status = aws.get(question.get().confirmation()).status();
        if (status >= 500 || status == 429) {
            throw new AwsUnavailable("AWS answered a confirmation with status " + status, null);
        }
        return status == 200 ? Result.TAKEN : Result.TURNED_AWAY;
    }
}
