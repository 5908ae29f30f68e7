package dev.towline.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code POST /oauth/token}: an access token for a client and its secret. The request may be JSON, as Atlassian documents it, or a form, as RFC 6749
 * has it and Atlassian's own plugin for Jenkins sends it; nothing may be missing, twice or unknown.
 */
final class TokenEndpoint {

    private static final String AUDIENCE = "api.atlassian.com";
    private static final Set<String> NAMES = Set.of("grant_type", "client_id", "client_secret", "audience");

    private TokenEndpoint() {}

    static Response answer(Request request, OAuthClients clients) {
        if (!request.method().equals("POST") || request.query() != null) {
            throw refused(405, "invalid_request", "POST, without a query");
        }
        var fields = fields(request);
        if (!fields.keySet().equals(NAMES)) {
            throw refused(400, "invalid_request", "needed are " + NAMES + ", and nothing else");
        }
        if (!fields.get("grant_type").equals("client_credentials")) {
            throw refused(400, "unsupported_grant_type", "grant_type must be client_credentials");
        }
        if (!fields.get("audience").equals(AUDIENCE)) {
            throw refused(403, "access_denied", "audience must be " + AUDIENCE);
        }
        var token = clients.token(fields.get("client_id"), fields.get("client_secret")).orElseThrow(() -> refused(401, "access_denied", "Unauthorized"));
        return Response.json(200, Json.object().put("access_token", token).put("token_type", "Bearer").put("expires_in", OAuthClients.LIFE.toSeconds()));
    }

    private static Map<String, String> fields(Request request) {
        var type = request.header("Content-Type").orElse("");
        var fields = new HashMap<String, String>();
        if (type.startsWith("application/json")) {
            Json.readObject(request.body()).properties().forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            Qsh.pairs(new String(request.body(), java.nio.charset.StandardCharsets.UTF_8)).forEach(pair -> {
                if (fields.put(pair.name(), pair.value()) != null) {
                    throw refused(400, "invalid_request", pair.name() + " is given twice");
                }
            });
        } else {
            throw refused(415, "invalid_request", "Content-Type must be application/json or a form's");
        }
        return fields;
    }

    private static Refusal refused(int status, String error, String why) {
        return Refusal.oauth(status, error, why);
    }
}
