package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.towline.alert.Alerts;
import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.Integrations;
import dev.towline.intake.Erasure;
import dev.towline.jira.FromBrowser;
import dev.towline.jira.Viewer;
import dev.towline.provider.Provider;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What administrators do with integrations. Each call asks Jira again whether the caller is one. Secrets are answered
 * once, when they are made. To {@code Accept: text/html} the answer is the part of the page that shows the same.
 */
@Path("/api/integrations")
@FromBrowser
@RunOnVirtualThread
public class IntegrationsApi {

    public record Items(List<IntegrationView> items) {}

    /** @param scriptsUrl where the page fetches our scripts */
    public record Created(String id, String name, String provider, String hookUrl, String secret, String state, @JsonIgnore String scriptsUrl) {

        /** The same of one whose secrets were shown before: words in capitals stand in their places. */
        static Created withoutSecrets(Integration integration, Integrations integrations) {
            return new Created(
                    integration.id().toString(), integration.name(), integration.provider().code(), integrations.hookUrlOf("HOOK-TOKEN"), "SIGNING-SECRET",
                    IntegrationView.word(integration.state()), integrations.scriptsUrl());
        }

        public Recipe recipe() {
            return Recipe.of(Provider.ofCode(provider).orElseThrow(), scriptsUrl, hookUrl, secret);
        }

        public AbilitiesView abilities() {
            return AbilitiesView.of(Provider.ofCode(provider).orElseThrow());
        }

        /** Of one to which nothing was sent yet. */
        public CheckList nothing(CheckTexts texts) {
            return CheckList.of(id, Provider.ofCode(provider).orElseThrow(), false, List.of(), texts);
        }

        public Setup setup() {
            return Setup.of(provider);
        }

        public ShellCommands commands() {
            return new ShellCommands(hookUrl, secret);
        }

        public Scripts scripts() {
            return new Scripts(scriptsUrl);
        }
    }

    /** The new value, shown once. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Rotated(String hookUrl, String secret) {

        public ShellCommands commands() {
            return new ShellCommands(hookUrl, secret);
        }
    }

    private final Gate gate;
    private final Integrations integrations;
    private final Overview overview;
    private final EnvironmentRules environments;
    private final Erasure erasure;
    private final Alerts alerts;
    private final Announcements announcements;
    private final Audit audit;
    private final ObjectMapper json;
    private final Edits edits;
    private final Texts texts;
    private final ManageTexts words;
    private final CheckTexts checks;

    IntegrationsApi(
            Gate gate, Integrations integrations, Overview overview, EnvironmentRules environments, Erasure erasure, Alerts alerts, Announcements announcements, Audit audit,
            ObjectMapper json, Edits edits, @Spoken Texts texts, @Spoken ManageTexts words, @Spoken CheckTexts checks) {
        this.gate = gate;
        this.integrations = integrations;
        this.overview = overview;
        this.environments = environments;
        this.erasure = erasure;
        this.alerts = alerts;
        this.announcements = announcements;
        this.audit = audit;
        this.json = json;
        this.edits = edits;
        this.texts = texts;
        this.words = words;
        this.checks = checks;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Items list() {
        var tenant = gate.administrator().tenant().id();
        return new Items(overview.all(tenant));
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance listFragment() {
        var tenant = gate.administrator().tenant().id();
        return AdminPage.Templates.integrations(overview.all(tenant), overview.trouble(tenant), overview.refused(tenant));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<Created> create(InputStream request) {
        return RestResponse.status(RestResponse.Status.CREATED, made(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.TEXT_HTML)
    public RestResponse<TemplateInstance> createFragment(InputStream request) {
        return RestResponse.status(RestResponse.Status.CREATED, created(made(request)));
    }

    private TemplateInstance created(Created created) {
        return AdminPage.Templates.created(created, created.nothing(checks), List.of());
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public IntegrationView one(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return overview.one(tenant, known(id)).orElseThrow(this::unknown);
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public IntegrationView change(@RestPath String id, InputStream request) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var wish = Wish.read(request, json, texts);
        var change = wish.change(words);
        var integration = known(id);
        return announcements.announce(tenant, integration, () -> {
            integrations.find(tenant, integration).ifPresent(now -> edits.check(now, wish.edition(), change));
            return integrations.change(tenant, integration, change).map(changed -> {
                wish.environments().ifPresent(rule -> environments.keep(tenant, integration, rule));
                return audited(administrator, deed(change), changed);
            });
        }).map(changed -> overview.of(tenant, changed)).orElseThrow(this::unknown);
    }

    /** The form for the rule, with what it makes of the environments that are known. */
    @GET
    @Path("/{id}/environments")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance environments(@RestPath String id) {
        var tenant = gate.administrator().tenant().id();
        return integrations.find(tenant, known(id)).map(integration -> AdminPage.Templates.environments(environments.view(tenant, integration))).orElseThrow(this::unknown);
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath String id) {
        var administrator = gate.administrator();
        var tenant = administrator.tenant().id();
        var integration = integrations.find(tenant, known(id)).orElseThrow(this::unknown);
        Runnable withIt = () -> {
            alerts.forget(tenant, integration.id());
            audited(administrator, Deed.DELETED, integration);
        };
        if (!erasure.erase(tenant, integration.id(), withIt)) {
            throw unknown();
        }
    }

    private Created made(InputStream request) {
        var administrator = gate.administrator();
        var wish = Wish.read(request, json, texts).creation();
        var tenant = administrator.tenant().id();
        var created = announcements.announce(
                tenant, () -> {
                    var made = integrations.create(tenant, administrator.accountId(), wish.name(), wish.provider());
                    audited(administrator, Deed.CREATED, made.integration());
                    return Optional.of(made);
                },
                made -> made.integration().id()).orElseThrow();
        var integration = created.integration();
        return new Created(
                integration.id().toString(), integration.name(), integration.provider().code(), created.hookUrl(), created.secret(),
                IntegrationView.word(integration.state()), integrations.scriptsUrl());
    }

    private Integration audited(Viewer administrator, Deed deed, Integration integration) {
        audit.note(administrator, deed, integration.id().toString(), integration.name());
        return integration;
    }

    private static Deed deed(Integrations.Change change) {
        return change.paused().map(paused -> paused ? Deed.PAUSED : Deed.RESUMED).orElse(Deed.CHANGED);
    }

    private IntegrationId known(String id) {
        return parse(id).orElseThrow(this::unknown);
    }

    private static Optional<IntegrationId> parse(String id) {
        try {
            return Optional.of(new IntegrationId(UUID.fromString(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Problem unknown() {
        return new Problem(404, texts.integration_unknown());
    }
}
