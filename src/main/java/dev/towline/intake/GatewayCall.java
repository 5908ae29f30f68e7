package dev.towline.intake;

import dev.towline.integration.HookToken;
import dev.towline.jira.SecretKeys;
import dev.towline.provider.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A call that API Gateway put on the queue with no code of ours ({@code deploy/hook-to-sqs.vtl}): whole, and unsealed but for the
 * queue's own encryption. In one line: {@code gateway-1 <epoch milliseconds> <token> <name>:<value>,… <body>}. Token, header
 * names, header values and body are base64, so nothing in them can be taken for another part.
 */
final class GatewayCall {

    private static final String MARK = "gateway-1 ";
    private static final int PARTS = 5;

    private GatewayCall() {}

    static boolean isOne(String message) {
        return message.startsWith(MARK);
    }

    /**
     * Empty when the token is none of ours: whoever finds the gateway's address can post there.
     *
     * @throws IllegalArgumentException when the gateway did not write this
     */
    static Optional<Delivery> read(DeliveryId id, String message, SecretKeys keys) {
        var parts = message.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a gateway's message of " + parts.length + " parts");
        }
        return HookToken.authentic(text(parts[2]), keys).map(token -> Delivery.of(
                id, token, Instant.ofEpochMilli(Long.parseLong(parts[1])), new Incoming(headers(parts[3]), Base64.getDecoder().decode(parts[4]))));
    }

    private static Map<String, String> headers(String list) {
        var headers = new HashMap<String, String>();
        for (var header : list.split(",")) {
            var colon = header.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(text(header.substring(0, colon)).toLowerCase(Locale.ROOT), text(header.substring(colon + 1)));
            }
        }
        return headers;
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
