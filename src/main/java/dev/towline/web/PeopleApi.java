package dev.towline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.jira.FromBrowser;
import dev.towline.integration.Identities;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.jira.TenantId;
import dev.towline.jira.Viewer;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Which Atlassian accounts an integration's people are: one by one, or all in a file. For Jira administrators only, because they are personal data. */
@Path("/api/integrations/{id}/people")
@FromBrowser
@RunOnVirtualThread
public class PeopleApi {

    public record Items(List<People.Person> items) {}

    /** How many people a file named. */
    public record Imported(int people) {}

    private final Gate gate;
    private final Integrations integrations;
    private final People people;
    private final Announcements announcements;
    private final Audit audit;
    private final ObjectMapper json;
    private final Texts texts;
    private final PeopleWish wish;

    PeopleApi(Gate gate, Integrations integrations, People people, Announcements announcements, Audit audit, ObjectMapper json, @Spoken Texts texts) {
        this.gate = gate;
        this.integrations = integrations;
        this.people = people;
        this.announcements = announcements;
        this.audit = audit;
        this.json = json;
        this.texts = texts;
        this.wish = new PeopleWish(texts);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Items list(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return new Items(people.all(tenant, known(tenant, id).id()).stream().map(People.Person::of).toList());
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance part(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return AdminPage.Templates.people(people.view(tenant, known(tenant, id)));
    }

    @GET
    @Path("/file")
    @Produces("text/csv")
    public String file(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        var file = new StringBuilder(Csv.write(PeopleWish.HEADER));
        people.all(tenant, known(tenant, id).id()).forEach(identity -> file.append(Csv.write(List.of(identity.gitName(), identity.email(), identity.account()))));
        return file.toString();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void put(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        keep(administrator, id, List.of(Wish.read(request, json, texts).person(wish)));
    }

    /** All or nothing. */
    @POST
    @Path("/file")
    @Consumes("text/csv")
    @Produces(MediaType.APPLICATION_JSON)
    public Imported read(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var read = wish.file(text(request));
        keep(administrator, id, read);
        return new Imported(read.size());
    }

    @DELETE
    public void remove(@RestPath String id, @RestQuery @DefaultValue("") String git) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var integration = known(tenant, id);
        announcements.announce(tenant, integration.id(), () -> Optional.of(git).filter(name -> people.remove(tenant, integration.id(), name))
                        .map(name -> audited(administrator, integration)))
                .orElseThrow(() -> new Problem(404, texts.person_unknown()));
    }

    private void keep(Viewer administrator, String id, List<Identities.Identity> identities) {
        var tenant = administrator.tenant().id();
        var integration = known(tenant, id);
        announcements.announce(tenant, integration.id(), () -> {
            // Thrown, so that nothing of it stays.
            if (!people.keep(tenant, integration.id(), identities)) {
                throw new Problem(400, texts.people_many(Identities.LIMIT));
            }
            return Optional.of(audited(administrator, integration));
        });
    }

    private Integration audited(Viewer administrator, Integration integration) {
        audit.note(administrator, Deed.CHANGED, integration.id().toString(), integration.name());
        return integration;
    }

    private String text(InputStream request) {
        try {
            var bytes = request.readNBytes(PeopleWish.MAX_BYTES + 1);
            if (bytes.length > PeopleWish.MAX_BYTES) {
                throw new Problem(413, texts.too_large());
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Problem(400, texts.people_not_utf8());
        } catch (IOException e) {
            throw new Problem(400, texts.failed());
        }
    }

    private Integration known(TenantId tenant, String id) {
        return id(id).flatMap(integration -> integrations.find(tenant, integration)).orElseThrow(() -> new Problem(404, texts.integration_unknown()));
    }

    private static Optional<IntegrationId> id(String id) {
        try {
            return Optional.of(new IntegrationId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
