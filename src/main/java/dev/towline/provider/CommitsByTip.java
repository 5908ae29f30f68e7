package dev.towline.provider;

import dev.towline.activity.Commit;
import dev.towline.activity.RefUpdate;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals out the one list of commits that some servers send with a push of several refs. The list is newest first, so a
 * commit that is a ref's new tip opens that ref's part. What stands before any tip (an annotated tag is not its commit)
 * goes with the first ref that still exists. No commit is lost and none is told twice.
 */
final class CommitsByTip {

    private CommitsByTip() {}

    /** For each of {@code updates} its commits, in their order. */
    static List<List<Commit>> of(List<RefUpdate> updates, List<Commit> commits) {
        List<List<Commit>> parts = new ArrayList<>();
        int current = 0;
        for (int i = updates.size() - 1; i >= 0; i--) {
            parts.add(new ArrayList<>());
            current = updates.get(i).removes() ? current : i;
        }
        for (Commit commit : updates.isEmpty() ? List.<Commit>of() : commits) {
            current = indexOfTip(updates, commit.sha(), current);
            parts.get(current).add(commit);
        }
        return parts;
    }

    private static int indexOfTip(List<RefUpdate> updates, String sha, int otherwise) {
        for (int i = 0; i < updates.size(); i++) {
            if (updates.get(i).after().equals(sha)) {
                return i;
            }
        }
        return otherwise;
    }
}
