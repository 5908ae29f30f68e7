package dev.towline.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.local.Send;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a running node tells its operator: health, metrics, ids in the log. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
@Timeout(90)
class MetricsIT {

    private static final Pattern NAME = Pattern.compile("\\b(?:towline|http_server|jvm|process)_[a-z_0-9]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    // Each has few values that we know beforehand; an id, a key or an address would make as many series as there are sites.
    private static final Set<String> LABELS = Set.of("answer", "outcome", "queue", "api");

    @Inject
    Backlog backlog;

    @Test
    void each_metric_that_the_dashboard_and_the_alerts_ask_for_is_told_by_a_node_that_took_a_delivery() throws Exception {
        push();
        var told = names(metrics());
        var asked = new TreeSet<String>();
        for (var file : List.of("deploy/prometheus/alerts.yaml", "deploy/grafana/towline.json")) {
            var found = names(Files.readString(Path.of(file)));
            assertTrue(found.size() > 15, "the search is blind in " + file);
            asked.addAll(found);
        }
        asked.removeAll(told);
        assertEquals(Set.of(), asked);
    }

    @Test
    void no_metric_tells_of_whom_it_is() throws Exception {
        var hook = push();
        var all = metrics();
        for (var line : all.lines().filter(line -> line.startsWith("towline_")).toList()) {
            LABEL.matcher(line).results().forEach(label -> assertTrue(LABELS.contains(label.group(1)) && label.group(2).matches("[a-z0-9-]{2,11}"), line));
        }
        for (var secret : List.of(hook.url().getPath().replace("/hooks/", ""), hook.secret(), hook.id(), URI.create(Stand.jira().url().toString()).getAuthority())) {
            assertTrue(secret.length() > 8 && !all.contains(secret), "told in a metric");
        }
    }

    /** Jira is no part of it, nor the database: with one of them away every node would be taken out at once, and the door with them. */
    @Test
    void readiness_asks_nobody_else() {
        var health = RestAssured.get(management() + "/q/health").then().statusCode(200).extract().jsonPath();
        assertEquals(List.of("Graceful Shutdown"), health.getList("checks.name"));
        for (var kind : List.of("live", "ready", "started")) {
            assertEquals(200, RestAssured.get(management() + "/q/health/" + kind).statusCode(), kind);
        }
    }

    @Test
    void what_is_behind_is_counted_over_all_sites() throws Exception {
        push();
        backlog.count();
        var value = Pattern.compile("(?m)^towline_upload_oldest_seconds ([0-9.E]+)$").matcher(metrics());
        assertTrue(value.find() && Double.parseDouble(value.group(1)) >= 0, "told as a number");
    }

    @Test
    void what_is_logged_of_a_delivery_carries_its_ids() throws Exception {
        var lines = new CopyOnWriteArrayList<Map<String, String>>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().startsWith("delivery ")) {
                    lines.add(ExtLogRecord.wrap(line).getMdcCopy());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger("dev.towline.intake.DeliveryHandler");
        log.addHandler(listener);
        try {
            var hook = push();
            assertTrue(lines.stream().anyMatch(ids -> hook.delivery().equals(ids.get("delivery")) && ids.get("tenant").length() == 36), lines.toString());
        } finally {
            log.removeHandler(listener);
        }
    }

    private record Pushed(String id, URI url, String secret, String delivery) {}

    /** A delivery of an integration of its own, indexed. */
    private static Pushed push() throws Exception {
        var created = RestAssured.given().contentType(ContentType.JSON).header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN))
                .body(Map.of("name", "Measured", "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath();
        var url = URI.create(created.getString("hookUrl"));
        var body = Files.readAllBytes(Path.of("sandbox/resources/deliveries/push.json"));
        var answer = Send.post(url, Send.github("push", body, created.getString("secret")), body);
        assertEquals(202, answer.statusCode());
        var delivery = new ObjectMapper().readTree(answer.body()).get("delivery").asText();
        var seen = List.of();
        while (seen.isEmpty()) {
            seen = RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN))
                    .queryParam("integration", created.getString("id")).get("/api/deliveries").jsonPath().getList("items");
            Thread.onSpinWait();
        }
        return new Pushed(created.getString("id"), url, created.getString("secret"), delivery);
    }

    private static Set<String> names(String text) {
        var names = new TreeSet<String>();
        NAME.matcher(text).results().forEach(found -> names.add(found.group()));
        return names;
    }

    private static String metrics() {
        return RestAssured.get(management() + "/q/metrics").then().statusCode(200).extract().asString();
    }

    private static String management() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
