package dev.towline.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Brings text and times into the form in which PostgreSQL gives them back. Without it a row read again would differ
 * from what was told, and a delivery applied twice would seem to be news.
 */
final class Storable {

    // An author's date is whatever the author's clock said; these bounds are what an ISO date of four digits can say.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    // No git server's ids are longer: SHAs have 64 digits at most, user names 40 to 255 letters.
    private static final int ID_LIMIT = 255;

    private Storable() {}

    /** PostgreSQL keeps microseconds. */
    static Instant time(Instant told) {
        var bounded = told.isBefore(EARLIEST) ? EARLIEST : told.isAfter(LATEST) ? LATEST : told;
        return bounded.truncatedTo(ChronoUnit.MICROS);
    }

    /** Without NUL, which PostgreSQL refuses, and with U+FFFD for half a surrogate pair, which UTF-8 cannot say. */
    static String text(String told) {
        if (told.chars().noneMatch(unit -> unit == 0 || Character.isSurrogate((char) unit))) {
            return told;
        }
        var text = new StringBuilder(told.length());
        told.codePoints()
                .filter(point -> point != 0)
                .forEach(point -> text.appendCodePoint(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point));
        return text.toString();
    }

    /** An id or a name that stands in a unique index, whose rows PostgreSQL bounds at 2,704 bytes. */
    static String id(String told) {
        return id(told, ID_LIMIT);
    }

    /** One that stands there together with others. */
    static String id(String told, int limit) {
        return text(told.length() <= limit ? told : told.substring(0, limit));
    }
}
