package dev.towline.index;

import static dev.towline.index.Given.second;
import static dev.towline.index.Given.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.RefUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefStateTest {

    private static final String ABSENT = RefUpdate.ABSENT;

    @Test
    void the_newest_time_wins() {
        assertHead("c", moved(1, "a", "b"), moved(3, "b", "c"), moved(2, "x", "y"));
    }

    @Test
    void within_one_second_the_chain_of_shas_decides() {
        assertHead("b", moved(1, "d", "c"), moved(1, "a", "d"), moved(1, "c", "b"));
    }

    @Test
    void a_chain_that_passes_a_place_twice_ends_where_it_was_entered_once_more() {
        // a b c b: nobody's "after" is unused as a "before".
        assertHead("b", moved(1, "a", "b"), moved(1, "b", "c"), moved(1, "c", "b"));
    }

    @Test
    void a_removal_holds_unless_the_branch_was_created_again() {
        assertRemoved(moved(1, "a", "b"), moved(1, "b", ABSENT));
        assertHead("f", moved(1, "a", ABSENT), moved(1, ABSENT, "f"));
        // The same removal told by two kinds of event, one of which does not tell where the branch stood.
        assertRemoved(moved(1, "a", "b"), moved(1, "", ABSENT));
        assertHead("f", moved(1, "a", ABSENT), moved(1, "", ABSENT), moved(1, ABSENT, "f"));
    }

    @Test
    void a_creation_without_a_sha_never_wipes_a_known_head() {
        assertHead("a", moved(1, ABSENT, "a"), moved(1, "", ""));
        assertHead("a", moved(1, ABSENT, "a"), moved(5, "", ""));
        assertHead("a", moved(1, "", ""), moved(5, ABSENT, "a"));
        assertEquals(second(5), state(moved(1, ABSENT, "a"), moved(5, "", "")).at());
    }

    @Test
    void a_creation_without_a_sha_is_the_weakest_word_of_its_second() {
        assertRemoved(moved(2, "a", ABSENT), moved(2, "", ""));
    }

    @Test
    void a_creation_without_a_sha_after_a_removal_brings_the_branch_back_with_its_head_unknown() {
        assertHead("", moved(1, "a", ABSENT), moved(2, "", ""));
    }

    @Test
    void a_closed_ring_and_a_fork_end_the_same_way_in_any_order() {
        assertHead("b", moved(1, "a", "b"), moved(1, "b", "a"));
        assertHead("c", moved(1, "a", "b"), moved(1, "b", "c"), moved(1, "c", "a"));
        assertRemoved(moved(1, ABSENT, "a"), moved(1, "a", ABSENT));
        assertHead("c", moved(1, "a", "b"), moved(1, "a", "c"));
        assertHead("a", moved(1, "a", "a"));
    }

    @Test
    void older_seconds_do_not_matter_so_that_only_the_newest_must_be_read() {
        var random = new Random(4);
        for (var round = 0; round < 2_000; round++) {
            var all = new ArrayList<RefState.Movement>();
            for (var i = random.nextInt(1, 9); i > 0; i--) {
                var places = List.of("a", "b", "c", ABSENT, "");
                all.add(moved(random.nextInt(3), places.get(random.nextInt(5)), places.get(random.nextInt(5))));
            }
            var expected = RefState.of(all);
            assertEquals(expected, RefState.of(deciding(all)), all.toString());
            Collections.shuffle(all, random);
            assertEquals(expected, RefState.of(all), all.toString());
        }
    }

    /** What the store reads. */
    private static List<RefState.Movement> deciding(List<RefState.Movement> all) {
        return all.stream()
                .filter(it -> all.stream().noneMatch(other -> other.told() == it.told() && other.at().isAfter(it.at())))
                .toList();
    }

    private static RefState.Movement moved(int second, String before, String after) {
        return new RefState.Movement(sha(before), sha(after), second(second), "https://git.example/" + after);
    }

    private static RefState state(RefState.Movement... movements) {
        return RefState.of(List.of(movements));
    }

    private static void assertHead(String expected, RefState.Movement... movements) {
        assertSame(sha(expected), false, movements);
    }

    private static void assertRemoved(RefState.Movement... movements) {
        assertSame("", true, movements);
    }

    private static void assertSame(String head, boolean removed, RefState.Movement... movements) {
        var random = new Random(1);
        var shuffled = new ArrayList<>(Arrays.asList(movements));
        for (var round = 0; round < 20; round++) {
            var state = RefState.of(shuffled);
            assertEquals(head, state.head(), shuffled.toString());
            assertEquals(removed, state.removed(), shuffled.toString());
            Collections.shuffle(shuffled, random);
        }
    }
}
