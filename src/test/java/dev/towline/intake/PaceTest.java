package dev.towline.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.integration.HookToken;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.TenantId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final int HOOK_BURST = Pace.PER_HOOK * (int) Pace.BURST.toSeconds();
    private static final int SITE_BURST = Pace.PER_SITE * (int) Pace.BURST.toSeconds();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());
    private final Pace pace = new Pace(nanos::get);
    private final TenantId site = new TenantId(UUID.randomUUID());

    @Test
    void a_burst_passes_and_then_the_steady_pace() {
        var hook = hookOf(site);
        assertEquals(HOOK_BURST, allowed(hook, HOOK_BURST + 500));
        pass(Duration.ofSeconds(3));
        assertEquals(3 * Pace.PER_HOOK, allowed(hook, 1_000));
        pass(Pace.BURST.multipliedBy(2));
        assertEquals(HOOK_BURST, allowed(hook, HOOK_BURST + 500), "rest gives back no more than the burst");
    }

    @Test
    void at_the_steady_pace_nothing_is_ever_turned_away() {
        var hook = hookOf(site);
        for (var second = 0; second < 600; second++) {
            assertEquals(Pace.PER_HOOK, allowed(hook, Pace.PER_HOOK));
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void one_hook_url_s_flood_is_not_the_other_s() {
        var flooded = hookOf(site);
        allowed(flooded, HOOK_BURST + 500);
        assertFalse(pace.allows(flooded));
        assertTrue(pace.allows(hookOf(site)));
        assertFalse(pace.allows(new HookToken(site, flooded.integration(), "a new URL")), "a rotation brings no new allowance");
    }

    @Test
    void many_hook_urls_of_one_site_share_its_pace_and_take_nothing_from_another_site() {
        var all = IntStream.range(0, 4).mapToObj(i -> hookOf(site)).mapToInt(hook -> allowed(hook, HOOK_BURST)).sum();
        assertEquals(SITE_BURST, all);
        assertTrue(pace.allows(hookOf(new TenantId(UUID.randomUUID()))));
    }

    @Test
    void who_rests_is_forgotten() {
        pace.allows(hookOf(site));
        pace.forget();
        assertEquals(2, pace.size());
        pass(Duration.ofSeconds(1));
        pace.forget();
        assertEquals(0, pace.size());
    }

    private int allowed(HookToken hook, int calls) {
        return (int) IntStream.range(0, calls).filter(i -> pace.allows(hook)).count();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static HookToken hookOf(TenantId site) {
        return new HookToken(site, new IntegrationId(UUID.randomUUID()), "a URL");
    }
}
