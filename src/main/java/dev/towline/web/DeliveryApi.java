package dev.towline.web;

import dev.towline.jira.FromBrowser;
import dev.towline.devinfo.Uploads;
import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.activity.IssueKey;
import dev.towline.intake.Deliveries;
import dev.towline.intake.DeliveryId;
import dev.towline.intake.Replays;
import dev.towline.jira.TenantId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /api/deliveries/{id}}: what one delivery changed and what Jira said to it, one more try, and its content while it is in quarantine. */
@Path("/api/deliveries/{id}")
@FromBrowser
@RunOnVirtualThread
public class DeliveryApi {

    @CheckedTemplate(basePath = "AdminPage")
    static class Templates {

        private Templates() {}

        static native TemplateInstance delivery(DeliveryView view);
    }

    private final Deliveries deliveries;
    private final Replays replays;
    private final Audit audit;
    private final Gate gate;
    private final DataSource database;
    private final Texts texts;

    DeliveryApi(Deliveries deliveries, Replays replays, Audit audit, Gate gate, DataSource database, @Spoken Texts texts) {
        this.deliveries = deliveries;
        this.replays = replays;
        this.audit = audit;
        this.gate = gate;
        this.database = database;
        this.texts = texts;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public DeliveryView one(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return view(tenant, deliveries.find(tenant, known(id)).orElseThrow(this::unknown));
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance oneFragment(@RestPath String id) {
        return Templates.delivery(one(id));
    }

    /** Tries a delivery in quarantine again: 202, and its outcome is {@code waiting} until the worker has handled it. */
    @POST
    @Path("/replay")
    public RestResponse<Void> replay(@RestPath String id) {
        var viewer = gate.administrator();
        var delivery = known(id);
        return switch (replays.replay(viewer.tenant().id(), delivery)) {
            case QUEUED -> {
                note(viewer.tenant().id(), delivery, Deed.REPLAYED);
                yield RestResponse.accepted();
            }
            case UNKNOWN -> throw unknown();
            case NOT_KEPT -> throw new Problem(409, texts.delivery_not_kept());
            case UNAVAILABLE -> throw new Problem(503, texts.failed());
        };
    }

    /** The body of a delivery in quarantine, as the git server sent it. That it was fetched is written down first. */
    @GET
    @Path("/content")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public RestResponse<byte[]> content(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        var delivery = known(id);
        var content = replays.content(tenant, delivery).orElseThrow(() -> new Problem(404, texts.delivery_not_kept()));
        note(tenant, delivery, Deed.DOWNLOADED);
        return RestResponse.ResponseBuilder.ok(content, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"delivery-" + delivery + ".txt\"").build();
    }

    private void note(TenantId tenant, DeliveryId delivery, Deed deed) {
        audit.note(gate.administrator(), deed, delivery.toString(), deliveries.find(tenant, delivery).map(Deliveries.Entry::repository).orElse(""));
    }

    private DeliveryView view(TenantId tenant, Deliveries.Entry entry) {
        var item = DeliveriesApi.Item.of(entry);
        var size = DeliveryView.Size.of(entry);
        if (entry.changes().isEmpty()) {
            return new DeliveryView(item, size, List.of(), 0, false, entry.kept());
        }
        var span = entry.changes().get();
        // The last one only says that the delivery was handled.
        var count = (int) (span.last() - span.first());
        try (var connection = database.getConnection()) {
            var changes = ChangeLog.after(connection, tenant, span.first() - 1, Math.min(count, DeliveryView.SHOWN));
            var recorded = changes.isEmpty() ? count == 0 : changes.getFirst().position() == span.first();
            return new DeliveryView(item, size, recorded ? changed(connection, tenant, changes) : List.of(), Math.max(0, count - DeliveryView.SHOWN), recorded, entry.kept());
        } catch (SQLException e) {
            throw new IllegalStateException("the changes of a delivery could not be read", e);
        }
    }

    private static List<DeliveryView.Changed> changed(Connection connection, TenantId tenant, List<Change> changes) throws SQLException {
        var changed = new ArrayList<DeliveryView.Changed>();
        for (var change : changes) {
            var kind = change.kind().name().toLowerCase(Locale.ROOT);
            var keys = change.issueKeys().stream().map(IssueKey::value).toList();
            var answer = Uploads.answer(connection, tenant, change.integration(), change.repository(), kind, change.entity());
            // A repository is told with its entities, and by itself Jira is told nothing of it.
            var untold = change.kind() == Change.Kind.REPOSITORY || change.kind() == Change.Kind.TAG ? "not_sent" : "none";
            var id = change.kind() == Change.Kind.REPOSITORY ? change.repository() : change.entity();
            changed.add(answer
                    .map(said -> new DeliveryView.Changed(kind, id, keys, said.outcome(), said.message()))
                    .orElseGet(() -> new DeliveryView.Changed(kind, id, keys, untold, "")));
        }
        return changed;
    }

    private DeliveryId known(String id) {
        try {
            return new DeliveryId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private Problem unknown() {
        return new Problem(404, texts.delivery_unknown());
    }
}
