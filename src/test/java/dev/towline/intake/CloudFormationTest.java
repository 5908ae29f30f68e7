package dev.towline.intake;

import static dev.towline.intake.CloudFormation.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CloudFormationTest {

    private final CloudFormation stack = CloudFormation.read(ApiGateway.TEMPLATE, Map.of("AppUrl", "https://towline.example"));

    CloudFormationTest() throws IOException {}

    @Test
    void every_reference_in_the_template_leads_somewhere() {
        for (var section : List.of("Resources", "Outputs", "Conditions")) {
            stack.section(section).keySet().forEach(name -> stack.get(section, name));
        }
        stack.section("Resources").forEach((name, resource) -> {
            if (map(resource).get("DependsOn") instanceof List<?> others) {
                others.forEach(other -> assertTrue(stack.section("Resources").containsKey(other), name + " depends on " + other));
            }
        });
        assertTrue(stack.section("Resources").size() > 15, "the template was read");
    }

    @Test
    void a_reference_that_leads_nowhere_would_be_noticed() throws IOException {
        var file = Files.createTempFile("template", ".yaml");
        try {
            for (var wrong : List.of("!Ref Nothing", "!GetAtt Queue.Nothing", "!Sub \"x${Nothing}\"", "!GetAtt Nothing.Arn")) {
                Files.writeString(file, "Parameters: {}\nResources:\n  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: " + wrong + " } }\n");
                var broken = CloudFormation.read(file, Map.of());
                assertThrows(IllegalArgumentException.class, () -> broken.properties("Queue"), wrong);
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void the_template_holds_the_mapping_template_as_it_stands_beside_it() throws IOException {
        assertEquals(Files.readString(Path.of("deploy/hook-to-sqs.vtl")), stack.get("Mappings", "Template", "HookToSqs", "Text"));
    }

    @Test
    void what_waits_anywhere_is_encrypted_and_expires() {
        for (var queue : List.of("Deliveries", "DeadDeliveries")) {
            assertEquals("<Key>", stack.properties(queue).get("KmsMasterKeyId"), queue);
        }
        var rules = (List<?>) map(stack.properties("Bodies").get("LifecycleConfiguration")).get("Rules");
        assertTrue(rules.stream().anyMatch(rule -> map(rule).containsKey("ExpirationInDays")));
    }

    @Test
    void the_gateway_may_do_nothing_but_send_to_the_one_queue() {
        var statements = allowed("GatewayRole");
        assertEquals(List.of(
                        Map.of("Effect", "Allow", "Action", "sqs:SendMessage", "Resource", "<Deliveries.Arn>"),
                        Map.of("Effect", "Allow", "Action", List.of("kms:GenerateDataKey", "kms:Decrypt"), "Resource", "<Key.Arn>")),
                statements);
    }

    @Test
    void the_applications_policy_names_every_action_and_resource() {
        var statements = (List<?>) map(stack.properties("ApplicationPolicy").get("PolicyDocument")).get("Statement");
        statements.forEach(statement -> assertTrue(!statement.toString().contains("*") || statement.toString().contains("<Bodies.Arn>/*"), statement.toString()));
    }

    @Test
    void nothing_writes_a_log_in_which_tokens_or_bodies_could_stand() {
        assertTrue(!stack.properties("Stage").containsKey("AccessLogSetting"));
        var settings = map(((List<?>) stack.properties("Stage").get("MethodSettings")).getFirst());
        assertEquals(List.of("OFF", false), List.of(settings.get("LoggingLevel"), settings.get("DataTraceEnabled")));
    }

    @Test
    void no_answer_is_500_or_410() {
        var statuses = Stream.concat(
                ((List<?>) stack.properties("Post").get("MethodResponses")).stream().map(response -> map(response).get("StatusCode")),
                stack.section("Resources").keySet().stream().map(stack::properties).map(properties -> properties.get("StatusCode")).filter(java.util.Objects::nonNull)).toList();
        assertTrue(statuses.contains("202") && statuses.contains("503") && !statuses.contains("500") && !statuses.contains("410"), statuses.toString());
    }

    private List<?> allowed(String role) {
        return ((List<?>) stack.properties(role).get("Policies")).stream()
                .flatMap(policy -> ((List<?>) map(map(policy).get("PolicyDocument")).get("Statement")).stream()).toList();
    }
}
