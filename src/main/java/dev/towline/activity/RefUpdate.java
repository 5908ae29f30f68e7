package dev.towline.activity;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One movement of a ref.
 *
 * @param before where it stood; {@link #ABSENT} when it did not exist; {@code ""} when the server does not tell
 * @param after  where it stands; {@link #ABSENT} when it is gone; {@code ""} when the server does not tell
 * @param at     the git server's time of the movement (to the second on most servers: ties are ordered by the SHAs), or
 *               {@link Activity#TIME_NOT_TOLD}: then the time of its receipt decides, and of equal ones the SHAs
 * @param forced the server said that history was rewritten
 * @param url    the ref's web page, {@code ""} when not known
 * @param total  commits in this push where the server says so; more than it listed means that the list was cut
 * @param atCap  the list of commits may have been cut although no total says so: the server says that it cut it, or the list is as
 *               long as this server's ever is
 */
public record RefUpdate(Ref ref, String before, String after, Instant at, boolean forced, String url, OptionalInt total, boolean atCap) {

    /** Git's word for "no such object". */
    public static final String ABSENT = "0".repeat(40);

    /** The ref no longer exists after this movement. */
    public boolean removes() {
        return after.equals(ABSENT);
    }
}
