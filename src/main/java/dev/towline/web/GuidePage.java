package dev.towline.web;

import dev.towline.intake.Arrivals;
import dev.towline.integration.Guides;
import dev.towline.integration.Integrations;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * {@code GET /guide/{token}}: the steps of one integration for a git administrator who has no access to Jira. Open to anybody who has the link:
 * its token is the proof, and an invented one costs no look into the database. It changes nothing, is never kept by a cache or found by a search
 * engine, and nobody frames it.
 */
@Path("/guide")
@RunOnVirtualThread
public class GuidePage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        /**
         * @param created what the steps name
         * @param url     whether the hook URL is shown
         * @param secret  whether the signing secret is
         */
        static native TemplateInstance guide(String hostScript, IntegrationsApi.Created created, boolean url, boolean secret, Moment expiresAt, CheckList list);

        static native TemplateInstance gone(String hostScript);
    }

    private final Guides guides;
    private final Integrations integrations;
    private final Arrivals arrivals;
    private final CheckTexts texts;

    GuidePage(Guides guides, Integrations integrations, Arrivals arrivals, @Spoken CheckTexts texts) {
        this.guides = guides;
        this.integrations = integrations;
        this.arrivals = arrivals;
        this.texts = texts;
    }

    @GET
    @Path("/{token}")
    @Produces(MediaType.TEXT_HTML)
    public Response guide(@RestPath String token) {
        var page = guides.open(token).map(this::page);
        return Response.status(page.isPresent() ? Response.Status.OK : Response.Status.NOT_FOUND)
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", PageHeaders.ALONE)
                .entity(page.orElseGet(() -> Templates.gone("")))
                .build();
    }

    private TemplateInstance page(Guides.Opened opened) {
        var integration = opened.integration();
        var blank = IntegrationsApi.Created.withoutSecrets(integration, integrations);
        var created = new IntegrationsApi.Created(
                blank.id(), blank.name(), blank.provider(), opened.hookUrl().orElse(blank.hookUrl()), opened.secret().orElse(blank.secret()), blank.state(), blank.scriptsUrl());
        return Templates.guide(
                "", created, opened.hookUrl().isPresent(), opened.secret().isPresent(), new Moment(opened.expiresAt()),
                CheckList.of(integration, arrivals.of(integration), texts));
    }
}
