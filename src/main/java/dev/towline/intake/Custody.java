package dev.towline.intake;

import dev.towline.queue.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What this node has taken and not yet settled. It is kept from coming back meanwhile; it is deleted where it came from, several
 * at a time, once it is handled; and it is given back when it is not. A delete that fails does no harm: the delivery comes
 * again and is found recorded.
 */
final class Custody {

    private static final Logger LOG = Logger.getLogger(Custody.class);

    /** A crashed node's messages come back after this; a slow one's are extended in time. */
    static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final Duration EXTEND_EVERY = VISIBILITY.dividedBy(3);
    private static final Duration LOOK_FOR_THE_END = Duration.ofMillis(200);

    private final DeliveryQueue queue;
    private final DataSource database;
    private final Set<Held> held = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final LinkedBlockingQueue<Held> handled = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread settler = Thread.ofVirtual().name("worker-settler").unstarted(this::settle);
    private final Thread extender = Thread.ofVirtual().name("worker-extender").unstarted(this::extend);

    Custody(DeliveryQueue queue, DataSource database) {
        this.queue = queue;
        this.database = database;
    }

    void start() {
        settler.start();
        extender.start();
    }

    void took(Held delivery) {
        held.add(delivery);
    }

    /** It is in the database, and need not come again. */
    void handled(Held delivery) {
        handled.add(delivery);
    }

    /** It failed, and comes again after {@code pause}. */
    void later(Held delivery, Duration pause) {
        switch (delivery.from()) {
            case Held.Origin.Queue(var message) -> hide(List.of(message), pause);
            case Held.Origin.Database() -> withRows(List.of(delivery), (connection, rows) -> WaitingRows.later(connection, rows, pause));
        }
        held.remove(delivery);
    }

    /** It cannot be handled now, which is not its fault and does not count: it waits in the database, and comes again after {@code pause}. */
    void setAside(Held delivery, Duration pause) {
        var one = List.of(delivery);
        try (var connection = database.getConnection()) {
            switch (delivery.from()) {
                case Held.Origin.Queue(var _) -> {
                    WaitingRows.put(connection, one, WaitingRows.Why.BUCKET);
                    // Whoever takes the row before this finds the bucket as we did.
                    WaitingRows.later(connection, one, pause);
                    handled(delivery);
                }
                case Held.Origin.Database() -> {
                    WaitingRows.giveBack(connection, one);
                    WaitingRows.later(connection, one, pause);
                    held.remove(delivery);
                }
            }
        } catch (SQLException e) {
            LOG.warnf("delivery %s could not be set aside: %s", delivery.envelope().deliveryId(), Trouble.describe(e));
            later(delivery, pause);
        }
    }

    /** Nobody tried them: whoever is next may have them at once. */
    void giveBack(Collection<Held> deliveries) {
        hide(messages(deliveries), Duration.ZERO);
        withRows(deliveries, WaitingRows::giveBack);
        held.removeAll(deliveries);
    }

    /** Settles what is handled, gives back the rest. */
    void close() throws InterruptedException {
        closed.countDown();
        settler.join();
        extender.join();
        while (!handled.isEmpty()) {
            delete(batch(handled.remove()));
        }
        giveBack(List.copyOf(held));
    }

    private void settle() {
        try {
            while (closed.getCount() > 0) {
                var first = handled.poll(LOOK_FOR_THE_END.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    delete(batch(first));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Held> batch(Held first) {
        var batch = new ArrayList<>(List.of(first));
        handled.drainTo(batch, DeliveryQueue.BATCH - 1);
        return batch;
    }

    private void delete(List<Held> deliveries) {
        try {
            queue.delete(messages(deliveries));
        } catch (RuntimeException e) {
            LOG.warnf("handled messages could not be deleted and come again: %s", Trouble.describe(e));
        }
        withRows(deliveries, WaitingRows::delete);
        deliveries.forEach(held::remove);
    }

    private void extend() {
        try {
            while (!closed.await(EXTEND_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                var all = List.copyOf(held);
                hide(messages(all), VISIBILITY);
                withRows(all, WaitingRows::extend);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hide(List<Message> messages, Duration visibility) {
        for (var from = 0; from < messages.size(); from += DeliveryQueue.BATCH) {
            try {
                queue.hide(messages.subList(from, Math.min(from + DeliveryQueue.BATCH, messages.size())), visibility);
            } catch (RuntimeException e) {
                LOG.warnf("messages keep the visibility that they have: %s", Trouble.describe(e));
            }
        }
    }

    private interface RowChange {
        void apply(Connection connection, List<Held> rows) throws SQLException;
    }

    private void withRows(Collection<Held> deliveries, RowChange change) {
        var rows = deliveries.stream().filter(delivery -> delivery.from() instanceof Held.Origin.Database).toList();
        if (!rows.isEmpty()) {
            try (var connection = database.getConnection()) {
                change.apply(connection, rows);
            } catch (SQLException e) {
                LOG.warnf("waiting deliveries come again only after %s: %s", WaitingRows.LEASE, Trouble.describe(e));
            }
        }
    }

    private static List<Message> messages(Collection<Held> deliveries) {
        return deliveries.stream().map(Held::from).<Message>mapMulti(Custody::message).toList();
    }

    private static void message(Held.Origin from, Consumer<Message> into) {
        if (from instanceof Held.Origin.Queue(var message)) {
            into.accept(message);
        }
    }
}
