package dev.towline.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.towline.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void fields_lines_and_quotes_are_read_as_programs_for_tables_write_them() {
        assertEquals(List.of(List.of("a", "b c", ""), List.of("x, \"y\"", "z")), fields("a, b c ,\r\n\r\n\"x, \"\"y\"\"\",z"));
        assertEquals(List.of(List.of("a", "b"), List.of("c,d", "e")), fields("\uFEFFa;b\nc,d;e\n"));
        assertEquals(List.of(List.of("one\ntwo", "3"), List.of("four")), fields("\"one\ntwo\",3\rfour"));
        assertEquals(List.of(), fields("\n , \n"));
        assertEquals(List.of(List.of("open")), fields("\"open"));
    }

    @Test
    void lines_are_counted_as_an_editor_counts_them() {
        assertEquals(List.of(1, 3, 5), Csv.read("a\n\n\"b\nc\"\nd").stream().map(Csv.Line::number).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@SUM(A1)", "'quoted", "plain", "with, comma", "two\nlines", "a\"b", "o'neil"})
    void what_is_written_is_no_formula_and_is_read_as_it_was(String field) {
        var written = Csv.write(List.of(field, "end"));
        assertEquals(false, "=+-@".indexOf(written.replaceFirst("^\"", "").charAt(0)) >= 0, written);
        assertEquals(List.of(List.of(field, "end")), fields(written));
    }

    @Test
    void whatever_is_uploaded_is_read_and_what_was_read_is_read_again_as_it_was_written() throws Exception {
        new Fuzz("csv").feed(text -> {
            for (var line : fields(text)) {
                assertEquals(List.of(line), fields(Csv.write(line)));
            }
        });
    }

    private static List<List<String>> fields(String text) {
        return Csv.read(text).stream().map(Csv.Line::fields).toList();
    }
}
