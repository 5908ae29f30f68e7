package dev.towline.devinfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.towline.integration.IntegrationId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our names in Jira's id alphabet, {@code [A-Za-z0-9~._-]} and at most 1024 characters. The same name always gives the same id,
 * and two names never give one. Repository ids carry the integration, so that equal numbers on two servers stay apart.
 */
final class Ids {

    private static final int LIMIT = 1024;

    /** Of the values of tags, and of ids of pipelines and environments. */
    private static final int TAG_LIMIT = 255;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    // 52 bits: a browser's numbers are exact up to 53.
    private static final int EXACT_DIGITS = 13;

    // A plain id never starts with '~', which marks a rewritten one, nor with '.', which alone would climb in an address.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9~._-]*");

    private Ids() {}

    static String repository(IntegrationId integration, String repository) {
        return of(hex(integration) + "-" + repository);
    }

    /** A pipeline's runs: two repositories may each have one of that name. */
    static String pipeline(IntegrationId integration, String repository, String pipeline) {
        return hex(integration) + "-" + digest(repository + "\0" + pipeline);
    }

    static String environment(IntegrationId integration, String environment) {
        return tag(integration, environment);
    }

    /** A repository where fewer characters are allowed. */
    static String tag(IntegrationId integration, String repository) {
        var id = repository(integration, repository);
        return id.length() <= TAG_LIMIT ? id : hex(integration) + "-~sha256-" + digest(repository);
    }

    /**
     * A deployment's number in Jira, by which the newest is found: the git server's own. Of one that does not number them
     * a digest, so that they are kept apart; which is the newest Jira cannot tell then.
     */
    static long number(String id) {
        return NUMBER.matcher(id).matches() ? Long.parseLong(id) : Long.parseLong(digest(id).substring(0, EXACT_DIGITS), 16);
    }

    /** The name itself where Jira allows it, else its bytes in hex, else (too long) its digest. */
    static String of(String name) {
        var id = PLAIN.matcher(name).matches() ? name : "~" + HexFormat.of().formatHex(name.getBytes(UTF_8));
        return id.length() <= LIMIT ? id : "~sha256-" + digest(name);
    }

    /** The name that gives this id; empty for one that only a digest is left of, and for one that is none of ours. */
    static Optional<String> name(String id) {
        try {
            var name = id.startsWith("~") ? new String(HexFormat.of().parseHex(id.substring(1)), UTF_8) : id;
            return Optional.of(name).filter(read -> of(read).equals(id));
        } catch (IllegalArgumentException digest) {
            return Optional.empty();
        }
    }

    private static String hex(IntegrationId integration) {
        return integration.value().toString().replace("-", "");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
