package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.activity.Build;
import dev.towline.index.Development;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildRowTest {

    private static final long OF_A_SHA = 0xfedcba987654L;

    @Test
    void a_pipeline_is_shown_by_the_run_that_was_heard_of_last_because_not_every_number_counts() {
        var pipeline = BuildRow.pipelines(rows(build(OF_A_SHA, 10), build(7, 30), build(9, 20))).getFirst();
        assertEquals(7, pipeline.newest().number());
        assertEquals(List.of(9L, OF_A_SHA), pipeline.earlier().stream().map(BuildRow::number).toList());
        assertEquals(9, BuildRow.pipelines(rows(build(8, 10), build(9, 10))).getFirst().newest().number());
    }

    @Test
    void a_number_that_people_do_not_count_by_is_not_shown() {
        assertEquals("#1894561234", rows(build(1_894_561_234L, 1)).getFirst().label());
        assertEquals("4b825dc", rows(build(OF_A_SHA, 1)).getFirst().label());
    }

    private static List<BuildRow> rows(Development.BuildView... builds) {
        return Arrays.stream(builds).map(build -> BuildRow.of(build, new DevelopmentView.IntegrationRef("i", "Acme", "github"))).toList();
    }

    private static Development.BuildView build(long number, int second) {
        var place = new Development.Place(Samples.INTEGRATION, "42", "team/app", "");
        return new Development.BuildView(place, "ci#" + number, "ci", number, "", Build.State.FAILED, Samples.NOW.plusSeconds(second), "",
                "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "", Samples.KEYS, 1);
    }
}
