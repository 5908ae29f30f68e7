package dev.towline.web;

import dev.towline.devinfo.Reconciliation;
import dev.towline.jira.FromBrowser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.ResponseStatus;

/** {@code /api/reconciliation}: an administrator has Jira compared with the index, and sees what came of it. */
@Path("/api/reconciliation")
@FromBrowser
@RunOnVirtualThread
public class ReconciliationApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance comparison(ComparisonView comparison);
    }

    private final Gate gate;
    private final Overview overview;
    private final Audit audit;
    private final DataSource database;
    private final Clock clock;
    private final TraceTexts texts;

    ReconciliationApi(Gate gate, Overview overview, Audit audit, DataSource database, Clock clock, @Spoken TraceTexts texts) {
        this.gate = gate;
        this.overview = overview;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
        this.texts = texts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public ComparisonView state() {
        return overview.comparison(gate.administrator().tenant().id());
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance stateFragment() {
        return Templates.comparison(state());
    }

    /** Begins one; 409 while one runs. */
    @POST
    @ResponseStatus(202)
    @Produces(MediaType.APPLICATION_JSON)
    public ComparisonView begin() {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var begun = QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection()) {
                if (!Reconciliation.begin(connection, tenant, clock.instant())) {
                    return false;
                }
            }
            audit.note(administrator, Deed.COMPARED, "", "");
            return true;
        });
        if (!begun) {
            throw new Problem(409, texts.comparison_runs());
        }
        return overview.comparison(tenant);
    }
}
