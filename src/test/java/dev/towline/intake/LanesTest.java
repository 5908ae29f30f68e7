package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes();
    private final UUID loud = UUID.randomUUID();
    private final UUID quiet = UUID.randomUUID();

    @Test
    void a_tenant_has_no_more_than_its_share_in_memory() {
        for (var i = 0; i < Lanes.PER_TENANT; i++) {
            assertTrue(lanes.offer(of(loud)));
        }
        assertFalse(lanes.offer(of(loud)));
        assertTrue(lanes.offer(of(quiet)));
    }

    @Test
    void tenants_take_turns_however_many_one_has() throws Exception {
        for (var i = 0; i < 4; i++) {
            lanes.offer(of(loud));
        }
        lanes.offer(of(quiet));
        assertEquals(List.of(loud, quiet, loud), List.of(take(), take(), take()));
    }

    @Test
    void no_tenant_has_more_than_its_share_of_the_hands() throws Exception {
        for (var i = 0; i < 4; i++) {
            lanes.offer(of(loud));
        }
        var first = lanes.take().orElseThrow();
        lanes.take();
        var third = Thread.ofVirtual().start(() -> {
            try {
                lanes.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(third.join(Duration.ofMillis(100)), "the third waits");
        lanes.leave(first);
        assertTrue(third.join(Duration.ofSeconds(10)));
    }

    @Test
    void there_is_room_again_when_one_leaves() throws Exception {
        for (var i = 0; i < Lanes.PER_TENANT; i++) {
            lanes.offer(of(loud));
        }
        lanes.leave(lanes.take().orElseThrow());
        assertTrue(lanes.offer(of(loud)));
        assertFalse(lanes.offer(of(loud)));
    }

    @Test
    void all_lanes_together_are_bounded() {
        var taken = new ArrayList<Boolean>();
        for (var i = 0; i < Lanes.CAPACITY; i++) {
            taken.add(lanes.offer(of(UUID.randomUUID())));
        }
        assertFalse(taken.contains(false));
        assertFalse(lanes.offer(of(UUID.randomUUID())));
    }

    @Test
    void closing_hands_over_what_nobody_began_and_lets_nobody_wait() throws Exception {
        lanes.offer(of(loud));
        lanes.offer(of(loud));
        var begun = lanes.take().orElseThrow();
        assertEquals(1, lanes.close().size());
        assertTrue(lanes.take().isEmpty());
        assertFalse(lanes.offer(of(quiet)));
        lanes.awaitRoom(Lanes.CAPACITY + 1);
        lanes.leave(begun);
    }

    private UUID take() throws InterruptedException {
        return lanes.take().orElseThrow().envelope().tenant();
    }

    private static Held of(UUID tenant) {
        return new Held(new Envelope(1, UUID.randomUUID(), tenant, UUID.randomUUID(), new byte[32], 0, new byte[0], null, null), 1, new Held.Origin.Database());
    }
}
