package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://git.harbour.example/quay/crane", "http://10.0.0.7:8080/a?b=c#d", "https://git.harbour.example/Kräne"})
    void a_web_page_is_let_through(String url) {
        assertEquals(url, Links.web(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/quay/crane", "//evil.example/x", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd",
            "git@git.harbour.example:quay/crane.git", "ssh://git.harbour.example", "https:", "https://", "https:///x", " https://a.example",
            "https://a.example/<script>", "https://a.example/\"onclick=", "https://a.example/a b", "https://a.example/\nx",
            "https://me:secret@a.example/", "https://git.harbour.example@evil.example/"})
    void anything_else_is_no_link(String url) {
        assertEquals("", Links.web(url));
    }

    @Test
    void an_address_too_long_for_jira_is_dropped_not_cut() {
        assertEquals("", Links.web("https://a.example/" + "x".repeat(2000)));
    }

    @Test
    void a_name_keeps_its_slashes_and_loses_its_tricks() {
        assertEquals("https://a.example/tree/a/%C3%BC%23%25%3F%20%22b", Links.page("https://a.example", "/tree/", "a/ü#%? \"b"));
        assertEquals("", Links.page("", "/tree/", "main"));
    }
}
