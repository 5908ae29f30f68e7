package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** The app as Jira deals with it: installs it, calls it back, and signs what is meant for it. */
final class App implements AutoCloseable {

    // Jira gives up on a callback after some seconds; generous because a first request warms the app up.
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final int SECRET_BYTES = 48;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final SecureRandom random = new SecureRandom();
    private final Site site;
    private final Identity identity;
    private final URI url;
    private final Clock clock;
    /** The installation whose callback is under way: the app may call before our answer to it has come back. */
    private volatile Installation pending;
    private volatile String lastAddress = "";

    App(Site site, Identity identity, URI url, Clock clock) {
        this.site = site;
        this.identity = identity;
        this.url = url;
        this.clock = clock;
    }

    synchronized void install(URI appBaseUrl) {
        lastAddress = appBaseUrl.toString();
        var address = URI.create(appBaseUrl.toString().replaceFirst("/$", "") + "/atlassian-connect.json");
        var answer = exchange(HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).header("Accept", "application/json").build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("GET " + address + " answered " + answer.statusCode());
        }
        JsonNode descriptor;
        try {
            descriptor = Json.readObject(answer.body());
        } catch (Refusal refusal) {
            throw new IllegalStateException("Jira refuses the descriptor: " + refusal.getMessage(), refusal);
        }
        Descriptor.check(descriptor, appBaseUrl);
        var candidate = new Installation(descriptor, secret(), true);
        pending = candidate;
        try {
            lifecycle(candidate, "installed");
            site.installation(candidate);
        } finally {
            pending = null;
        }
        lifecycle(candidate, "enabled");
    }

    synchronized void enable(boolean enabled) {
        var now = installed().enabled(enabled);
        site.installation(now);
        lifecycle(now, enabled ? "enabled" : "disabled");
    }

    /** Jira uninstalls whatever the app answers; the exception only tells a test. */
    synchronized void uninstall() {
        var before = installed();
        site.installation(null);
        site.developmentInformation().clear();
        site.runs().clear();
        site.changed();
        lifecycle(before, "uninstalled");
    }

    /** Where the app was last installed from, to offer it again. */
    String lastAddress() {
        return site.installation().map(Installation::appBaseUrl).orElse(lastAddress);
    }

    Installation installed() {
        return site.installation().orElseThrow(() -> new IllegalStateException("no app is installed"));
    }

    /** Whose token this request carries. @throws Refusal 401 */
    Installation authenticate(Request request) {
        var candidate = pending;
        if (candidate != null) {
            try {
                JwtCheck.check(request, identity.clientKey(), candidate, clock.instant());
                return candidate;
            } catch (Refusal refused) {
                // Until the app has confirmed, the secret before is still good.
            }
        }
        var installation = site.installation().filter(Installation::enabled).orElseThrow(() -> Refusal.of(401, "JWT: no app is installed and enabled"));
        JwtCheck.check(request, identity.clientKey(), installation, clock.instant());
        return installation;
    }

    private void lifecycle(Installation installation, String event) {
        var path = installation.descriptor().path("lifecycle").path(event).asText("");
        if (path.isEmpty()) {
            return;
        }
        var qsh = Qsh.of("POST", "", pathOf(path), queryOf(path));
        var token = event.equals("installed") || event.equals("uninstalled")
                ? Tokens.install(identity.key(), identity.clientKey(), installation.appBaseUrl(), qsh, clock.instant())
                : Tokens.shared(installation.sharedSecret(), identity.clientKey(), null, qsh, Tokens.REQUEST, clock.instant());
        var status = send(installation, path, token, payload(installation, event), Map.of());
        if (status / 100 != 2) {
            throw new IllegalStateException("POST " + installation.appBaseUrl() + path + " (" + event + ") answered " + status);
        }
    }

    private ObjectNode payload(Installation installation, String event) {
        var body = Json.object()
                .put("key", installation.appKey())
                .put("clientKey", identity.clientKey())
                .put("cloudId", identity.cloudId())
                .put("serverVersion", "100334")
                .put("pluginsVersion", "1001.0.0-SNAPSHOT")
                .put("baseUrl", url.toString())
                .put("displayUrl", url.toString())
                .put("productType", "jira")
                .put("description", "Atlassian JIRA at " + url)
                .put("eventType", event);
        if (event.equals("installed")) {
            body.put("sharedSecret", installation.sharedSecret()).put("oauthClientId", "c2FuZGJveA").put("publicKey", "").put("authentication", "jwt");
        }
        return body;
    }

    /** Posts to a path of the app, relative to its base URL. @return the status */
    int send(Installation installation, String path, String token, JsonNode body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(installation.appBaseUrl() + path)).timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json").header("Authorization", "JWT " + token)
                .POST(body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        headers.forEach(request::header);
        return exchange(request.build()).statusCode();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the app did not answer " + request.method() + " " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A token for one request, with the hash of exactly that request. */
    String requestToken(String accountId, String method, String pathAndQuery) {
        return token(accountId, Qsh.of(method, "", pathOf(pathAndQuery), queryOf(pathAndQuery)), Tokens.REQUEST);
    }

    String contextToken(String accountId) {
        return token(accountId, "context-qsh", Tokens.CONTEXT);
    }

    private String token(String accountId, String qsh, Duration life) {
        return Tokens.shared(installed().sharedSecret(), identity.clientKey(), accountId, qsh, life, clock.instant());
    }

    /** The address that Jira puts into an iframe. */
    String pageUrl(String accountId, String pathAndQuery) {
        var standard = "xdm_e=" + Qsh.encode(url.toString()) + "&xdm_c=channel-page&cp=&lic=none&cv=1001.0.0-SNAPSHOT";
        var target = pathAndQuery + (pathAndQuery.contains("?") ? "&" : "?") + standard;
        return installed().appBaseUrl() + target + "&jwt=" + requestToken(accountId, "GET", target);
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String pathOf(String pathAndQuery) {
        return pathAndQuery.split("\\?", 2)[0];
    }

    private static String queryOf(String pathAndQuery) {
        return pathAndQuery.contains("?") ? pathAndQuery.split("\\?", 2)[1] : null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
