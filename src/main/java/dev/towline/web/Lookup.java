package dev.towline.web;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person may mean by what they typed. One text can mean several things: {@code 1234567} is a pull request, or the
 * beginning of a SHA, or a branch.
 *
 * @param key    an issue key
 * @param sha    the beginning of a SHA, lower case
 * @param number of a pull request
 * @param name   of a branch or tag
 * @param url    the address that it was taken from; {@code ""} when it was none
 */
record Lookup(Optional<IssueKey> key, Optional<String> sha, Optional<String> number, Optional<String> name, String url) {

    /** Git servers allow no longer names of refs. */
    static final int LONGEST = 1_024;

    // Git itself shows no fewer digits; a shorter word is more likely the name of a branch.
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{4,64}");
    private static final Pattern NUMBER = Pattern.compile("[#!]?([0-9]{1,18})");
    private static final Pattern REF = Pattern.compile("refs/(?:heads|tags)/(.+)");
    // The part of an address that stands before a pull request's number or a branch's name, at each git server.
    private static final List<String> BEFORE_NUMBER =
            List.of("pull", "pulls", "pull-requests", "pullrequest", "pullrequests", "merge_requests", "+");
    private static final List<String> BEFORE_NAME = List.of("tree", "branch", "branches", "tag", "tags");

    /** @param text without blanks around it, not empty */
    static Lookup of(String text) {
        return address(text).flatMap(Lookup::ofAddress).orElseGet(() -> ofWord(text));
    }

    /** Whether it is a SHA to its last digit: SHA-1 or SHA-256. */
    boolean isWholeSha() {
        return sha.filter(digits -> digits.length() == 40 || digits.length() == 64).isPresent();
    }

    private static Lookup ofWord(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        var number = NUMBER.matcher(text);
        var ref = REF.matcher(text);
        return new Lookup(
                IssueKeys.in(text).stream().filter(key -> key.value().equalsIgnoreCase(text)).findFirst(),
                SHA.matcher(lower).matches() ? Optional.of(lower) : Optional.empty(),
                number.matches() ? Optional.of(number.group(1)) : Optional.empty(),
                Optional.of(ref.matches() ? ref.group(1) : text), "");
    }

    private static Optional<URI> address(String text) {
        try {
            return Links.safe(text).isEmpty() ? Optional.empty() : Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Lookup> ofAddress(URI address) {
        var parts = List.of(address.getPath().replaceFirst("^/", "").split("/"));
        for (var i = 1; i < parts.size(); i++) {
            var before = parts.get(i - 1);
            var part = parts.get(i);
            if (BEFORE_NUMBER.contains(before) && NUMBER.matcher(part).matches()) {
                return Optional.of(new Lookup(Optional.empty(), Optional.empty(), Optional.of(part), Optional.empty(), address.toString()));
            }
            if (before.startsWith("commit") && SHA.matcher(part.toLowerCase(Locale.ROOT)).matches()) {
                return Optional.of(new Lookup(Optional.empty(), Optional.of(part.toLowerCase(Locale.ROOT)), Optional.empty(), Optional.empty(), address.toString()));
            }
            if (BEFORE_NAME.contains(before)) {
                return Optional.of(new Lookup(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(String.join("/", parts.subList(i, parts.size()))), address.toString()));
            }
        }
        return Optional.empty();
    }
}
