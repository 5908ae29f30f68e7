package dev.towline;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An HTTP endpoint of the product, read from its code: tests that go over all of them cannot forget a new one.
 *
 * @param path     with its parameters in braces
 * @param guard    simple name of the annotation that says who may call it; {@code ""} when anybody may
 * @param consumes the content type that it reads
 */
public record Endpoint(String method, String path, String guard, String consumes) {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> GUARDS = List.of("FromAtlassian", "FromJira", "FromBrowser", "FromAdministrator");

    /** Those that speak JSON and HTML at one address are one. */
    public static List<Endpoint> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("dev.towline").stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> verb(method).map(verb -> new Endpoint(verb, path(method), guard(method), consumes(method))).stream())
                .distinct().sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
    }

    /** The path with every parameter replaced. */
    public String at(String parameter) {
        return path.replaceAll("\\{[^}]*}", parameter);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static Optional<String> verb(JavaMethod method) {
        return METHODS.stream().filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb)).findFirst();
    }

    private static String path(JavaMethod method) {
        var path = (value(method.getOwner()) + "/" + value(method)).replaceAll("/{2,}", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String value(HasAnnotations<?> place) {
        return annotation(place, "Path").map(it -> (String) it).orElse("");
    }

    private static String consumes(JavaMethod method) {
        return annotation(method, "Consumes").map(it -> ((Object[]) it)[0].toString()).orElse("application/json");
    }

    private static Optional<Object> annotation(HasAnnotations<?> place, String name) {
        return place.getAnnotations().stream().filter(it -> it.getRawType().getName().equals("jakarta.ws.rs." + name))
                .map(JavaAnnotation::getProperties).map(it -> it.get("value")).findFirst();
    }

    private static String guard(JavaMethod method) {
        return Stream.of(method, method.getOwner()).flatMap(place -> ((HasAnnotations<?>) place).getAnnotations().stream())
                .map(it -> it.getRawType().getSimpleName()).filter(GUARDS::contains).findFirst().orElse("");
    }
}
