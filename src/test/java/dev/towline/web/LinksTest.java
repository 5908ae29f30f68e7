package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://git.example.com/a?b=c#d", "http://10.0.0.7:3000/a", "HTTPS://git.example.com", "https://[2001:db8::1]/a"})
    void web_addresses_are_links(String address) {
        assertEquals(address, Links.safe(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\u0001javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "//git.example.com", "/relative", "https:git.example.com", "https://", "https:///x",
        " https://git.example.com", "https://git.example.com/a b", "https://user:secret@git.example.com/", "ftp://git.example.com"})
    void everything_else_is_not(String address) {
        assertEquals("", Links.safe(address));
    }

}
