package dev.towline.realtime;

import dev.towline.connect.FromJira;
import dev.towline.jira.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * {@code POST /jira/events}: what a Jira site tells of itself. The event's name stands in the address, as our descriptor asks for: Jira
 * signs the address and never the body. So a body is believed only as far as it does no harm: it says which of the site's own things
 * changed, and whoever follows one asks Jira how it is now.
 *
 * <p>Answers 204 once the queue has it, and 503 when it has not: Jira tries again five times, five to fifteen minutes apart, under the same
 * identifier (https://developer.atlassian.com/cloud/jira/platform/webhooks/, 2026-11). 400 for what is no webhook, which Jira does not repeat.
 */
@Path("/jira/events")
@FromJira
@RunOnVirtualThread
public class JiraEvents {

    private static final Logger LOG = Logger.getLogger(JiraEvents.class);

    private static final int RETRY_SECONDS = 30;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private final Caller caller;
    private final WebhookQueue queue;

    JiraEvents(Caller caller, WebhookQueue queue) {
        this.caller = caller;
        this.queue = queue;
    }

    @POST
    public Response told(@QueryParam("event") String event, @HeaderParam("X-Atlassian-Webhook-Identifier") String identifier, InputStream body) {
        if (event == null || !JiraEventNames.isKnown(event)) {
            return Response.noContent().build();
        }
        var tenant = caller.viewer().tenant().id();
        try {
            queue.put(WebhookBody.read(tenant, identifier != null && IDENTIFIER.matcher(identifier).matches() ? identifier : "", event, body));
            return Response.noContent().build();
        } catch (WebhookBody.Unreadable | IOException unreadable) {
            LOG.warnf("jira event not read: tenant=%s event=%s %s", tenant, event, unreadable instanceof IOException ? "the body broke off" : unreadable.getMessage());
            return problem(400, "This is no webhook of Jira's").build();
        } catch (WebhookQueue.Unavailable trouble) {
            LOG.warnf("jira event not queued: tenant=%s event=%s, Jira will repeat it: %s", tenant, event, trouble.getMessage());
            return problem(503, "The event could not be stored").header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
        }
    }

    private static Response.ResponseBuilder problem(int status, String title) {
        return Response.status(status).type("application/problem+json").entity(Map.of("status", status, "title", title));
    }
}
