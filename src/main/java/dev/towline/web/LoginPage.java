package dev.towline.web;

import dev.towline.jira.Mode;
import dev.towline.selfhosted.Administrator;
import dev.towline.selfhosted.Cookies;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;

/** The way in and out of a self-hosted deployment. Open to anybody: here a person proves to be the administrator. In mode connect there is none. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
public class LoginPage {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        /** @param problem why the last attempt failed, {@code ""} for none */
        static native TemplateInstance login(String hostScript, String problem);
    }

    private final Mode mode;
    private final Administrator administrator;
    private final Texts texts;

    LoginPage(Mode mode, Administrator administrator, @Spoken Texts texts) {
        this.mode = mode;
        this.administrator = administrator;
        this.texts = texts;
    }

    @GET
    public Response home() {
        requireSelfHosted();
        return to("/admin").build();
    }

    @GET
    @Path("/login")
    public Response login() {
        requireSelfHosted();
        return page(200, "").build();
    }

    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response login(@RestForm @DefaultValue("") String password, @Context HttpHeaders headers, @Context HttpServerRequest request) {
        requireSelfHosted();
        if (isFromElsewhere(headers)) {
            return page(403, texts.failed()).build();
        }
        return switch (administrator.login(password, request.remoteAddress().hostAddress())) {
            case Administrator.Login.Done(var session) -> to("/admin").cookie(Cookies.begin(session)).build();
            case Administrator.Login.Wrong() -> page(401, texts.login_wrong()).build();
            case Administrator.Login.Wait(var time) -> page(429, texts.login_wait(seconds(time))).header(HttpHeaders.RETRY_AFTER, seconds(time)).build();
        };
    }

    @POST
    @Path("/logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logout(@RestForm @DefaultValue("") String proof, @Context HttpHeaders headers) {
        requireSelfHosted();
        var session = Cookies.session(headers);
        if (session.isPresent() && !administrator.logout(session.get(), proof)) {
            return page(403, texts.failed()).build();
        }
        return to("/login").cookie(Cookies.end()).build();
    }

    private void requireSelfHosted() {
        if (mode != Mode.SELF_HOSTED) {
            throw new NotFoundException();
        }
    }

    // Nobody else's page may log a person in, to have him work under a stranger's eyes. Browsers say where a form comes from:
    // https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site (2026-11). Origin does not: our pages send no referrer, and then it is null.
    private static boolean isFromElsewhere(HttpHeaders headers) {
        var site = headers.getHeaderString("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin");
    }

    private static Response.ResponseBuilder page(int status, String problem) {
        return Response.status(status).type(MediaType.TEXT_HTML_TYPE).entity(Templates.login("", problem));
    }

    private static Response.ResponseBuilder to(String path) {
        return Response.seeOther(URI.create(path));
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }
}
