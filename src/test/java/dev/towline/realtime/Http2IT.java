package dev.towline.realtime;

import static dev.towline.realtime.LiveStand.commit;
import static dev.towline.realtime.LiveStand.commits;
import static dev.towline.realtime.LiveStand.eventually;
import static dev.towline.realtime.LiveStand.issue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.local.LocalPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams as a browser has them behind a load balancer that speaks HTTP/2: all of a page's, and its other requests, over one connection. */
class Http2IT {

    private static final int STREAMS = 40;
    private static final int AT_ONCE = 200;
    private static final Rhythm BRISK = new Rhythm(Duration.ofMillis(50), 1_000, Duration.ofMillis(300), Duration.ofMinutes(10));

    private static DataSource database;

    private final Vertx vertx = Vertx.vertx();
    private HttpClient browser;

    @BeforeAll
    static void start() throws Exception {
        database = LocalPostgres.ofTests().migrated("http2_it");
    }

    @BeforeEach
    void one_connection() {
        browser = Http2Page.browser(vertx);
    }

    @AfterEach
    void no_connection() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void many_streams_share_a_connection_and_each_is_told_its_history_and_then_what_happens() throws Exception {
        try (var stand = new LiveStand(database, Rhythm.NORMAL)) {
            var first = stand.happens(commits(3, "ABC-1")) - 2;
            var pages = new ArrayList<Http2Page>();
            for (var each = 0; each < STREAMS; each++) {
                pages.add(open(stand, new Account(stand.ann.tenant(), "person-" + each), Long.toString(first)));
            }
            assertEquals(1, pages.stream().map(page -> page.answer.request().connection()).distinct().count());
            eventually(() -> stand.hub.open() == STREAMS, "all are there");
            var last = stand.happens(commits(2, "ABC-1"));
            for (var page : pages) {
                assertEquals(HttpVersion.HTTP_2, page.answer.version());
                page.awaits(last);
                assertEquals(LongStream.rangeClosed(first + 1, last).boxed().toList(), page.positions());
            }
        }
    }

    @Test
    void a_stream_that_its_page_gives_back_is_gone_and_the_others_of_the_connection_go_on() throws Exception {
        try (var stand = new LiveStand(database, Rhythm.NORMAL)) {
            var left = open(stand, stand.ann, null);
            var kept = open(stand, stand.ann, null);
            eventually(() -> stand.hub.open() == 2, "both are there");
            left.answer.request().reset();
            eventually(() -> stand.hub.open() == 1, "one was given back");
            kept.awaits(stand.happens(commit("ABC-1")));
        }
    }

    @Test
    void a_stream_whose_window_is_full_is_behind_and_is_told_the_newest_when_it_is_read() throws Exception {
        try (var stand = new LiveStand(database, Rhythm.NORMAL)) {
            var slow = open(stand, stand.ann, null);
            var healthy = open(stand, stand.ann, null);
            eventually(() -> stand.hub.open() == 2, "both are there");
            slow.answer.pause();
            flood(stand, healthy);
            assertEquals(2, stand.hub.open(), "nobody was cut off");
            slow.answer.resume();
            var last = stand.happens(commit("ABC-1"));
            slow.awaits(last);
            healthy.awaits(last);
            var told = slow.positions();
            assertEquals(told.stream().sorted().distinct().toList(), told, "in the order of the log");
            assertTrue(told.size() < healthy.positions().size() / 2, "what happened often is told once: " + told.size());
        }
    }

    @Test
    void a_stream_that_is_not_read_is_reset_and_the_others_of_the_connection_go_on() throws Exception {
        try (var stand = new LiveStand(database, BRISK)) {
            var stalled = open(stand, stand.ann, null);
            var healthy = open(stand, stand.ann, null);
            eventually(() -> stand.hub.open() == 2, "both are there");
            stalled.answer.pause();
            flood(stand, healthy);
            eventually(() -> stand.hub.open() == 1, "the stalled one is gone");
            stalled.answer.resume();
            eventually(() -> stalled.broken, "and was told so");
            healthy.awaits(stand.happens(commit("ABC-1")));
            assertFalse(healthy.broken);
        }
    }

    @Test
    void a_stream_ends_in_good_order_and_the_next_needs_no_new_connection() throws Exception {
        try (var stand = new LiveStand(database, new Rhythm(Duration.ofMillis(20), 1_000, Duration.ofSeconds(30), Duration.ofMillis(200)))) {
            var page = open(stand, stand.ann, null);
            eventually(() -> page.ended, "it ends");
            assertFalse(page.broken);
            var next = open(stand, stand.ann, null);
            assertEquals(page.answer.request().connection(), next.answer.request().connection());
        }
    }

    /** 4,000 events, as fast as the healthy page takes them. */
    private static void flood(LiveStand stand, Http2Page healthy) {
        for (var round = 0; round < 20; round++) {
            healthy.awaits(stand.happens(commits(AT_ONCE, "ABC-1")));
        }
    }

    private Http2Page open(LiveStand stand, Account account, String lastEventId) throws Exception {
        var page = Http2Page.open(browser, stand.stream(stand.ticket(account, issue(1)), lastEventId));
        assertEquals(200, page.answer.statusCode());
        return page;
    }
}
