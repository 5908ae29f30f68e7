package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.Person;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitsByTipTest {

    @ParameterizedTest(name = "{0} moved to, {1} listed → {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a         | a b c       | a b c
            a         | b a         | b a
            tag       | a b         | a b
            a d       | a b d c     | a b;d c
            d a       | a b d c     | d c;a b
            -         | a           | a
            - a       | b           | ;b
            a - d     | d           | ;;d
            a a       | a b         | a b;
            a         |             | ''
            """)
    void each_ref_gets_what_stands_from_its_tip_on(String tips, String listed, String wanted) {
        List<List<Commit>> parts = CommitsByTip.of(words(tips).stream().map(CommitsByTipTest::movedTo).toList(),
                words(listed).stream().map(CommitsByTipTest::commit).toList());
        assertEquals(wanted, String.join(";", parts.stream()
                .map(part -> String.join(" ", part.stream().map(Commit::sha).toList())).toList()));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : Arrays.asList(text.split(" "));
    }

    private static RefUpdate movedTo(String tip) {
        return new RefUpdate(new Ref(Ref.Kind.BRANCH, tip), "", tip.equals("-") ? RefUpdate.ABSENT : tip, Activity.TIME_NOT_TOLD, false, "", OptionalInt.empty(), false);
    }

    private static Commit commit(String sha) {
        return new Commit(sha, "", Person.UNKNOWN, OffsetDateTime.MIN, "", List.of(), OptionalInt.empty(), Optional.empty());
    }
}
