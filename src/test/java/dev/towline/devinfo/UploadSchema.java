package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schemas of uploads, which refuse every property that Jira does not know. */
final class UploadSchema {

    /** Where the same are kept beside this project, by somebody else. */
    static final Path BESIDE = Path.of("../shared/data/jira");

    private static final Map<String, Schema> SCHEMAS = Stream.of("devinfo", "builds", "deployments").collect(Collectors.toMap(name -> name, UploadSchema::ours));

    private UploadSchema() {}

    static void assertValid(JsonNode body) {
        assertValid(SCHEMAS.get(name(body)), body);
    }

    /** By the schemas beside this project, which have to be there. */
    static void assertValidBeside(JsonNode body) {
        try (var file = Files.newInputStream(BESIDE.resolve(name(body) + "-bulk.schema.json"))) {
            assertValid(read(file), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertValid(Schema schema, JsonNode body) {
        assertEquals(List.of(), schema.validate(body).stream().map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList());
    }

    private static String name(JsonNode body) {
        return body.has("repositories") ? "devinfo" : body.has("builds") ? "builds" : "deployments";
    }

    private static Schema ours(String name) {
        try (var file = UploadSchema.class.getResourceAsStream("/sandbox/" + name + "-bulk.schema.json")) {
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema read(InputStream file) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(file);
    }
}
