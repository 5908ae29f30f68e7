package dev.towline.jira;

import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which addresses may be a tenant's Jira ({@code TOWLINE_JIRA_HOSTS}). We send signed requests there, so an install payload must
 * not be able to name a host inside our network, or one that only looks like Atlassian's.
 */
@Singleton
public final class JiraHosts {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    // DNS's own limit is 253 for the host.
    private static final int LONGEST = 300;

    private final List<String> patterns;
    private final boolean development;

    /**
     * @param patterns    hosts; {@code *.} at the start stands for exactly one label
     * @param development whether loopback hosts of the list may be reached by plain http, on any port
     */
    public JiraHosts(
            @ConfigProperty(name = "towline.jira-hosts") List<String> patterns,
            @ConfigProperty(name = "towline.development") boolean development) {
        this.patterns = patterns.stream().map(pattern -> pattern.strip().toLowerCase(Locale.ROOT)).toList();
        this.development = development;
    }

    /** The site's base URL in its one spelling (lower case, no trailing slash), when it may be a Jira site. */
    public Optional<URI> site(String baseUrl) {
        return parse(baseUrl)
                // A Jira site is the root of its host: nothing else may stand in the address.
                .filter(url -> url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null)
                .filter(url -> url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                .filter(url -> url.getScheme() != null && url.getHost() != null && matches(host(url)))
                .filter(url -> isOrdinary(url) || isLocal(url))
                .map(url -> URI.create(url.getScheme().toLowerCase(Locale.ROOT) + "://" + host(url) + port(url)));
    }

    /**
     * Where the tenant's site is. It was checked when the tenant came to be; the list may have changed since.
     *
     * @throws JiraUnavailable when its host is not among those allowed
     */
    public URI of(Tenant tenant) {
        return site(tenant.baseUrl().toString()).orElseThrow(() -> new JiraUnavailable("the site's host is not among those allowed", null, null));
    }

    private static Optional<URI> parse(String url) {
        try {
            return url == null || url.length() > LONGEST ? Optional.empty() : Optional.of(new URI(url)).filter(parsed -> !parsed.isOpaque());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean matches(String host) {
        return patterns.stream().anyMatch(pattern -> pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1)) && host.substring(0, host.length() - pattern.length() + 1).matches("[a-z0-9-]+")
                : host.equals(pattern));
    }

    private static boolean isOrdinary(URI url) {
        return url.getScheme().equalsIgnoreCase("https") && (url.getPort() == -1 || url.getPort() == 443);
    }

    private boolean isLocal(URI url) {
        return development && url.getScheme().equalsIgnoreCase("http") && LOOPBACK.contains(host(url));
    }

    private static String host(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    private static String port(URI url) {
        return url.getPort() == -1 || url.getPort() == 443 ? "" : ":" + url.getPort();
    }
}
