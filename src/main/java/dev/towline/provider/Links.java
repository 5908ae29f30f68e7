package dev.towline.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** Web addresses that we pass on to people. They come from outside, so only plain web pages are let through. */
final class Links {

    /** Jira takes no longer address, and a cut one leads nowhere. */
    private static final int LONGEST = 2000;

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private Links() {}

    /** {@code url} when it is an http or https address of a page, else {@code ""}: a {@code javascript:} link would run in Jira. */
    static String web(String url) {
        if (url.length() > LONGEST || !url.startsWith("https://") && !url.startsWith("http://")) {
            return "";
        }
        try {
            URI parsed = new URI(url);
            // With user info an address can carry a password, or show one host and lead to another.
            return parsed.getHost() == null || parsed.getUserInfo() != null ? "" : url;
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** The page {@code base + path + name} where {@code base} is known: slashes stay in the name, all else is encoded. */
    static String page(String base, String path, String name) {
        return base.isEmpty() ? "" : web(base + path + encoded(name));
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(String.format("%02X", b));
            }
        }
        return encoded.toString();
    }
}
