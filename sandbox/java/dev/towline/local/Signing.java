package dev.towline.local;

import dev.towline.provider.Provider;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How each git server names the event of a call, numbers it and proves it. It is written apart from the readers of the application,
 * which must not check a proof with the code that made it.
 */
public final class Signing {

    private Signing() {}

    /** The headers that a server sends with any call, for a recording that has none. */
    public static void describe(Provider provider, String event, Map<String, String> headers) {
        var delivery = UUID.randomUUID().toString();
        switch (provider) {
            case GITHUB -> {
                headers.put("User-Agent", "GitHub-Hookshot/towline-send");
                headers.put("X-GitHub-Event", event);
                headers.put("X-GitHub-Delivery", delivery);
            }
            case GITLAB -> {
                headers.put("X-Gitlab-Event", event);
                headers.put("X-Gitlab-Event-UUID", delivery);
            }
            case BITBUCKET_SERVER -> {
                headers.put("X-Event-Key", event);
                headers.put("X-Request-Id", delivery);
            }
            case BITBUCKET_CLOUD -> {
                headers.put("X-Event-Key", event);
                headers.put("X-Request-UUID", delivery);
            }
            case GITEA, FORGEJO, GOGS -> {
                headers.put("X-" + provider.label() + "-Event", event);
                headers.put("X-" + provider.label() + "-Delivery", delivery);
            }
            case GIT -> {
                headers.put("X-Towline-Event", event);
                headers.put("X-Towline-Delivery", delivery);
            }
            case AZURE_DEVOPS, GERRIT, CODECOMMIT -> { } // their bodies name the event
        }
    }

    /**
     * Proves the call as the server does that was given this secret, in the place of a proof that was recorded. Gerrit proves nothing.
     *
     * @param headers takes names in any case
     */
    public static void sign(Provider provider, String secret, byte[] body, Map<String, String> headers) {
        switch (provider) {
            case GITHUB -> headers.put("X-Hub-Signature-256", "sha256=" + hex(secret, body));
            case GITLAB -> gitlab(secret, body, headers);
            case BITBUCKET_SERVER, BITBUCKET_CLOUD -> headers.put("X-Hub-Signature", "sha256=" + hex(secret, body));
            case GITEA, FORGEJO, GOGS -> {
                // Each repeats its proof under the names of its forebears; what was recorded must not outlive it there.
                headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).contains("-signature"));
                headers.put("X-" + provider.label() + "-Signature", hex(secret, body));
            }
            case AZURE_DEVOPS, CODECOMMIT -> headers.put("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(("towline:" + secret).getBytes(StandardCharsets.UTF_8)));
            case GIT -> {
                headers.putIfAbsent("X-Towline-Timestamp", Long.toString(Instant.now().getEpochSecond()));
                headers.put("X-Towline-Signature", "sha256=" + hex(secret, after(headers.get("X-Towline-Timestamp") + ".", body)));
            }
            case GERRIT -> { }
        }
    }

    /** GitLab sends the secret itself, or a signature where the secret was entered as a signing token. */
    private static void gitlab(String secret, byte[] body, Map<String, String> headers) {
        if (headers.containsKey("webhook-signature")) {
            var head = headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + ".";
            headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(hmac(secret, after(head, body))));
        } else {
            headers.put("X-Gitlab-Token", secret);
        }
    }

    private static byte[] after(String head, byte[] body) {
        var start = head.getBytes(StandardCharsets.UTF_8);
        var whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private static String hex(String secret, byte[] body) {
        return HexFormat.of().formatHex(hmac(secret, body));
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
