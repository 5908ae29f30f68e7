package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PageHeadersTest {

    private static final URI HOST_SCRIPT = URI.create("https://connect-cdn.atl-paas.net/all.js");

    @Test
    void a_page_is_framed_by_jira_alone_and_talks_to_us_alone() {
        var policy = directives(false);
        assertEquals("https://*.atlassian.net https://*.jira.com", policy.get("frame-ancestors"));
        assertEquals("'self' https://connect-cdn.atl-paas.net", policy.get("script-src"));
        assertEquals("'self' https://connect-cdn.atl-paas.net", policy.get("style-src"));
        assertEquals("'self'", policy.get("connect-src"));
        assertEquals("'self' data:", policy.get("img-src"));
        assertEquals("'none'", policy.get("default-src"));
        assertEquals("'none'", policy.get("base-uri"));
        assertEquals("'none'", policy.get("object-src"));
    }

    @Test
    void plain_http_on_this_machine_is_for_development() {
        assertTrue(directives(true).get("frame-ancestors").endsWith(" http://localhost:* http://127.0.0.1:*"));
        assertFalse(directives(false).get("frame-ancestors").contains("localhost"));
    }

    private static Map<String, String> directives(boolean development) {
        var policy = PageHeaders.policy(List.of("*.atlassian.net", "*.jira.com"), HOST_SCRIPT, development);
        return Arrays.stream(policy.split("; ")).map(directive -> directive.split(" ", 2)).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
