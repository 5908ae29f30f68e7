package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** The app as it is installed on the site: its descriptor and the secret that both share. */
record Installation(JsonNode descriptor, String sharedSecret, boolean enabled) {

    String appKey() {
        return descriptor.get("key").asText();
    }

    /** Without a slash at its end. */
    String appBaseUrl() {
        return descriptor.get("baseUrl").asText().replaceFirst("/$", "");
    }

    /** The app's origin: where iframe messages come from and go to. */
    String origin() {
        var url = URI.create(appBaseUrl());
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    boolean mayUse(String scope) {
        for (var granted : descriptor.path("scopes")) {
            if (granted.asText().equalsIgnoreCase(scope)) {
                return true;
            }
        }
        return false;
    }

    /** A module, or a missing node; of a list the first. */
    JsonNode module(String type) {
        var module = descriptor.path("modules").path(type);
        return module.isArray() ? module.path(0) : module;
    }

    Installation enabled(boolean now) {
        return new Installation(descriptor, sharedSecret, now);
    }
}
