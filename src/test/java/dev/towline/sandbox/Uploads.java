package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Uploads that keep every rule; a test breaks the one it is about. */
final class Uploads {

    private Uploads() {}

    static ObjectNode upload(int sequence, JsonNode... commits) {
        var upload = json("{\"repositories\":[{\"id\":\"r1\",\"name\":\"A repository\",\"url\":\"https://git.example.com/r1\"}]}");
        repository(upload).put("updateSequenceId", sequence);
        for (var commit : commits) {
            repository(upload).withArray("commits").add(commit);
        }
        return upload;
    }

    static ObjectNode repository(ObjectNode upload) {
        return (ObjectNode) upload.at("/repositories/0");
    }

    static ObjectNode commitOf(ObjectNode upload) {
        return (ObjectNode) upload.at("/repositories/0/commits/0");
    }

    static ObjectNode commit(String id, int sequence, String... keys) {
        var commit = json("""
                {"author":{"name":"Ann","email":"ann@example.com"},"authorTimestamp":"2026-11-20T10:00:00Z","displayId":"abc1234",
                 "fileCount":2,"message":"A commit","url":"https://git.example.com/c"}""");
        commit.put("id", id).put("updateSequenceId", sequence).set("issueKeys", Json.array(List.of(keys)));
        return commit;
    }

    static ObjectNode branch(String id, int sequence, String... keys) {
        var branch = json("{\"name\":\"ABC-1-x\",\"url\":\"https://git.example.com/b\"}").put("id", id).put("updateSequenceId", sequence);
        branch.set("issueKeys", Json.array(List.of(keys)));
        branch.set("lastCommit", commit("c9", sequence, keys));
        return branch;
    }

    static ObjectNode pullRequest(String id, int sequence, String... keys) {
        var request = json("""
                {"author":{"name":"Ann","email":"ann@example.com"},"commentCount":0,"displayId":"#1","lastUpdate":"2026-11-20T10:00:00+01:00",
                 "sourceBranch":"ABC-1-x","status":"OPEN","title":"ABC-1","url":"https://git.example.com/p"}""").put("id", id).put("updateSequenceId", sequence);
        request.set("issueKeys", Json.array(List.of(keys)));
        return request;
    }

    private static ObjectNode json(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
