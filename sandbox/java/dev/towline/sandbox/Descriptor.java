package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Jira demands of a Connect descriptor before it installs an app. Every fault is named, not only the first. */
final class Descriptor {

    private static final Set<String> ROOT = Set.of("key", "name", "description", "baseUrl", "vendor", "authentication", "lifecycle", "modules", "scopes",
            "apiVersion", "enableLicensing", "links", "apiMigrations", "translations", "regionBaseUrls", "dataResidency", "cloudAppMigration");
    private static final Set<String> SCOPES = Set.of("READ", "WRITE", "DELETE", "PROJECT_ADMIN", "ADMIN", "ACT_AS_USER", "ACCESS_EMAIL_ADDRESSES");
    private static final Set<String> LIFECYCLE = Set.of("installed", "uninstalled", "enabled", "disabled", "dare-migration");
    private static final List<String> PAGE = List.of("key", "name", "url");
    private static final List<String> PROVIDER = List.of("key", "name", "homeUrl");

    /** Module types and the attributes they require. */
    private static final Map<String, List<String>> MODULES = Map.ofEntries(
            Map.entry("adminPages", PAGE), Map.entry("generalPages", PAGE), Map.entry("configurePage", PAGE), Map.entry("postInstallPage", PAGE),
            Map.entry("jiraProjectPages", PAGE), Map.entry("jiraProjectAdminTabPanels", List.of("key", "name", "url", "location")),
            Map.entry("webPanels", List.of("key", "name", "url", "location")), Map.entry("webItems", List.of("key", "name", "url", "location")),
            Map.entry("webSections", List.of("key", "name", "location")),
            Map.entry("jiraIssueContents", List.of("key", "name", "icon", "tooltip", "target")),
            Map.entry("jiraIssueContexts", List.of("key", "name", "icon", "content", "target")),
            Map.entry("jiraIssueGlances", List.of("key", "name", "icon", "content", "target")),
            Map.entry("jiraDevelopmentTool", List.of("key", "name", "application", "url", "logoUrl", "capabilities")),
            Map.entry("jiraBuildInfoProvider", PROVIDER), Map.entry("jiraDeploymentInfoProvider", PROVIDER), Map.entry("jiraRemoteLinkInfoProvider", PROVIDER),
            Map.entry("webhooks", List.of("event", "url")));
    private static final Set<String> SINGLE = Set.of("configurePage", "postInstallPage", "jiraDevelopmentTool", "jiraBuildInfoProvider",
            "jiraDeploymentInfoProvider", "jiraRemoteLinkInfoProvider");
    private static final Set<String> CAPABILITIES = Set.of("commit", "branch", "pull_request");

    private final List<String> faults = new ArrayList<>();

    private Descriptor() {}

    /** @throws IllegalStateException naming every fault */
    static void check(JsonNode descriptor, URI fetchedFrom) {
        var check = new Descriptor();
        check.root(descriptor, fetchedFrom);
        check.modules(descriptor.path("modules"));
        if (!check.faults.isEmpty()) {
            throw new IllegalStateException("Jira refuses the descriptor: " + String.join("; ", check.faults));
        }
    }

    private void root(JsonNode descriptor, URI fetchedFrom) {
        descriptor.fieldNames().forEachRemaining(name -> require(ROOT.contains(name), "unknown property " + name));
        require(descriptor.path("key").asText().matches("[A-Za-z0-9-._]{1,64}"), "key is required: letters, digits, - . _, at most 64");
        require(!descriptor.path("name").asText().isBlank(), "name is required");
        require(descriptor.path("authentication").path("type").asText().equals("jwt"), "authentication.type must be jwt");
        require(descriptor.path("apiMigrations").path("signed-install").asBoolean(), "apiMigrations.signed-install must be true");
        baseUrl(descriptor.path("baseUrl").asText(), fetchedFrom);
        for (var scope : descriptor.path("scopes")) {
            require(SCOPES.contains(scope.asText()), "unknown scope " + scope.asText());
        }
        var lifecycle = descriptor.path("lifecycle");
        lifecycle.fieldNames().forEachRemaining(name -> {
            require(LIFECYCLE.contains(name), "unknown lifecycle event " + name);
            require(lifecycle.get(name).asText().startsWith("/"), "lifecycle." + name + " must be relative to baseUrl and begin with /");
        });
    }

    private void baseUrl(String text, URI fetchedFrom) {
        try {
            var url = URI.create(text);
            require(url.getHost() != null && url.getRawQuery() == null && url.getRawFragment() == null, "baseUrl must be an absolute URL without a query");
            require("https".equals(url.getScheme()) || "http".equals(url.getScheme()) && loopback(url), "baseUrl must be https (http only on loopback)");
            require(String.valueOf(url.getRawAuthority()).equals(fetchedFrom.getRawAuthority()), "baseUrl " + text + " must have the host that the descriptor was fetched from");
        } catch (IllegalArgumentException e) {
            faults.add("baseUrl is not a URL");
        }
    }

    private void modules(JsonNode modules) {
        modules.fieldNames().forEachRemaining(type -> {
            var required = MODULES.get(type);
            if (required == null) {
                faults.add("unknown module type " + type);
                return;
            }
            var node = modules.get(type);
            require(SINGLE.contains(type) ? node.isObject() : node.isArray(), type + (SINGLE.contains(type) ? " must be an object" : " must be a list"));
            (node.isArray() ? node : List.of(node)).forEach(module -> module(type, module, required));
        });
    }

    private void module(String type, JsonNode module, List<String> required) {
        for (var attribute : required) {
            require(module.hasNonNull(attribute), type + "." + attribute + " is required");
        }
        var key = module.path("key");
        require(key.isMissingNode() || key.asText().matches("[A-Za-z0-9_-]{1,100}"), type + ".key has a character that is not allowed");
        for (var text : List.of("name", "tooltip")) {
            require(!module.has(text) || !module.get(text).path("value").asText().isBlank(), type + "." + text + " must be {\"value\": …}");
        }
        if (type.equals("webItems")) {
            require(!module.has("target") || Set.of("page", "dialog", "dialogmodule", "inlinedialog").contains(module.get("target").path("type").asText()), type + ".target.type is not known");
        } else if (module.has("target")) {
            require(module.get("target").path("type").asText().equals("web_panel"), type + ".target.type must be web_panel");
            require(!module.get("target").path("url").asText().isBlank(), type + ".target.url is required");
        }
        for (var capability : module.path("capabilities")) {
            require(CAPABILITIES.contains(capability.asText()), type + ": unknown capability " + capability.asText());
        }
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }

    static boolean loopback(URI url) {
        return List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
    }
}
