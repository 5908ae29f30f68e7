package dev.towline.connect;

import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who we are to Jira: the three things that a place decides about the app. */
@Singleton
final class App {

    private final String baseUrl;
    private final String key;
    private final String name;

    App(
            @ConfigProperty(name = "towline.base-url") String baseUrl,
            @ConfigProperty(name = "towline.app-key") String key,
            @ConfigProperty(name = "towline.app-name") String name) {
        this.baseUrl = withoutSlash(baseUrl);
        this.key = key;
        this.name = name;
    }

    /** Without a trailing slash. */
    String baseUrl() {
        return baseUrl;
    }

    /** The part of our base URL that a query string hash leaves out: {@code ""} at the root of a host. */
    String basePath() {
        return URI.create(baseUrl).getRawPath();
    }

    String key() {
        return key;
    }

    String name() {
        return name;
    }

    /** Whether an audience means us: the whole URL, never a part of it. */
    boolean isNamed(String audience) {
        return withoutSlash(audience).equals(baseUrl);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
