package dev.towline.intake;

import static dev.towline.intake.CloudFormation.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.Settings;
import dev.towline.jira.Mode;
import dev.towline.ops.RequiredSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CloudFormationTest {

    private static final Pattern IMPORT = Pattern.compile("<import ([^>]+)>");

    private final CloudFormation stack = CloudFormation.read(ApiGateway.TEMPLATE, Map.of("AppUrl", "https://towline.example"));

    CloudFormationTest() throws IOException {}

    @Test
    void every_reference_in_every_template_leads_somewhere() throws IOException {
        var exported = new TreeSet<String>();
        for (var template : templates()) {
            template.section("Outputs").keySet().forEach(name -> {
                if (map(template.get("Outputs", name)).get("Export") instanceof Map<?, ?> export) {
                    exported.add(((String) export.get("Name")).replace("<AWS::StackName>", "towline-hooks"));
                }
            });
        }
        var imported = new TreeSet<String>();
        for (var template : templates()) {
            for (var section : List.of("Resources", "Outputs", "Conditions")) {
                template.section(section).keySet().forEach(name -> {
                    var resolved = template.get(section, name);
                    IMPORT.matcher(String.valueOf(resolved)).results().forEach(found -> imported.add(found.group(1)));
                    if (resolved instanceof Map<?, ?> part && part.containsKey("Condition") && !section.equals("Conditions")) {
                        assertTrue(template.section("Conditions").containsKey(part.get("Condition")), name + " has a condition that is none");
                    }
                });
            }
            template.section("Resources").forEach((name, resource) -> others(map(resource).get("DependsOn"))
                    .forEach(other -> assertTrue(template.section("Resources").containsKey(other), name + " depends on " + other)));
            template.section("Parameters").forEach((name, parameter) -> assertTrue(map(parameter).containsKey("Description"), name + " says what it is"));
            assertTrue(template.section("Resources").size() > 15, "the template was read");
        }
        assertTrue(exported.containsAll(imported) && imported.size() > 6, imported + " of " + exported);
    }

    private static List<?> others(Object dependsOn) {
        return dependsOn instanceof List<?> list ? list : dependsOn == null ? List.of() : List.of(dependsOn);
    }

    private static List<CloudFormation> templates() throws IOException {
        var templates = new ArrayList<CloudFormation>();
        try (var files = Files.list(Path.of("deploy"))) {
            for (var file : files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
                if (Files.readString(file).contains("AWSTemplateFormatVersion")) {
                    templates.add(CloudFormation.read(file, Map.of()));
                }
            }
        }
        assertEquals(3, templates.size());
        return templates;
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

    @Test
    void nobody_may_do_what_is_not_named() throws IOException {
        for (var template : templates()) {
            template.section("Resources").keySet().forEach(name -> statements(template.get("Resources", name)).forEach(statement -> {
                var all = String.valueOf(statement.get("Action"));
                if (statement.get("Effect").equals("Allow") && !name.equals("Key")) {
                    assertTrue(!all.contains("*"), name + ": " + all);
                    assertTrue(!"*".equals(statement.get("Resource")) || all.equals("ecr:GetAuthorizationToken"), name + ": " + statement);
                }
            }));
        }
    }

    /** A policy's statements, wherever it stands in a resource. */
    private static List<Map<String, Object>> statements(Object part) {
        var found = new ArrayList<Map<String, Object>>();
        if (part instanceof List<?> list) {
            list.forEach(each -> found.addAll(statements(each)));
        } else if (part instanceof Map<?, ?> inner) {
            if (inner.containsKey("Effect") && inner.containsKey("Action")) {
                found.add(map(inner));
            }
            inner.values().forEach(each -> found.addAll(statements(each)));
        }
        return found;
    }

    @Test
    void a_node_is_given_what_it_needs_and_nothing_that_it_does_not_read() throws IOException {
        var container = container();
        var given = new HashMap<String, String>();
        entries(container, "Environment").forEach(entry -> given.put((String) entry.get("Name"), String.valueOf(entry.get("Value"))));
        entries(container, "Secrets").forEach(entry -> given.put((String) entry.get("Name"), String.valueOf(entry.get("ValueFrom"))));
        assertEquals(List.of(), RequiredSettings.missing(Mode.CONNECT, given, Set.of()));
        assertTrue(given.keySet().containsAll(List.of("TOWLINE_HOOKS_URL", "TOWLINE_DEAD_QUEUE", "TOWLINE_JIRA_EVENTS_QUEUE", "TOWLINE_BODIES_BUCKET")), given.keySet().toString());
        assertEquals(Set.of(), Settings.unknown(given.keySet()));
        for (var secret : List.of("TOWLINE_SECRET_KEYS", "QUARKUS_DATASOURCE_PASSWORD")) {
            assertTrue(entries(container, "Secrets").stream().anyMatch(entry -> entry.get("Name").equals(secret)), secret + " is no plain text");
        }
    }

    @Test
    void a_node_has_the_time_that_it_takes_to_end_and_writes_nowhere_but_to_tmp() throws IOException {
        var container = container();
        assertEquals(true, container.get("ReadonlyRootFilesystem"));
        assertEquals("[{SourceVolume=tmp, ContainerPath=/tmp}]", container.get("MountPoints").toString());
        // Five seconds of not being ready, five for what is under way, fifteen of the worker.
        assertTrue((Integer) container.get("StopTimeout") > 25);
        var nodes = application().properties("Nodes");
        assertEquals(List.of("9000", "/q/health/ready"), List.of(nodes.get("HealthCheckPort"), nodes.get("HealthCheckPath")));
        assertTrue(application().properties("LoadBalancer").get("LoadBalancerAttributes").toString().contains("{Key=idle_timeout.timeout_seconds, Value=60}"));
        assertTrue(!application().properties("LoadBalancer").toString().contains("access_logs"), "hook tokens stand in paths");
    }

    @Test
    void the_database_is_sealed_kept_and_not_deleted_by_mistake() throws IOException {
        var database = application().properties("Database");
        assertEquals(List.of(true, "true"), List.of(database.get("StorageEncrypted"), database.get("DeletionProtection")));
        assertTrue((Integer) database.get("BackupRetentionPeriod") >= 14, "as long as the queue keeps a message");
        assertEquals("Snapshot", application().get("Resources", "Database", "DeletionPolicy"));
        assertTrue(!database.containsKey("PubliclyAccessible"));
    }

    private static CloudFormation application() throws IOException {
        return CloudFormation.read(Path.of("deploy/towline.yaml"), Map.of());
    }

    private static Map<String, Object> container() throws IOException {
        return map(((List<?>) application().properties("Task").get("ContainerDefinitions")).getFirst());
    }

    private static List<Map<String, Object>> entries(Map<String, Object> container, String name) {
        return ((List<?>) container.get(name)).stream().map(CloudFormation::map).toList();
    }

    private List<?> allowed(String role) {
        return ((List<?>) stack.properties(role).get("Policies")).stream()
                .flatMap(policy -> ((List<?>) map(map(policy).get("PolicyDocument")).get("Statement")).stream()).toList();
    }
}
