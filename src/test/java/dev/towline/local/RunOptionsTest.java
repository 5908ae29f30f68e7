package dev.towline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    @Test
    void without_words_it_keeps_its_data_and_starts_the_sandbox() {
        var options = RunOptions.parse();
        assertTrue(options.sandbox() && !options.selfHosted());
        assertEquals(".towline", options.data().getFileName().toString());
    }

    @Test
    void each_word_is_heard() {
        var options = RunOptions.parse("--no-sandbox", "--self-hosted", "--data", "/tmp/elsewhere", "--fresh");
        assertEquals(new RunOptions(true, false, true, Path.of("/tmp/elsewhere"), options.jar()), options);
    }

    @Test
    void a_word_it_does_not_know_is_an_error_and_not_ignored() {
        assertThrows(IllegalArgumentException.class, () -> RunOptions.parse("--frsh"));
        assertThrows(IllegalArgumentException.class, () -> RunOptions.parse("--data"));
    }
}
