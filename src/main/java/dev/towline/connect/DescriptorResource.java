package dev.towline.connect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.towline.jira.Mode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /atlassian-connect.json}: the template at the top of the repository, with the three settings that a place decides filled in. */
@Path("/atlassian-connect.json")
public class DescriptorResource {

    private final Mode mode;
    private final String descriptor;

    DescriptorResource(Mode mode, App app) {
        this.mode = mode;
        this.descriptor = template()
                .replace("{{towline.base-url}}", quoted(app.baseUrl()))
                .replace("{{towline.app-key}}", quoted(app.key()))
                .replace("{{towline.app-name}}", quoted(app.name()));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String descriptor() {
        if (mode != Mode.CONNECT) {
            throw new NotFoundException();
        }
        return descriptor;
    }

    private static String quoted(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    private static String template() {
        try (var template = DescriptorResource.class.getResourceAsStream("/atlassian-connect.json")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
