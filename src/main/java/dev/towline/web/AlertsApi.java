package dev.towline.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.alert.Alerts;
import dev.towline.jira.FromBrowser;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;

/** {@code /api/alerts}: where a site is told of trouble with its integrations. The address itself is never answered. */
@Path("/api/alerts")
@FromBrowser
@RunOnVirtualThread
public class AlertsApi {

    /** @param said in words */
    public record Tested(boolean taken, String said) {}

    private final Gate gate;
    private final Alerts alerts;
    private final Audit audit;
    private final ObjectMapper json;
    private final Texts texts;
    private final HealthTexts words;

    AlertsApi(Gate gate, Alerts alerts, Audit audit, ObjectMapper json, @Spoken Texts texts, @Spoken HealthTexts words) {
        this.gate = gate;
        this.alerts = alerts;
        this.audit = audit;
        this.json = json;
        this.texts = texts;
        this.words = words;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void set(InputStream request) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        switch (alerts.set(tenant, Wish.read(request, json, texts).url(), texts.lang())) {
            case SET -> audit.note(administrator, Deed.ALERTS_SET, "", alerts.state(tenant).map(Alerts.State::host).orElse(""));
            case NO_ADDRESS -> throw wrong(words.alerts_no_address());
            case NOT_HTTPS -> throw wrong(words.alerts_not_https());
            case UNKNOWN_HOST -> throw wrong(words.alerts_unknown_host());
            case WITHIN -> throw wrong(words.alerts_within());
        }
    }

    @DELETE
    public void remove() {
        var administrator = gate.administrator();
        if (!alerts.remove(administrator.tenant().id())) {
            throw new Problem(404, words.alerts_none());
        }
        audit.note(administrator, Deed.ALERTS_REMOVED, "", "");
    }

    @POST
    @Path("/test")
    @Produces(MediaType.APPLICATION_JSON)
    public Tested test() {
        var posted = alerts.test(gate.administrator().tenant()).orElseThrow(() -> new Problem(404, words.alerts_none()));
        return switch (posted.answer()) {
            case TAKEN -> new Tested(true, words.alerts_taken());
            case TURNED_AWAY -> new Tested(false, words.alerts_turned_away(posted.status()));
            case SILENT -> new Tested(false, words.alerts_silent());
            case UNKNOWN_HOST -> new Tested(false, words.alerts_unknown_host());
            case WITHIN -> new Tested(false, words.alerts_within());
        };
    }

    private Problem wrong(String message) {
        return new Problem(400, texts.invalid(), List.of(new Problem.FieldError("url", message)));
    }
}
