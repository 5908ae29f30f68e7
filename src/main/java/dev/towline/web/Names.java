package dev.towline.web;

import dev.towline.activity.Ref;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names on a page: short ones for people, and ids by which a row is found again when the page is brought up to date. */
final class Names {

    private static final int SHORT_SHA = 7;

    private Names() {}

    /** Different parts give different ids, and no part puts a blank into it. */
    static String id(String... parts) {
        return Arrays.stream(parts).map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8)).collect(Collectors.joining("/"));
    }

    static String shortSha(String sha) {
        return sha.substring(0, Math.min(sha.length(), SHORT_SHA));
    }

    /** A branch or a tag without {@code refs/heads/} or {@code refs/tags/}; other refs as they are. */
    static String ofRef(String full) {
        return Ref.of(full).name();
    }
}
