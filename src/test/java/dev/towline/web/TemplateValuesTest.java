package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That a native image can read whatever a template can reach. */
class TemplateValuesTest {

    @Test
    void every_type_that_a_template_can_reach_is_declared_and_no_other() throws IOException {
        var reached = new TreeSet<String>();
        templates()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .flatMap(method -> Arrays.stream(method.getGenericParameterTypes()))
                .forEach(type -> reach(type, reached));
        assertFalse(reached.isEmpty());
        var declared = Arrays.stream(TemplateValues.class.getAnnotation(RegisterForReflection.class).targets()).map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", reached), String.join("\n", declared));
    }

    private static Stream<Class<?>> templates() throws IOException {
        try (var files = Files.list(Path.of("target/classes/dev/towline/web"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("$Templates.class")).sorted().toList().stream()
                    .map(name -> "dev.towline.web." + name.substring(0, name.length() - ".class".length())).map(TemplateValuesTest::named);
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void reach(Type type, Set<String> reached) {
        switch (type) {
            case Class<?> plain when plain.isArray() -> reach(plain.componentType(), reached);
            case Class<?> plain when plain.getName().startsWith("dev.towline.") && reached.add(plain.getName()) -> {
                Arrays.stream(plain.getMethods()).filter(method -> method.getDeclaringClass().getName().startsWith("dev.towline.") && !Modifier.isStatic(method.getModifiers()))
                        .forEach(method -> reach(method.getGenericReturnType(), reached));
                if (plain.isSealed()) {
                    Arrays.stream(plain.getPermittedSubclasses()).forEach(sub -> reach(sub, reached));
                }
            }
            case ParameterizedType generic -> {
                reach(generic.getRawType(), reached);
                Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> reach(argument, reached));
            }
            case GenericArrayType array -> reach(array.getGenericComponentType(), reached);
            case WildcardType wildcard -> Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> reach(bound, reached));
            default -> { }
        }
    }
}
