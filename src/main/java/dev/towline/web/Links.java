package dev.towline.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Decides which addresses from git servers become links. Only http and https with a host do: a {@code javascript:}
 * address in a commit would run in our page, with the viewer's token at hand.
 */
final class Links {

    private Links() {}

    /** The address when it may be a link, else {@code ""}. */
    static String safe(String address) {
        return isWeb(address, "https") || isWeb(address, "http") ? address : "";
    }

    private static boolean isWeb(String address, String scheme) {
        // Asked before parsing: browsers trim and skip characters that URI refuses, and must not get to guess.
        if (!address.toLowerCase(Locale.ROOT).startsWith(scheme + "://")) {
            return false;
        }
        try {
            var uri = new URI(address);
            return uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
