package dev.towline.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands under "OAuth credentials" in the site's settings, and the access tokens that were given for them. Tokens do not survive a restart. */
final class OAuthClients {

    /** As Atlassian's. */
    static final Duration LIFE = Duration.ofMinutes(15);
    private static final int BYTES = 32;
    // More than a client that fetches a token for every request would need within their life.
    private static final int MOST_TOKENS = 10_000;

    /** @param permissions names of APIs: {@code devinfo}, {@code builds}, {@code deployments} */
    record Client(String id, String secret, Set<String> permissions) {}

    private record Token(String client, Instant until) {}

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    OAuthClients(Clock clock) {
        this.clock = clock;
    }

    synchronized Client create(Set<String> permissions) {
        var client = new Client(text(), text(), Set.copyOf(permissions));
        clients.put(client.id(), client);
        return client;
    }

    synchronized void permit(String id, Set<String> permissions) {
        clients.computeIfPresent(id, (same, before) -> new Client(id, before.secret(), Set.copyOf(permissions)));
    }

    /** Its tokens are good for nothing from now on. */
    synchronized void delete(String id) {
        clients.remove(id);
    }

    synchronized List<Client> all() {
        return List.copyOf(clients.values());
    }

    /** A token, when the secret is right. */
    synchronized Optional<String> token(String id, String secret) {
        if (!clients.containsKey(id) || !clients.get(id).secret().equals(secret)) {
            return Optional.empty();
        }
        tokens.values().removeIf(token -> !token.until().isAfter(clock.instant()));
        if (tokens.size() >= MOST_TOKENS) {
            throw Refusal.of(429, "Too many tokens");
        }
        var token = text();
        tokens.put(token, new Token(id, clock.instant().plus(LIFE)));
        return Optional.of(token);
    }

    /** Whose token it is, while it is good. */
    synchronized Optional<Client> ofToken(String token) {
        return Optional.ofNullable(tokens.get(token)).filter(given -> given.until().isAfter(clock.instant())).map(Token::client).map(clients::get);
    }

    synchronized void expireTokens() {
        tokens.clear();
    }

    synchronized void restore(Collection<Client> saved) {
        saved.forEach(client -> clients.put(client.id(), client));
    }

    private String text() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
