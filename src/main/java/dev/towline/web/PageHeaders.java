package dev.towline.web;

import dev.towline.jira.Mode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The security headers of everything we answer. A page may be framed by the allowed Jira hosts only, runs scripts from
 * us and from Jira's own address, and talks to nobody but us; no answer is cached, and no URL of ours (it may hold a
 * token) leaves as a referrer.
 */
@Provider
@ApplicationScoped
public class PageHeaders implements ContainerResponseFilter {

    /** Of pages that stand by themselves: nobody frames them, and their forms come to us. */
    static final String ALONE = String.join("; ",
            "default-src 'none'",
            "frame-ancestors 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data:",
            "base-uri 'none'",
            "object-src 'none'",
            "form-action 'self'");

    private final String policy;

    PageHeaders(
            Mode mode,
            @ConfigProperty(name = "towline.jira-hosts") List<String> jiraHosts,
            @ConfigProperty(name = "towline.host-script") URI hostScript,
            @ConfigProperty(name = "towline.development") boolean development) {
        this.policy = mode == Mode.CONNECT ? policy(jiraHosts, hostScript, development) : ALONE;
    }

    static String policy(List<String> jiraHosts, URI hostScript, boolean development) {
        var host = hostScript.getScheme() + "://" + hostScript.getRawAuthority();
        var frames = Stream.concat(
                        jiraHosts.stream().map(pattern -> "https://" + pattern.strip()),
                        development ? Stream.of("http://localhost:*", "http://127.0.0.1:*") : Stream.of())
                .collect(Collectors.joining(" "));
        return String.join("; ",
                "default-src 'none'",
                "frame-ancestors " + frames,
                "script-src 'self' " + host,
                // The host script loads Jira's design tokens as style sheets from its own address (seen 2026-11).
                "style-src 'self' " + host,
                "connect-src 'self'",
                "img-src 'self' data:",
                "base-uri 'none'",
                "object-src 'none'",
                "form-action 'none'");
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.putSingle("Strict-Transport-Security", "max-age=31536000");
        headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("no-store"));
        if (response.getMediaType() != null && response.getMediaType().isCompatible(MediaType.TEXT_HTML_TYPE)) {
            // A page that stands alone in Jira's mode, too, has said so.
            headers.putIfAbsent("Content-Security-Policy", List.of(policy));
        }
    }
}
