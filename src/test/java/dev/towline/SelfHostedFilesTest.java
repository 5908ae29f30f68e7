package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.towline.jira.Mode;
import dev.towline.local.LocalQueue;
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
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** {@code deploy/compose.yaml} and {@code deploy/kubernetes} against the application. No container is started: nothing here could. */
class SelfHostedFilesTest {

    private static final Path COMPOSE = Path.of("deploy/compose.yaml");
    private static final Path KUBERNETES = Path.of("deploy/kubernetes");
    private static final Pattern ASKED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]*}");

    @Test
    void compose_gives_the_application_what_it_needs_and_nothing_that_it_does_not_read() throws IOException {
        var environment = new HashMap<String, String>();
        map(services().get("towline").get("environment")).forEach((name, value) -> environment.put(name, String.valueOf(value)));
        assertEquals(List.of(), RequiredSettings.missing(Mode.SELF_HOSTED, environment, Set.of()));
        assertEquals(Set.of(), Settings.unknown(environment.keySet()));
        assertEquals("self-hosted", environment.get("TOWLINE_MODE"));
    }

    @Test
    void compose_asks_for_what_the_example_explains() throws IOException {
        var asked = new TreeSet<String>();
        ASKED.matcher(Files.readString(COMPOSE)).results().forEach(found -> asked.add(found.group(1)));
        assertEquals(asked, new TreeSet<>(entries(Path.of("deploy/example.env")).keySet()));
        assertTrue(Files.readString(Path.of(".gitignore")).contains("/deploy/.env"), "what is filled in is not committed");
    }

    @Test
    void compose_names_only_what_it_has_and_opens_only_the_application_and_only_to_this_machine() throws IOException {
        var all = map(yaml(COMPOSE).getFirst());
        services().forEach((name, service) -> {
            list(service.getOrDefault("networks", List.of())).forEach(network -> assertTrue(map(all.get("networks")).containsKey(network), name + " in " + network));
            map(service.getOrDefault("depends_on", Map.of())).forEach((other, on) -> {
                var condition = map(on).get("condition");
                assertTrue(map(all.get("services")).containsKey(other), name + " on " + other);
                assertTrue(!"service_healthy".equals(condition) || map(map(all.get("services")).get(other)).containsKey("healthcheck"), other + " says whether it is healthy");
            });
            for (var volume : list(service.getOrDefault("volumes", List.of()))) {
                var source = volume.split(":")[0];
                assertTrue(source.startsWith("./") ? Files.exists(COMPOSE.resolveSibling(source)) : map(all.get("volumes")).containsKey(source), volume);
            }
            assertEquals(name.equals("towline") ? List.of("127.0.0.1:8080:8080", "127.0.0.1:9000:9000") : List.of(), list(service.getOrDefault("ports", List.of())), name);
            assertTrue(name.equals("towline") || !String.valueOf(service.get("image")).matches("[^:]+|.*:latest"), name + " is pinned");
        });
        assertEquals(true, map(map(all.get("networks")).get("inside")).get("internal"));
        var towline = services().get("towline");
        assertEquals(List.of(true, List.of("/tmp:exec,mode=1777,size=256m"), List.of("ALL")), List.of(towline.get("read_only"), towline.get("tmpfs"), towline.get("cap_drop")));
    }

    @Test
    @Timeout(120)
    void the_queue_s_configuration_makes_the_queues_and_keeps_what_was_confirmed(@TempDir Path folder) throws Exception {
        var port = LocalQueue.freePort();
        var config = ConfigFactory.parseFile(Path.of("deploy/elasticmq.conf").toFile());
        assertEquals("jdbc:h2:/data/messages;WRITE_DELAY=0", config.getString("messages-storage.uri"));
        var here = config
                .withValue("rest-sqs.bind-port", ConfigValueFactory.fromAnyRef(port))
                .withValue("rest-sqs.bind-hostname", ConfigValueFactory.fromAnyRef("127.0.0.1"))
                .withValue("node-address.port", ConfigValueFactory.fromAnyRef(port))
                .withValue("node-address.host", ConfigValueFactory.fromAnyRef("127.0.0.1"))
                .withValue("messages-storage.uri", ConfigValueFactory.fromAnyRef("jdbc:h2:" + folder.resolve("messages") + ";WRITE_DELAY=0"));
        try (var sqs = SqsAsyncClient.builder().region(Region.US_EAST_1).endpointOverride(java.net.URI.create("http://127.0.0.1:" + port))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none"))).build()) {
            for (var round = 0; round < 2; round++) {
                var stop = new ElasticMQServer(new ElasticMQServerConfig(here)).start();
                try {
                    var url = sqs.getQueueUrl(request -> request.queueName("towline-deliveries")).join().queueUrl();
                    sqs.getQueueUrl(request -> request.queueName("towline-deliveries-dead")).join();
                    if (round == 0) {
                        sqs.sendMessage(request -> request.queueUrl(url).messageBody("kept")).join();
                    } else {
                        // It serves before kept messages have come back, and a wait that has begun does not see them come.
                        var kept = List.<Message>of();
                        while (kept.isEmpty()) {
                            kept = sqs.receiveMessage(request -> request.queueUrl(url)).join().messages();
                        }
                        assertEquals("kept", kept.getFirst().body());
                    }
                } finally {
                    stop.apply();
                }
            }
        }
    }

    @Test
    void every_manifest_is_part_of_the_whole_and_is_in_its_own_file() throws IOException {
        var resources = list(map(yaml(KUBERNETES.resolve("kustomization.yaml")).getFirst()).get("resources"));
        try (var files = Files.list(KUBERNETES)) {
            assertEquals(new TreeSet<>(resources), new TreeSet<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml")).toList()));
        }
        for (var resource : resources) {
            for (var manifest : yaml(KUBERNETES.resolve(resource))) {
                var fields = map(manifest);
                assertTrue(fields.keySet().containsAll(List.of("apiVersion", "kind", "metadata", "spec")), resource);
                assertTrue(manifest.toString().contains("{app.kubernetes.io/name=towline}"), resource + " is about the nodes");
            }
        }
    }

    @Test
    void a_pod_is_given_what_it_needs_and_nothing_that_it_does_not_read() throws IOException {
        var kustomization = map(yaml(KUBERNETES.resolve("kustomization.yaml")).getFirst());
        var settings = map(((List<?>) kustomization.get("configMapGenerator")).getFirst());
        assertEquals("[settings.env]", settings.get("envs").toString());
        var given = new HashMap<>(entries(KUBERNETES.resolve("settings.env")));
        given.putAll(entries(KUBERNETES.resolve("secret.example.env")));
        // What is left open in the example is for its reader to fill in.
        given.replaceAll((name, value) -> value.isEmpty() ? "to be filled in" : value);
        assertEquals(List.of(), RequiredSettings.missing(Mode.SELF_HOSTED, given, Set.of()));
        assertEquals(Set.of(), Settings.unknown(given.keySet()));
        assertEquals("[{configMapRef={name=towline}}, {secretRef={name=towline}}]", container().get("envFrom").toString());
    }

    @Test
    void a_pod_is_asked_where_the_application_answers_and_has_the_time_that_it_takes_to_end() throws IOException {
        var ports = ((List<?>) container().get("ports")).toString();
        assertEquals("[{name=http, containerPort=8080}, {name=management, containerPort=9000}]", ports);
        for (var probe : Map.of("startupProbe", "started", "readinessProbe", "ready", "livenessProbe", "live").entrySet()) {
            assertEquals("{path=/q/health/" + probe.getValue() + ", port=management}", map(container().get(probe.getKey())).get("httpGet").toString());
        }
        assertTrue((Integer) pod().get("terminationGracePeriodSeconds") > 25);
        assertEquals(List.of(true, "{type=RuntimeDefault}"), List.of(map(pod().get("securityContext")).get("runAsNonRoot"), map(pod().get("securityContext")).get("seccompProfile").toString()));
        assertEquals("{readOnlyRootFilesystem=true, allowPrivilegeEscalation=false, capabilities={drop=[ALL]}}", container().get("securityContext").toString());
        assertEquals("[{name=tmp, mountPath=/tmp}]", container().get("volumeMounts").toString());
    }

    private static Map<String, Object> pod() throws IOException {
        return map(map(map(map(yaml(KUBERNETES.resolve("deployment.yaml")).getFirst()).get("spec")).get("template")).get("spec"));
    }

    private static Map<String, Object> container() throws IOException {
        return map(((List<?>) pod().get("containers")).getFirst());
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        var services = new HashMap<String, Map<String, Object>>();
        map(map(yaml(COMPOSE).getFirst()).get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    private static Map<String, String> entries(Path file) throws IOException {
        var entries = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return entries;
    }

    private static List<Object> yaml(Path file) throws IOException {
        var documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(Files.readString(file)).forEach(documents::add);
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Object value) {
        return (List<String>) value;
    }
}
