package dev.towline.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.towline.Endpoint;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.sandbox.SandboxJira;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every endpoint that there is, by everything that somebody could send who does not hold what its verifier asks for. Each differs from what is accepted in one thing. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class AttacksIT {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String PARAMETER = "00000000-0000-4000-8000-000000000000";
    private static final String CONTEXT = "context-qsh";

    /** What is sent: a path with its query, and every Authorization header. */
    private record Call(String path, List<String> authorization) {

        static Call header(String path, String token) {
            return new Call(path, List.of("JWT " + token));
        }

        static Call query(String path, String token) {
            return new Call(path + "?jwt=" + token, List.of());
        }
    }

    private static SandboxJira neighbour;

    @BeforeAll
    static void anotherSiteIsThereToo() {
        neighbour = Stand.jira().neighbour();
        neighbour.install(URI.create(base()));
    }

    @AfterAll
    static void theOtherSiteLeaves() {
        neighbour.uninstall();
        neighbour.close();
    }

    static Stream<Endpoint> endpoints() {
        return Endpoint.all().stream().filter(endpoint -> !endpoint.guard().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void nothing_that_is_not_proven_passes(Endpoint endpoint) throws Exception {
        var passed = new ArrayList<String>();
        for (var attack : attacks(endpoint).entrySet()) {
            var status = status(endpoint, attack.getValue());
            if (status != 401) {
                passed.add(attack.getKey() + ": " + status);
            }
        }
        assertEquals(List.of(), passed);
        if (!endpoint.path().startsWith("/connect/")) {
            // What differs from the attacks in nothing but that it is right; LifecycleIT has that of the lifecycle.
            assertNotEquals(401, status(endpoint, right(endpoint)));
        }
    }

    private static Call right(Endpoint endpoint) {
        var path = endpoint.at(PARAMETER);
        return endpoint.guard().equals("FromBrowser") ? Call.header(path, site(claims(CONTEXT))) : Call.query(path, site(claims(qsh(endpoint.method(), path, ""))));
    }

    private static Map<String, Call> attacks(Endpoint endpoint) {
        var path = endpoint.at(PARAMETER);
        var attacks = new LinkedHashMap<String, Call>();
        var qsh = endpoint.guard().equals("FromBrowser") ? CONTEXT : qsh(endpoint.method(), path, "");
        tokens(qsh).forEach((name, token) -> attacks.put(name, Call.header(path, token)));
        var right = site(claims(qsh));
        attacks.put("no token", new Call(path, List.of()));
        attacks.put("another scheme", new Call(path, List.of("Bearer " + right)));
        attacks.put("two headers", new Call(path, List.of("JWT " + right, "JWT " + right)));
        attacks.put("two tokens in the query", new Call(path + "?jwt=" + right + "&jwt=" + right, List.of()));
        attacks.put("another token in the query", new Call(path + "?jwt=" + neighbours(claims(qsh)), List.of("JWT " + right)));
        switch (endpoint.guard()) {
            case "FromBrowser" -> {
                attacks.put("the token in the query", Call.query(path, right));
                attacks.put("the token of this very request", Call.header(path, site(claims(qsh(endpoint.method(), path, "")))));
                attacks.put("the context in other letters", Call.header(path, site(claims("Context-Qsh"))));
            }
            case "FromJira", "FromAdministrator" -> requests(endpoint, path, attacks);
            case "FromAtlassian" -> {
                requests(endpoint, path, attacks);
                attacks.put("signed by the site", Call.header(path, site(audience(qsh))));
                attacks.put("in the query", Call.query(path, Forge.install(Forge.STRANGER, Stand.jira().installKeyId(), audience(qsh))));
                for (var kid : List.of("", "../lifecycle", "..%2f..%2f", "http://127.0.0.1:1/key", "k".repeat(4_000), "a\u0000b")) {
                    attacks.put("the key " + kid.substring(0, Math.min(20, kid.length())), Call.header(path, Forge.install(Forge.STRANGER, kid, audience(qsh))));
                }
            }
            default -> throw new IllegalStateException(endpoint.guard());
        }
        return attacks;
    }

    /** Tokens of the site that were made for something else. */
    private static void requests(Endpoint endpoint, String path, Map<String, Call> attacks) {
        var method = endpoint.method();
        attacks.put("a token for calls by pages", Call.query(path, site(claims(CONTEXT))));
        attacks.put("of another method", Call.query(path, site(claims(qsh(method.equals("GET") ? "POST" : "GET", path, "")))));
        attacks.put("of another path", Call.query(path, site(claims(qsh(method, path + "/x", "")))));
        attacks.put("of this path below another", Call.query(path, site(claims(qsh(method, "/x" + path, "")))));
        attacks.put("with a parameter more", new Call(path + "?a=1&jwt=" + site(claims(qsh(method, path, ""))), List.of()));
        attacks.put("with a parameter less", Call.query(path, site(claims(qsh(method, path, "a=1")))));
        attacks.put("with a parameter twice", new Call(path + "?a=1&a=2&jwt=" + site(claims(qsh(method, path, "a=1"))), List.of()));
    }

    /** Tokens that nobody may take for the site's. */
    private static Map<String, String> tokens(String qsh) {
        var now = Instant.now();
        var right = site(claims(qsh));
        var parts = right.split("\\.");
        var body = claims(qsh);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("no algorithm", Forge.raw("{\"alg\":\"none\",\"typ\":\"JWT\"}", body.toString(), ""));
        tokens.put("no algorithm, with a signature", Forge.raw("{\"alg\":\"none\"}", body.toString(), parts[2]));
        tokens.put("no algorithm in other letters", Forge.raw("{\"alg\":\"nOnE\"}", body.toString(), ""));
        for (var algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            tokens.put(algorithm.getName(), Forge.sharedBytes(algorithm, (Stand.jira().sharedSecret() + "-".repeat(64)).getBytes(StandardCharsets.UTF_8), body, header -> header));
        }
        tokens.put("a stranger's RSA key", Forge.install(Forge.STRANGER, Stand.jira().installKeyId(), body));
        tokens.put("the public key as the secret", Forge.shared(Forge.pem(Forge.STRANGER), body));
        tokens.put("the secret is the client key", Forge.shared(Stand.jira().clientKey(), body));
        tokens.put("a neighbour's secret", Forge.shared(neighbour.sharedSecret(), body));
        tokens.put("the neighbour's name", Forge.shared(Stand.jira().sharedSecret(), Forge.claims(neighbour.clientKey(), qsh, now).build()));
        tokens.put("nobody's name", Forge.shared(Stand.jira().sharedSecret(), Forge.claims("nobody", qsh, now).build()));
        tokens.put("a name that breaks lines", Forge.shared(Stand.jira().sharedSecret(), Forge.claims("a\r\nb\u0000", qsh, now).build()));
        tokens.put("no name", site(new JWTClaimsSet.Builder(body).issuer(null).build()));
        tokens.put("stale", site(Forge.claims(Stand.jira().clientKey(), qsh, now.minusSeconds(600)).build()));
        tokens.put("from the future", site(Forge.claims(Stand.jira().clientKey(), qsh, now.plusSeconds(600)).build()));
        tokens.put("good for a year", site(new JWTClaimsSet.Builder(body).expirationTime(Date.from(now.plusSeconds(365 * 86_400L))).build()));
        tokens.put("good for ever", site(new JWTClaimsSet.Builder(body).expirationTime(null).build()));
        tokens.put("never issued", site(new JWTClaimsSet.Builder(body).issueTime(null).build()));
        tokens.put("no hash", site(new JWTClaimsSet.Builder(body).claim("qsh", null).build()));
        tokens.put("an empty hash", site(claims("")));
        tokens.put("a hash that is a list", site(new JWTClaimsSet.Builder(body).claim("qsh", List.of(qsh)).build()));
        tokens.put("no signature", parts[0] + "." + parts[1] + ".");
        tokens.put("a cut signature", right.substring(0, right.length() - 4));
        tokens.put("other claims under this signature", parts[0] + "." + Forge.base64(claims(qsh).toString().replace("180", "181")) + "." + parts[2]);
        tokens.put("a critical header", Forge.shared(Stand.jira().sharedSecret(), body, header -> header.criticalParams(Set.of("exp"))));
        tokens.put("larger than any", site(new JWTClaimsSet.Builder(body).claim("context", "x".repeat(Token.LIMIT)).build()).substring(0, Token.LIMIT + 1));
        tokens.put("two parts", parts[0] + "." + parts[1]);
        tokens.put("five parts", right + ".a.b");
        tokens.put("no token at all", "x");
        return tokens;
    }

    private static JWTClaimsSet claims(String qsh) {
        return new JWTClaimsSet.Builder(Forge.claims(Stand.jira().clientKey(), qsh, Instant.now()).build()).subject(Stand.ADMIN).build();
    }

    private static JWTClaimsSet audience(String qsh) {
        return new JWTClaimsSet.Builder(claims(qsh)).audience(base()).build();
    }

    private static String site(JWTClaimsSet claims) {
        return Forge.shared(Stand.jira().sharedSecret(), claims);
    }

    private static String neighbours(JWTClaimsSet claims) {
        return Forge.shared(neighbour.sharedSecret(), claims);
    }

    private static String qsh(String method, String path, String query) {
        try {
            return Qsh.of(method, path, "", Query.parse(query));
        } catch (NotProven e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("towline.base-url", String.class);
    }

    private static int status(Endpoint endpoint, Call call) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base() + call.path()))
                .method(endpoint.method(), BodyPublishers.noBody()).header("Content-Type", endpoint.consumes());
        call.authorization().forEach(value -> request.header("Authorization", value));
        return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
