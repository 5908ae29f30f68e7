package dev.towline.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an administrator's wish may lead us. */
class ReachTest {

    private static final Reach INTERNET = new Reach(false);
    private static final Reach COMPANY = new Reach(true);

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.169.0.1", "2606:4700::1111", "::ffff:8.8.8.8"})
    void the_open_internet_may_be_called(String address) throws UnknownHostException {
        assertTrue(INTERNET.allows(InetAddress.getByName(address)));
        assertTrue(COMPANY.allows(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "::1", "fc00::1", "fdff::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1"})
    void private_networks_only_from_within_one(String address) throws UnknownHostException {
        assertFalse(INTERNET.allows(InetAddress.getByName(address)));
        assertTrue(COMPANY.allows(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "203.0.113.1", "::", "fe80::1", "ff02::1", "fec0::1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1", "::7f00:1", "::ffff:169.254.169.254"})
    void what_is_no_place_of_its_own_never(String address) throws UnknownHostException {
        assertFalse(INTERNET.allows(InetAddress.getByName(address)));
        assertFalse(COMPANY.allows(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({"http://hooks.example/x,NOT_HTTPS", "http://127.0.0.1/x,NOT_HTTPS", "ftp://hooks.example,NOT_HTTPS", "hooks.example/x,NO_ADDRESS", "https://,NO_ADDRESS", "https:hooks.example,NO_ADDRESS",
        "https://a@hooks.example/,NO_ADDRESS", "https://hooks.example/#x,NO_ADDRESS", "https://hooks example/,NO_ADDRESS", "https://hooks_under.example/,NO_ADDRESS", "'',NO_ADDRESS"})
    void what_is_no_https_address_is_not_taken(String text, AlertUrl.Fault fault) {
        assertEquals(fault, assertThrows(AlertUrl.NotTaken.class, () -> AlertUrl.of(text, false)).fault());
    }

    @Test
    void a_host_that_leads_inside_is_not_taken_however_it_is_spelled() throws AlertUrl.NotTaken {
        for (var text : List.of("https://127.0.0.1/x", "https://[::1]/x", "https://[::ffff:10.0.0.1]:8443/", "https://localhost/", "https://169.254.169.254/latest")) {
            var url = AlertUrl.of(text, false);
            assertEquals(AlertUrl.Fault.WITHIN, assertThrows(AlertUrl.NotTaken.class, () -> url.resolved(INTERNET)).fault(), text);
        }
        assertEquals("AlertUrl[8.8.8.8]", AlertUrl.of("https://8.8.8.8/services/SECRET", false).toString());
        assertEquals("/services/x?y=1", AlertUrl.of("https://8.8.8.8/services/x?y=1", false).pathAndQuery());
        assertEquals("8.8.8.8", AlertUrl.of("https://8.8.8.8", false).resolved(INTERNET).getHostAddress());
    }
}
