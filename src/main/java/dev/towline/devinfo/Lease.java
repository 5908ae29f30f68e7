package dev.towline.devinfo;

import dev.towline.jira.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * The right of one node to upload for one tenant, so that one request is in flight over all nodes. It ends by itself when the node dies.
 * {@code until} is also the proof: every write checks it, and a node that was too slow writes nothing.
 *
 * @param unsure what follows the position was told before, but it is not known which part of it Jira has heard
 */
record Lease(TenantId tenant, long position, int failures, boolean unsure, Instant until) {

    /** More than twice what one request may take (10 s in the Jira client); it is renewed with every request. */
    static final Duration TERM = Duration.ofSeconds(60);

    /** The same right, shown by a newer proof. */
    Lease renewed(Instant newUntil) {
        return new Lease(tenant, position, failures, unsure, newUntil);
    }

    /** Another node holds it now. Nothing was written; that node does the work. */
    static final class Lost extends RuntimeException {
        Lost(TenantId tenant) {
            super("another node uploads for " + tenant);
        }
    }
}
