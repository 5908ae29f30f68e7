package dev.towline.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JiraHostsTest {

    private final JiraHosts production = new JiraHosts(List.of("*.atlassian.net", " *.JIRA.com", "jira.example.org", "localhost"), false);
    private final JiraHosts development = new JiraHosts(List.of("*.atlassian.net", "localhost", "127.0.0.1", "[::1]"), true);

    @ParameterizedTest
    @CsvSource({
        "https://acme.atlassian.net, https://acme.atlassian.net",
        "https://acme.atlassian.net/, https://acme.atlassian.net",
        "HTTPS://ACME.Atlassian.NET, https://acme.atlassian.net",
        "https://acme.atlassian.net:443, https://acme.atlassian.net",
        "https://acme-2.jira.com, https://acme-2.jira.com",
        "https://jira.example.org, https://jira.example.org",
    })
    void a_jira_site_has_one_spelling(String written, String site) {
        assertEquals(Optional.of(URI.create(site)), production.site(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "acme.atlassian.net", "//acme.atlassian.net", "https:acme.atlassian.net", "https:///acme.atlassian.net",
        "http://acme.atlassian.net", "ftp://acme.atlassian.net", "javascript://acme.atlassian.net/%0aalert(1)",
        "https://evilatlassian.net", "https://atlassian.net", "https://.atlassian.net", "https://a.b.atlassian.net",
        "https://a.atlassian.net.evil.com", "https://evil.com/a.atlassian.net", "https://evil.com?a.atlassian.net", "https://evil.com#.atlassian.net",
        "https://x.atlassian.net@evil.com", "https://x.atlassian.net:443@evil.com", "https://user@x.atlassian.net", "https://user:secret@x.atlassian.net",
        "https://evil.com\\.atlassian.net", "https://evil.com\\@x.atlassian.net", "https://evil.com%2f.atlassian.net", "https://evil.com%00.atlassian.net",
        "https://acme.atlassian.net.", "https://acme.atlassian.net:8443", "https://acme.atlassian.net:80", "https://acme.atlassian.net:0",
        "https://acme.atlassian.net/jira", "https://acme.atlassian.net//", "https://acme.atlassian.net/..", "https://acme.atlassian.net?x=1", "https://acme.atlassian.net#x",
        "https://ac me.atlassian.net", "https://acme.atlassian.net\n", "https://аcme.atlassian.net", "https://acme。atlassian.net",
        "https://sub.jira.example.org", "https://127.0.0.1", "https://[::1]", "https://169.254.169.254", "http://localhost:8080",
    })
    void what_only_looks_like_a_jira_site_is_refused(String url) {
        assertEquals(Optional.empty(), production.site(url));
    }

    @Test
    void an_address_without_end_and_no_address_are_refused() {
        assertEquals(Optional.empty(), production.site("https://" + "a".repeat(1000) + ".atlassian.net"));
        assertEquals(Optional.empty(), production.site(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8082", "http://127.0.0.1:1", "http://[::1]:9", "http://localhost"})
    void in_development_listed_loopback_hosts_are_reached_by_plain_http(String url) {
        assertEquals(Optional.of(URI.create(url)), development.site(url));
        assertEquals(Optional.empty(), production.site(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://acme.atlassian.net", "http://127.0.0.2:80", "http://localhost.evil.com", "http://localhost@evil.com", "http://0.0.0.0", "http://10.0.0.1"})
    void development_allows_nothing_else(String url) {
        assertEquals(Optional.empty(), development.site(url));
        assertEquals(Optional.empty(), new JiraHosts(List.of("*.atlassian.net"), true).site("http://localhost:8080"));
    }
}
