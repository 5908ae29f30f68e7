package dev.towline.devinfo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema of an upload, which refuses every property that Jira does not know. */
final class UploadSchema {

    private static final Schema SCHEMA = load();

    private UploadSchema() {}

    static void assertValid(JsonNode body) {
        assertEquals(List.of(), SCHEMA.validate(body).stream().map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList());
    }

    private static Schema load() {
        try (var file = UploadSchema.class.getResourceAsStream("/sandbox/devinfo-bulk.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
