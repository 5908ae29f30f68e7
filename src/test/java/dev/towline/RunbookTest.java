package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.SecretKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docs/runbook.md} beside what it tells of. Its SQL is run by {@code LeavingIT}, its comparison by {@code DevinfoIT}. */
class RunbookTest {

    private static final Pattern JOB = Pattern.compile("(?s)@Scheduled\\(.*?\\bvoid ([a-zA-Z]+)\\(\\)");
    private static final Pattern ALARM = Pattern.compile("(?m)^  ([A-Za-z]+):\n    Type: AWS::CloudWatch::Alarm$");
    private static final Pattern MAKES_A_KEY = Pattern.compile("echo \"k[0-9]:\\$\\(openssl [^)]*\\)\"");
    private static final Pattern TOLD = Pattern.compile("`(?:([a-z]+\\.[A-Z][A-Za-z]+))?#([a-zA-Z]+)`");

    @Test
    void each_alert_leads_to_its_own_lines_and_each_of_those_has_its_alert() throws IOException {
        var headings = new TreeSet<String>();
        Files.readString(Path.of("docs/runbook.md")).lines().filter(line -> line.startsWith("### Towline")).forEach(line -> headings.add(line.substring(4)));
        var alerts = new TreeSet<String>();
        for (var group : list(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of("deploy/prometheus/alerts.yaml")))).get("groups"))) {
            for (var rule : list(map(group).get("rules"))) {
                var name = (String) map(rule).get("alert");
                alerts.add(name);
                assertEquals("docs/runbook.md#" + name.toLowerCase(Locale.ROOT), map(map(rule).get("annotations")).get("runbook"));
                assertTrue(List.of("page", "ticket").contains(map(map(rule).get("labels")).get("severity")), name);
                assertTrue(((String) map(rule).get("expr")).contains("towline_") || name.equals("TowlineErrors"), name);
            }
        }
        assertEquals(alerts, headings);
        assertTrue(alerts.size() > 15);
    }

    @Test
    void each_alarm_of_the_stacks_is_in_it() throws IOException {
        var alarms = new TreeSet<String>();
        for (var stack : List.of("deploy/api-gateway.yaml", "deploy/towline.yaml")) {
            ALARM.matcher(Files.readString(Path.of(stack))).results().forEach(found -> alarms.add(found.group(1)));
        }
        var runbook = Files.readString(Path.of("docs/runbook.md"));
        assertEquals(List.of(), alarms.stream().filter(alarm -> !runbook.contains("`" + alarm + "`")).toList());
        assertEquals(7, alarms.size());
    }

    @Test
    void the_command_that_makes_a_key_makes_one() throws Exception {
        var commands = 0;
        for (var file : List.of("docs/runbook.md", "deploy/example.env")) {
            for (var found : MAKES_A_KEY.matcher(Files.readString(Path.of(file))).results().toList()) {
                commands++;
                var shell = new ProcessBuilder("sh", "-c", found.group()).start();
                new SecretKeys(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            }
        }
        assertEquals(2, commands);
    }

    @Test
    void the_dashboard_can_be_read_and_each_panel_asks_for_something() throws IOException {
        var dashboard = new ObjectMapper().readTree(Path.of("deploy/grafana/towline.json").toFile());
        var ids = new TreeSet<Integer>();
        dashboard.get("panels").forEach(panel -> {
            assertTrue(ids.add(panel.get("id").asInt()), "an id of its own");
            assertTrue(panel.get("type").asText().equals("row") || !panel.get("targets").isEmpty(), panel.get("title").asText());
        });
        assertTrue(ids.size() > 15);
    }

    @Test
    void every_job_is_in_the_table_of_what_makes_it_run_once() throws IOException {
        var jobs = new TreeSet<String>();
        try (var sources = Files.walk(Path.of("src/main/java/dev/towline"))) {
            for (var source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                var name = source.getParent().getFileName() + "." + source.getFileName().toString().replace(".java", "");
                JOB.matcher(Files.readString(source)).results().forEach(job -> jobs.add(name + "#" + job.group(1)));
            }
        }
        var told = new TreeSet<String>();
        var before = new String[1];
        TOLD.matcher(Files.readString(Path.of("docs/runbook.md"))).results().forEach(found -> {
            before[0] = found.group(1) == null ? before[0] : found.group(1);
            told.add(before[0] + "#" + found.group(2));
        });
        assertEquals(jobs, told);
        assertTrue(jobs.size() > 15);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
