package dev.towline.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** GitHub's pushes to one repository, each of commits that no other has, to a branch for each issue and from where that branch stands. */
final class Pushes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTHING = "0".repeat(40);

    private final ObjectNode template;
    private final Map<String, String> tips = new HashMap<>();
    private int made;
    private String last = NOTHING;

    Pushes() throws IOException {
        try (var in = Pushes.class.getResourceAsStream("/deliveries/push.json")) {
            template = (ObjectNode) JSON.readTree(in);
        }
    }

    /** The body of the next push. @param key of the issue that its commits name @param commits at least one */
    byte[] next(String key, int commits) throws IOException {
        made++;
        var branch = "refs/heads/" + key + "-bench";
        var before = tips.getOrDefault(branch, NOTHING);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var push = template.deepCopy();
        var list = push.putArray("commits");
        for (var i = 1; i <= commits; i++) {
            last = "%032x%08x".formatted(made, i);
            list.add(((ObjectNode) template.at("/commits/0").deepCopy()).put("id", last).put("timestamp", now.toString())
                    .put("message", key + " Hold line " + i + " of push " + made));
        }
        push.put("ref", branch).put("before", before).put("after", last).put("created", before.equals(NOTHING));
        push.set("head_commit", list.get(commits - 1));
        ((ObjectNode) push.get("repository")).put("pushed_at", now.getEpochSecond());
        tips.put(branch, last);
        return JSON.writeValueAsBytes(push);
    }

    /** The SHA with which the last push ended. */
    String lastSha() {
        return last;
    }
}
