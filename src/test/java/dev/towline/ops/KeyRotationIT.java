package dev.towline.ops;

import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.Stand;
import dev.towline.StandResource;
import dev.towline.alert.Alerts;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import dev.towline.jira.Tenants;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** An operator replaces the key under which secrets lie. */
@QuarkusTest
@QuarkusTestResource(StandResource.class)
class KeyRotationIT {

    private static final String OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String NEW = "new:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.US_ASCII);

    @Inject
    AgroalDataSource database;

    @Inject
    Tenants tenants;

    @Test
    void what_lies_under_an_old_key_is_sealed_under_the_first_and_what_nobody_can_open_is_counted_and_left() throws Exception {
        var site = URI.create("https://" + UUID.randomUUID() + ".example");
        var tenant = tenants.install(new Tenants.Installation("client-" + UUID.randomUUID(), site, site, "", "s".repeat(64))).id();
        var integration = new IntegrationId(integration());
        var old = new SecretKeys(OLD);
        var rotation = new KeyRotation(database, new SecretKeys(NEW + "," + OLD));
        try (var connection = database.getConnection()) {
            execute(connection, "update tenant set shared_secret = ?, previous_secret = null where tenant_id = ?", old.seal(SECRET, Tenants.purpose(tenant)), tenant.value());
            execute(connection, "insert into integration select (jsonb_populate_record(known, jsonb_build_object('tenant_id', ?))).* from integration known where integration_id = ?",
                    tenant.value(), integration.value());
            execute(connection, "update integration set signing_secret = ?, previous_secret = ? where tenant_id = ?", old.seal(SECRET, Integrations.purpose(tenant, integration)),
                    new SecretKeys("gone:" + OLD.substring(4)).seal(SECRET, Integrations.purpose(tenant, integration)), tenant.value());
            execute(connection, "insert into alert_target (tenant_id, url, host, next_at) values (?, ?, 'x', now() + interval '1 day')", tenant.value(), old.seal(SECRET, Alerts.purpose(tenant)));

            assertEquals(new KeyRotation.Renewed(3, 1), rotation.renew(connection, tenant));
            assertEquals(new KeyRotation.Renewed(0, 1), rotation.renew(connection, tenant), "once is enough");

            var alone = new SecretKeys(NEW);
            assertArrayEquals(SECRET, alone.open(bytes(connection, "select shared_secret from tenant where tenant_id = ?", tenant), Tenants.purpose(tenant)));
            assertArrayEquals(SECRET, alone.open(bytes(connection, "select signing_secret from integration where tenant_id = ?", tenant), Integrations.purpose(tenant, integration)));
            assertArrayEquals(SECRET, alone.open(bytes(connection, "select url from alert_target where tenant_id = ?", tenant), Alerts.purpose(tenant)));
        } finally {
            try (var connection = database.getConnection()) {
                for (var table : new String[] {"alert_target", "integration", "tenant"}) {
                    execute(connection, "delete from " + table + " where tenant_id = ?", tenant.value());
                }
            }
        }
    }

    @Test
    void an_operator_asks_for_it_on_the_management_port() {
        var management = "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        RestAssured.post(management + "/keys/renew").then().body(startsWith("Sealed again under the first key: 0."));
        RestAssured.post("/keys/renew").then().statusCode(404);
    }

    private static UUID integration() {
        return UUID.fromString(RestAssured.given().contentType(ContentType.JSON).header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN))
                .body(Map.of("name", "Keys " + UUID.randomUUID(), "provider", "github")).post("/api/integrations").then().statusCode(201).extract().path("id"));
    }

    private static byte[] bytes(Connection connection, String sql, TenantId tenant) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setObject(1, tenant.value());
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
