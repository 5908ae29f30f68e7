package dev.towline.queue;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Whose fault a failure is. When the database is away every message fails, and none of them is to blame: it is tried again
 * for as long as that takes. Anything else is the message's own, and its attempts are counted.
 */
public final class Trouble {

    // Classes of SQLSTATE that no single statement can cause: connection, authorization, no such database, resources, operator intervention, system.
    // https://www.postgresql.org/docs/17/errcodes-appendix.html (2026-11)
    private static final Set<String> OURS = Set.of("08", "28", "3D", "53", "57", "58");
    // Of these classes, what one message alone can cause: out of memory, a cancelled query.
    private static final Set<String> NOT_OURS = Set.of("53200", "57014");
    // A standby that does not take writes (yet), as during a fail-over.
    private static final String READ_ONLY = "25006";

    private Trouble() {}

    /** Whether the database failed and not the message. */
    public static boolean isOurs(Throwable failure) {
        return sql(failure).map(SQLException::getSQLState).map(Trouble::isOurs)
                // Without a state it never reached the server: no connection was free or could be made.
                .orElseGet(() -> sql(failure).isPresent());
    }

    private static boolean isOurs(String state) {
        return state.equals(READ_ONLY) || state.length() == 5 && OURS.contains(state.substring(0, 2)) && !NOT_OURS.contains(state);
    }

    /** What failed and where, without the message: a database quotes values in it, and they are payload. */
    public static String describe(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var state = sql(failure).map(SQLException::getSQLState).map(code -> " " + code).orElse("");
        var place = Arrays.stream(root.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.towline."))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return root.getClass().getSimpleName() + state + place;
    }

    private static Optional<SQLException> sql(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
