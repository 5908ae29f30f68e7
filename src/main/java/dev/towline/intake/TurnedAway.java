package dev.towline.intake;

import dev.towline.integration.HookToken;
import dev.towline.provider.Incoming;
import dev.towline.queue.Trouble;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Calls that the door turned away because there were too many: told to the administrator as one refused delivery a minute that says how
 * many, because a row for each would be the flood again. A git server that does not come again has lost them, and a gap will show.
 */
@ApplicationScoped
class TurnedAway {

    private static final Logger LOG = Logger.getLogger(TurnedAway.class);

    private record Calls(long count, Instant last) {

        Calls and(Calls more) {
            return new Calls(count + more.count, last.isAfter(more.last) ? last : more.last);
        }
    }

    private final Map<HookToken, Calls> calls = new ConcurrentHashMap<>();
    private final DeliveryHandler handler;
    private final Clock clock;

    TurnedAway(DeliveryHandler handler, Clock clock) {
        this.handler = handler;
        this.clock = clock;
    }

    void note(HookToken token) {
        calls.merge(token, new Calls(1, clock.instant()), Calls::and);
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tell() {
        for (var token : calls.keySet()) {
            var told = calls.remove(token);
            if (told != null) {
                tell(token, told);
            }
        }
    }

    private void tell(HookToken token, Calls told) {
        try {
            var untaken = new Delivery(new DeliveryId(UUID.randomUUID()), token.tenant(), token.integration(), token.hash(), told.last(), new Incoming(Map.of(), new byte[0]));
            handler.refuse(untaken, "Calls turned away with 503: %d. More than %d a second for long by one hook URL, or %d by all of the site."
                    .formatted(told.count(), Pace.PER_HOOK, Pace.PER_SITE));
        } catch (SQLException | RuntimeException notNow) {
            LOG.warnf("that %d calls were turned away could not be written down yet: tenant=%s integration=%s reason=%s",
                    told.count(), token.tenant(), token.integration(), Trouble.describe(notNow));
            calls.merge(token, told, Calls::and);
        }
    }

    void stopping(@Observes ShutdownEvent stop) {
        tell();
    }
}
