package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.towline.jira.FromBrowser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@code GET /api/audit?before=}: who did what to the integrations, newest first, for Jira administrators. */
@Path("/api/audit")
@FromBrowser
@RunOnVirtualThread
public class AuditApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance audit(Page page);
    }

    /**
     * @param account Atlassian account id; {@code ""} for the local administrator
     * @param person  address of their page in Jira; {@code ""} for the local administrator
     * @param deed    {@code created}, {@code changed}, {@code paused}, {@code resumed}, {@code new_url}, {@code new_secret}, {@code old_url_stopped},
     *                {@code old_secret_stopped},
     *                {@code topic_confirmed}, {@code deleted}, {@code replayed}, {@code downloaded}, {@code compared},
     *                {@code alerts_set} or {@code alerts_removed}
     * @param subject id of the integration or delivery; {@code ""} for a deed that concerns all
     */
    public record Item(Moment at, String account, String person, String deed, String subject, String named) {}

    /** @param next what to pass as {@code before} for the following page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Item> items, UUID next) {}

    private final Audit audit;
    private final Gate gate;
    private final Texts texts;

    AuditApi(Audit audit, Gate gate, @Spoken Texts texts) {
        this.audit = audit;
        this.gate = gate;
        this.texts = texts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page page(@QueryParam("before") String before) {
        var tenant = gate.administrator().tenant();
        var page = audit.page(tenant.id(), Optional.ofNullable(before).filter(value -> !value.isBlank()).map(this::id));
        var people = tenant.displayUrl() + "/jira/people/";
        return new Page(page.items().stream().map(entry -> new Item(
                new Moment(entry.at()), entry.account(), entry.account().isEmpty() ? "" : people + entry.account(), entry.deed(), entry.subject(), entry.named())).toList(),
                page.next().orElse(null));
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance pageFragment(@QueryParam("before") String before) {
        return Templates.audit(page(before));
    }

    private UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, texts.invalid(), List.of(new Problem.FieldError("before", texts.not_an_id())));
        }
    }
}
