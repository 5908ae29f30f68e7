package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image has to be told about our code, which no other test notices: an executable that lacks it builds, and fails when it runs. */
class NativeImageTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern BY_NAME = Pattern.compile("getResource(?:AsStream)?\\(\"/([^\"]+)\"");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.towline");

    @Test
    void every_file_that_the_code_reads_by_name_is_declared() throws IOException {
        var globs = Stream.of(setting("quarkus.native.resources.includes").split(",")).map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob)).toList();
        var read = new ArrayList<String>();
        for (var source : sources()) {
            var text = Files.readString(source);
            assertEquals(text.split("getResource", -1).length, BY_NAME.matcher(text).results().count() + 1, () -> "this test cannot tell what is read in " + source);
            BY_NAME.matcher(text).results().forEach(match -> read.add(match.group(1)));
        }
        assertTrue(read.size() >= 3, "the search is blind");
        for (var name : read) {
            for (var file : files(name)) {
                assertTrue(globs.stream().anyMatch(glob -> glob.matches(Path.of(file))), file);
            }
        }
    }

    @Test
    void every_class_with_randomness_of_its_own_is_initialised_at_the_start_and_never_while_the_image_is_built() throws IOException {
        var holders = PRODUCT.stream()
                .filter(type -> type.getFields().stream().anyMatch(field -> field.getModifiers().contains(JavaModifier.STATIC) && field.getRawType().isAssignableTo(Random.class)))
                .map(JavaClass::getName).collect(Collectors.toCollection(TreeSet::new));
        var declared = Stream.of(setting("quarkus.native.additional-build-args").split(","))
                .map(argument -> argument.replaceFirst("^--initialize-at-run-time=", "")).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(holders, declared);
    }

    // Else it is made while the image is built, with the settings of that machine: an executable for Connect only, whatever TOWLINE_MODE says.
    @Test
    void regression_what_quarkus_makes_at_build_time_gets_its_parts_at_the_start() {
        var early = PRODUCT.stream().filter(type -> type.isAnnotatedWith(Provider.class)).toList();
        assertTrue(early.size() >= 7, "the search is blind");
        assertEquals(List.of(), early.stream()
                .filter(type -> !type.isAnnotatedWith(ApplicationScoped.class) && type.getConstructors().stream().anyMatch(made -> !made.getRawParameterTypes().isEmpty()))
                .map(JavaClass::getName).toList());
    }

    private static Set<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
        }
    }

    /** A name that ends with a slash is a folder, of which any file may be read. */
    private static List<String> files(String name) throws IOException {
        if (!name.endsWith("/")) {
            return List.of(name);
        }
        try (var files = Files.walk(RESOURCES.resolve(name))) {
            return files.filter(Files::isRegularFile).map(file -> RESOURCES.relativize(file).toString()).toList();
        }
    }

    private static String setting(String name) throws IOException {
        var settings = new Properties();
        try (var file = Files.newBufferedReader(RESOURCES.resolve("application.properties"))) {
            settings.load(file);
        }
        return settings.getProperty(name);
    }
}
