package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.jira.TenantId;
import dev.towline.local.LocalPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WakeupsIT {

    private static final String MISSED = "missed";

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final BlockingQueue<String> heardHere = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heardThere = new LinkedBlockingQueue<>();
    private final AtomicBoolean down = new AtomicBoolean();
    private Wakeups here;
    private Wakeups there;

    @BeforeEach
    void two_nodes_start() throws Exception {
        here = node(heardHere);
        there = node(heardThere);
        assertEquals(MISSED, next(heardHere));
        assertEquals(MISSED, next(heardThere));
    }

    @AfterEach
    void both_stop_and_leave_no_connection() throws Exception {
        here.stop();
        there.stop();
        awaitConnections(0);
    }

    @Test
    void every_node_hears_it_once() throws Exception {
        here.reached(tenant, 7);
        assertEquals(tenant + ":7", next(heardHere));
        assertEquals(tenant + ":7", next(heardThere));
        // The sender's own broadcast comes back before this one, and is not told again; nor is an older position.
        here.reached(tenant, 6);
        there.reached(tenant, 8);
        assertEquals(tenant + ":8", next(heardHere));
        assertEquals(tenant + ":8", next(heardThere));
    }

    @Test
    void a_burst_ends_with_its_highest_position_everywhere() throws Exception {
        for (var position = 1; position <= 5_000; position++) {
            here.reached(tenant, position);
        }
        for (var heard : java.util.List.of(heardHere, heardThere)) {
            String last;
            do {
                last = next(heard);
            } while (!last.equals(tenant + ":5000"));
        }
    }

    @Test
    void a_node_whose_connections_were_cut_is_told_to_look_and_hears_again() throws Exception {
        cutAll();
        assertEquals(MISSED, next(heardHere));
        assertEquals(MISSED, next(heardThere));
        here.reached(tenant, 9);
        assertEquals(tenant + ":9", next(heardThere));
    }

    @Test
    void followers_of_this_node_hear_at_once_while_the_broadcast_is_down_and_the_others_when_it_is_back() throws Exception {
        down.set(true);
        cutAll();
        here.reached(tenant, 3);
        here.reached(tenant, 4);
        String last;
        do {
            last = next(heardHere);
        } while (!last.equals(tenant + ":4"));
        assertNull(heardThere.poll(300, TimeUnit.MILLISECONDS));
        down.set(false);
        // There may be no listener yet when it is sent: then the node is told to look, which says the same.
        assertEquals(MISSED, next(heardThere));
        here.reached(tenant, 5);
        do {
            last = next(heardThere);
        } while (!last.equals(tenant + ":5"));
    }

    @Test
    void what_could_not_be_sent_is_sent_when_the_connection_is_back() throws Exception {
        try (var observer = database().getConnection(); var statement = observer.createStatement()) {
            statement.execute("listen towline_changes");
            down.set(true);
            cutAllBut(observer);
            here.reached(tenant, 4);
            down.set(false);
            var seen = new StringBuilder();
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (!seen.toString().contains(tenant + ":4")) {
                assertTrue(System.nanoTime() < deadline, "never sent");
                for (var notification : observer.unwrap(org.postgresql.PGConnection.class).getNotifications(100)) {
                    seen.append(notification.getParameter()).append(' ');
                }
            }
        }
    }

    @Test
    void a_follower_that_fails_does_not_silence_the_others_and_foreign_words_are_passed_over() throws Exception {
        var late = new LinkedBlockingQueue<String>();
        here.follow((_, _) -> {
            throw new IllegalStateException("a follower of this test");
        });
        here.follow((id, position) -> late.add(id + ":" + position));
        try (var connection = database().getConnection(); var statement = connection.createStatement()) {
            statement.execute("notify towline_changes, 'nonsense'");
            statement.execute("notify towline_changes, 'x:y'");
        }
        there.reached(tenant, 2);
        assertEquals(tenant + ":2", next(late));
        assertEquals(tenant + ":2", next(heardHere));
    }

    @Test
    void what_was_reached_just_before_the_end_is_still_sent() throws Exception {
        here.reached(tenant, 11);
        here.stop();
        assertEquals(tenant + ":11", next(heardThere));
    }

    private Wakeups node(BlockingQueue<String> heard) throws Exception {
        var node = new Wakeups(database());
        node.follow((id, position) -> heard.add(id + ":" + position));
        node.missed(() -> heard.add(MISSED));
        node.start();
        return node;
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        var next = heard.poll(40, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was heard");
        return next;
    }

    private void cutAll() throws Exception {
        try (var connection = LocalPostgres.ofTests().dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'towline wake-ups'");
        }
    }

    private void cutAllBut(Connection spared) throws Exception {
        var process = spared.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        try (var connection = LocalPostgres.ofTests().dataSource().getConnection(); var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'towline wake-ups' and pid <> " + process);
        }
    }

    private static void awaitConnections(int expected) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (var connection = LocalPostgres.ofTests().dataSource().getConnection(); var statement = connection.createStatement()) {
            int open;
            do {
                try (var rows = statement.executeQuery("select count(*) from pg_stat_activity where application_name = 'towline wake-ups'")) {
                    rows.next();
                    open = rows.getInt(1);
                }
                assertTrue(System.nanoTime() < deadline, open + " connections are left");
            } while (open != expected);
        }
    }

    /** Connects like the application does, unless the test has the database down. */
    private DataSource database() throws Exception {
        var real = PostgresBroadcast.database(LocalPostgres.ofTests().jdbcUrl(), "postgres", "postgres");
        return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
            if (method.getName().equals("getConnection") && down.get()) {
                throw new SQLException("down, says the test", "08001");
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
