package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "100, 200, 150, a position within is good,                               true",
        "100, 200,  99, the one just left of the oldest is still good,           true",
        "100, 200,  98, before that something is missing,                        false",
        "100, 200, 200, the head is good: nothing has happened,                  true",
        "100, 200, 201, a position that was never given out is not ours,         false",
        "100, 200,  -1, nor is what is no number,                                false",
        "  0,   0,   0, an empty log has nothing to miss,                        true",
        "  0,   0,  -1, an id that is no number is refused by an empty log too,  false",
        "  0, 200, 200, the head is good even when all was removed,              true",
        "  0, 200, 150, but nothing else is,                                     false"
    })
    void a_reader_goes_on_only_where_nothing_is_missing(long oldest, long head, long position, String rule, boolean good) {
        assertEquals(good, new Page(List.of(), oldest, head).continues(position), rule);
    }
}
