package dev.towline.intake;

import static io.restassured.RestAssured.given;

import dev.towline.Stand;
import dev.towline.local.Send;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What an administrator and a git server do, for the tests of this room: by HTTP, as they do it. */
final class Hooks {

    /** A new integration's two secrets. */
    record Hook(String id, URI url, String secret) {}

    // A message that the queue gave to a connection which was cut comes back after 30 s.
    private static final Duration SOON = Duration.ofSeconds(45);

    private Hooks() {}

    static Hook create(String name) {
        return create(name, "github");
    }

    static Hook create(String name, String provider) {
        var created = asAdmin().body(Map.of("name", name, "provider", provider)).post("/api/integrations");
        created.then().statusCode(201);
        return new Hook(created.path("id"), URI.create(created.path("hookUrl")), created.path("secret"));
    }

    static io.restassured.specification.RequestSpecification asAdmin() {
        return as(Stand.ADMIN);
    }

    static io.restassured.specification.RequestSpecification as(String account) {
        return given().contentType("application/json").header("Authorization", "JWT " + Stand.jira().contextToken(account));
    }

    static HttpResponse<String> send(Hook hook, String event, byte[] body) throws IOException, InterruptedException {
        return Send.post(hook.url(), Send.github(event, body, hook.secret()), body);
    }

    static byte[] fixture(String name) throws IOException {
        try (var in = Hooks.class.getResourceAsStream("/deliveries/" + name)) {
            return in.readAllBytes();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<Map<String, Object>> deliveries(Hook hook) {
        return page(hook).jsonPath().getList("items");
    }

    static Response page(Hook hook) {
        var page = asAdmin().queryParam("integration", hook.id()).get("/api/deliveries");
        page.then().statusCode(200);
        return page;
    }

    static List<String> commits(String account, String issueKey) {
        var answer = as(account).get("/api/issues/" + issueKey + "/development");
        answer.then().statusCode(200);
        return answer.jsonPath().getList("commits.sha");
    }

    /** Looks again and again until it is so; fails after 45 seconds. */
    static void await(String what, BooleanSupplier isSo) throws InterruptedException {
        await(what, SOON, isSo);
    }

    static void await(String what, Duration limit, BooleanSupplier isSo) throws InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
            }
            Thread.sleep(50);
        }
    }
}
