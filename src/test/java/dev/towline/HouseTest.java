package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the plan of the house (ARCHITECTURE.md) against the code. A new arrow is a design decision: change the table here,
 * the one in ARCHITECTURE.md, and say why in the commit.
 */
class HouseTest {

    /** Which room may import which. The order is by level; rooms of one level never import each other. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("activity", Set.of()),
            Map.entry("provider", Set.of("activity")),
            Map.entry("jira", Set.of()),
            Map.entry("queue", Set.of()),
            Map.entry("connect", Set.of("jira")),
            Map.entry("selfhosted", Set.of("jira")),
            Map.entry("integration", Set.of("provider", "jira")),
            Map.entry("index", Set.of("integration", "activity", "jira")),
            Map.entry("intake", Set.of("index", "integration", "provider", "jira", "queue", "activity")),
            Map.entry("devinfo", Set.of("index", "integration", "jira", "activity")),
            Map.entry("realtime", Set.of("index", "integration", "connect", "jira", "queue", "activity")),
            Map.entry("alert", Set.of("intake", "index", "integration", "provider", "jira")),
            Map.entry("web", Set.of("activity", "provider", "jira", "connect", "selfhosted", "integration", "index", "intake", "devinfo", "realtime", "alert")),
            Map.entry("ops", Set.of("activity", "provider", "jira", "connect", "integration", "index", "intake", "devinfo", "realtime", "alert")));

    /** The annotations that say who may call an endpoint. */
    private static final Set<String> VERIFIERS = Set.of("FromAtlassian", "FromJira", "FromBrowser", "FromAdministrator");

    /** Endpoints that anybody may call, each with its reason in its own comment. */
    private static final Set<String> OPEN = Set.of("dev.towline.connect.DescriptorResource", "dev.towline.web.AgentResource", "dev.towline.web.LoginPage", "dev.towline.web.GuidePage");

    private static final int LONGEST_FILE = 300;

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.towline");

    @Test
    void every_room_is_in_the_table_and_the_table_has_no_empty_room() {
        assertEquals(MAY_IMPORT.keySet(), new TreeSet<>(PRODUCT.stream().map(HouseTest::room).filter(room -> !room.isEmpty()).toList()));
    }

    @Test
    void no_room_imports_what_the_table_does_not_allow() {
        var wrong = new TreeSet<String>();
        for (var from : PRODUCT) {
            if (room(from).isEmpty()) {
                continue;
            }
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                var to = room(dependency.getTargetClass().getBaseComponentType());
                if (!to.isEmpty() && !to.equals(room(from)) && !MAY_IMPORT.get(room(from)).contains(to)) {
                    wrong.add(room(from) + " -> " + to + ": " + from.getSimpleName() + " uses " + dependency.getTargetClass().getSimpleName());
                }
            }
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void the_table_itself_has_no_cycle() {
        MAY_IMPORT.keySet().forEach(room -> assertFalse(reaches(room, room), room + " reaches itself"));
    }

    @Test
    void the_pure_rooms_know_no_framework_and_no_clock() {
        var wrong = new TreeSet<String>();
        for (var from : PRODUCT) {
            if (!Set.of("activity", "provider").contains(room(from))) {
                continue;
            }
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getFullName())
                    .filter(name -> Stream.of("io.quarkus", "jakarta.", "java.sql", "java.net.http", "java.nio.file", "java.time.Clock", "io.vertx").anyMatch(name::startsWith))
                    .forEach(name -> wrong.add(from.getSimpleName() + " uses " + name));
        }
        assertEquals(Set.of(), wrong);
    }

    @Test
    void the_index_and_the_pure_rooms_do_not_log() {
        // What passes through them is what people wrote: it never reaches a log.
        assertFalse(PRODUCT.stream()
                .filter(type -> Set.of("activity", "provider").contains(room(type)))
                .anyMatch(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> dependency.getTargetClass().getFullName().startsWith("org.jboss.logging"))));
    }

    @Test
    void every_endpoint_method_is_public_because_quarkus_drops_others_silently() {
        endpoints().forEach(method -> {
            assertTrue(method.getModifiers().contains(JavaModifier.PUBLIC), method.getFullName());
            assertTrue(method.getOwner().getModifiers().contains(JavaModifier.PUBLIC), method.getOwner().getFullName());
        });
        assertTrue(endpoints().count() > 5, "the rule found too few endpoints to be believed");
    }

    @Test
    void every_endpoint_says_who_may_call_it() {
        var silent = new TreeSet<String>();
        endpoints().filter(method -> verifiers(method) != 1 && !OPEN.contains(method.getOwner().getFullName()))
                .forEach(method -> silent.add(method.getFullName()));
        assertEquals(Set.of(), silent);
    }

    @Test
    void no_source_file_is_too_long_to_be_one_idea() throws java.io.IOException {
        var source = java.nio.file.Path.of("src/main/java");
        try (var files = java.nio.file.Files.walk(source)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (var lines = java.nio.file.Files.lines(file)) {
                    assertTrue(lines.count() <= LONGEST_FILE, file + " has more than " + LONGEST_FILE + " lines");
                }
            }
        }
    }

    private Stream<JavaMethod> endpoints() {
        Predicate<JavaAnnotation<?>> isVerb = annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class);
        return PRODUCT.stream().flatMap(type -> type.getMethods().stream()).filter(method -> method.getAnnotations().stream().anyMatch(isVerb));
    }

    private static long verifiers(JavaMethod method) {
        return Stream.concat(method.getAnnotations().stream(), method.getOwner().getAnnotations().stream())
                .map(annotation -> annotation.getRawType().getSimpleName())
                .filter(VERIFIERS::contains)
                .distinct()
                .count();
    }

    /** The first package part below the root; "" for the root itself, generated code and everything that is not ours. */
    private static String room(JavaClass type) {
        var name = type.getPackageName();
        if (!name.startsWith("dev.towline.")) {
            return "";
        }
        return name.substring("dev.towline.".length()).replaceFirst("\\..*", "");
    }

    private static boolean reaches(String from, String to) {
        return MAY_IMPORT.get(from).stream().anyMatch(next -> next.equals(to) || reaches(next, to));
    }
}
