package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A request that the site turns away, with the status and the body that Jira would answer. */
final class Refusal extends RuntimeException {

    private final int status;
    private final transient JsonNode body;

    private Refusal(int status, String message, JsonNode body) {
        super(message);
        this.status = status;
        this.body = body;
    }

    /** The platform API's error collection. */
    static Refusal of(int status, String message) {
        var body = Json.object();
        body.set("errorMessages", Json.array(List.of(message)));
        body.set("errors", Json.object());
        return new Refusal(status, message, body);
    }

    /** The platform API's error about one field. */
    static Refusal field(String field, String message) {
        var body = Json.object();
        body.set("errorMessages", Json.array(List.of()));
        body.set("errors", Json.object().put(field, message));
        return new Refusal(400, field + ": " + message, body);
    }

    /** The development information API has its own shape: a list of objects. */
    static Refusal devInfo(int status, List<String> messages) {
        var body = Json.object();
        var list = body.putArray("errorMessages");
        messages.forEach(message -> list.addObject().put("message", message));
        return new Refusal(status, String.join("; ", messages), body);
    }

    /** The APIs of builds and deployments answer with the bare list of objects. */
    static Refusal runs(int status, List<String> messages) {
        var list = Json.MAPPER.createArrayNode();
        messages.forEach(message -> list.addObject().put("message", message));
        return new Refusal(status, String.join("; ", messages), list);
    }

    /** RFC 6749, section 5.2. */
    static Refusal oauth(int status, String error, String why) {
        return new Refusal(status, why, Json.object().put("error", error).put("error_description", why));
    }

    Response response() {
        return Response.json(status, body);
    }
}
