package dev.towline.provider;

import static dev.towline.activity.RefUpdate.ABSENT;

import dev.towline.activity.Activity;
import dev.towline.activity.Ref;
import dev.towline.activity.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a record of a repository's own trigger says: which refs stand where now. It never tells where they stood before, nor
 * anything of pull requests. One push comes in several records where it moves many refs; each is read by itself.
 *
 * <p>https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-sns.html (2026-11).
 */
final class CodeCommitTrigger {

    private CodeCommitTrigger() {}

    static List<Activity> changed(Json record) throws UnreadablePayload {
        String arn = Fields.told(record, "eventSourceARN");
        if (!arn.startsWith("arn:") || arn.endsWith(":")) {
            throw record.unreadable("eventSourceARN", "names no repository");
        }
        Instant at = Fields.newest(record, "eventTime");
        Repository repository = CodeCommitBody.repository(arn, arn.substring(arn.lastIndexOf(':') + 1), record.text("awsRegion", ""), at);
        List<Activity> activities = new ArrayList<>();
        for (Json reference : record.at("codecommit").list("references")) {
            String commit = CodeCommitBody.id(reference, "commit");
            boolean deleted = reference.flag("deleted");
            if (commit.isEmpty() && !deleted) {
                throw reference.unreadable("commit", "a ref without its commit");
            }
            activities.add(CodeCommitBody.pushed(repository, Ref.of(Fields.told(reference, "ref")),
                    reference.flag("created") ? ABSENT : "", deleted ? ABSENT : commit, at));
        }
        return activities;
    }
}
