package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

@QuarkusTest
@QuarkusTestResource(StandResource.class)
class StandIT {

    @Inject
    DataSource database;

    @Inject
    SqsAsyncClient queue;

    @ConfigProperty(name = "towline.base-url")
    String baseUrl;

    @Test
    void the_application_answers_at_its_base_url() {
        RestAssured.given().baseUri(baseUrl).get("/no-such-page").then().statusCode(404);
        RestAssured.get("/no-such-page").then().statusCode(404);
    }

    @Test
    void the_stand_offers_a_migrated_database_and_the_queues() throws Exception {
        try (var connection = database.getConnection(); var rows = connection.createStatement().executeQuery("select count(*) from tenant")) {
            assertTrue(rows.next(), "the table is there; other classes may have installed the app already");
        }
        for (var name : new String[] {"towline-deliveries", "towline-deliveries-dead", "towline-jira-events", "towline-jira-events-dead"}) {
            var url = queue.getQueueUrl(request -> request.queueName(name)).join().queueUrl();
            assertEquals(name, url.substring(url.lastIndexOf('/') + 1));
        }
    }
}
