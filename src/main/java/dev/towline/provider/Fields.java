package dev.towline.provider;

import dev.towline.activity.Activity;
import dev.towline.activity.RefUpdate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The values that stand in every server's bodies: SHAs, names that must not be empty, and times in the dialects of GitLab
 * and Bitbucket Data Center. Like {@link Json} it throws nothing but {@link UnreadablePayload}.
 */
final class Fields {

    /** {@code 2017-09-15 16:50:55 UTC} is GitLab's before 15.9 (Rails), {@code 2017-09-19T09:58:11+1000} Bitbucket Data Center's. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ?(Z|UTC|[+-]\\d\\d:?\\d\\d)");

    /** Times outside these years fit neither Jira nor the database. */
    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private Fields() {}

    /** The body's own {@code id}, where it numbers a delivery; {@code ""} when it cannot be read. */
    static String id(Incoming incoming) {
        try {
            return Json.parse(incoming.body()).text("id", "").strip();
        } catch (UnreadablePayload unreadable) {
            return "";
        }
    }

    /** A name for people to see, {@code ""} where none can be read: an event that is not ours is no reason for quarantine. */
    static String name(Json body, String object, String field) {
        try {
            return (object.isEmpty() ? body : body.at(object)).text(field, "");
        } catch (UnreadablePayload unreadable) {
            return "";
        }
    }

    /** A text that must say something. */
    static String told(Json json, String field) throws UnreadablePayload {
        String text = json.text(field);
        if (text.isBlank()) {
            throw json.unreadable(field, "empty");
        }
        return text;
    }

    /** Lower-case hex, {@link RefUpdate#ABSENT} for zeros of any length, {@code ""} when not told. */
    static String sha(Json json, String field) throws UnreadablePayload {
        String sha = json.text(field, "").toLowerCase(Locale.ROOT);
        if (!sha.matches("[0-9a-f]{0,64}")) {
            throw json.unreadable(field, "expected a SHA in hex");
        }
        return sha.matches("0+") ? RefUpdate.ABSENT : sha;
    }

    /** The SHA of something that exists. */
    static String commitSha(Json json, String field) throws UnreadablePayload {
        String sha = sha(json, field);
        if (sha.isEmpty() || sha.equals(RefUpdate.ABSENT)) {
            throw json.unreadable(field, "a commit without its SHA");
        }
        return sha;
    }

    /** A whole number, or one written as text, as Gerrit does before version 2.15. */
    static long number(Json json, String field) throws UnreadablePayload {
        try {
            return json.number(field);
        } catch (UnreadablePayload notANumber) {
            String text = json.text(field);
            if (!text.matches("[+-]?\\d{1,18}")) {
                throw json.unreadable(field, "expected a whole number");
            }
            return Long.parseLong(text);
        }
    }

    /** A time as text with its zone, in any of the dialects. */
    static Optional<OffsetDateTime> time(Json json, String field) throws UnreadablePayload {
        String text = json.text(field, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parts = TIME.matcher(text);
        try {
            if (parts.matches()) {
                String zone = parts.group(3).equals("UTC") ? "Z" : parts.group(3);
                String offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
                OffsetDateTime time = OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset);
                if (storable(time)) {
                    return Optional.of(time);
                }
            }
        } catch (DateTimeException e) {
            // said below; the cause would quote the payload
        }
        throw json.unreadable(field, "expected a time with its zone, between the years " + FIRST_YEAR + " and " + LAST_YEAR);
    }

    /** A time as milliseconds since 1970, or as text: Bitbucket Data Center 10 writes text where older versions write a number. */
    static Optional<OffsetDateTime> millisOrTime(Json json, String field) throws UnreadablePayload {
        long millis;
        try {
            millis = json.number(field, 0);
        } catch (UnreadablePayload notANumber) {
            return time(json, field);
        }
        OffsetDateTime time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
        if (!storable(time)) {
            throw json.unreadable(field, "expected milliseconds, between the years " + FIRST_YEAR + " and " + LAST_YEAR);
        }
        return json.has(field) ? Optional.of(time) : Optional.empty();
    }

    /** The newest time told in these fields; {@link Activity#TIME_NOT_TOLD}, older than any, when none is. */
    static Instant newest(Json json, String... fields) throws UnreadablePayload {
        Instant newest = Activity.TIME_NOT_TOLD;
        for (String field : fields) {
            newest = later(newest, time(json, field).map(OffsetDateTime::toInstant).orElse(newest));
        }
        return newest;
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How many: the sum of those of these fields that are told; empty when none is, which is not zero. */
    static OptionalInt count(Json json, String... fields) throws UnreadablePayload {
        boolean told = false;
        long count = 0;
        for (String field : fields) {
            told |= json.has(field);
            count += Math.clamp(json.number(field, 0), 0, Integer.MAX_VALUE);
        }
        return told ? OptionalInt.of(Math.clamp(count, 0, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    private static boolean storable(OffsetDateTime time) {
        int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }
}
