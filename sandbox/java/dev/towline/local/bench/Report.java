package dev.towline.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of one benchmark, as the table of docs/performance.md and of the terminal. */
record Report(String circumstances, List<Row> rows) {

    /** @param ratio Towline's figure by the one beside it; none when that is no positive number */
    record Row(String what, String towline, String beside, String ratio) {

        static Row of(String what, double towline, double beside, String unit) {
            return new Row(what, figure(towline) + unit, figure(beside) + unit, beside > 0 ? figure(towline / beside) : "–");
        }

        static Row ofTimes(String what, Times towline, Times beside, int percent) {
            return of(what, towline.percentile(percent), beside.percentile(percent), " ms");
        }

        /** A figure with nothing beside it. */
        static Row alone(String what, double towline, String unit) {
            return new Row(what, figure(towline) + unit, "–", "–");
        }

        private static String figure(double value) {
            return String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.4f" : value < 10 ? "%.2f" : "%,.0f", value);
        }
    }

    String table() {
        return rows.stream().map(row -> "| %s | %s | %s | %s |".formatted(row.what(), row.towline(), row.beside(), row.ratio()))
                .collect(Collectors.joining("\n", circumstances + "\n\n| what | Towline | beside it | ratio |\n|---|---|---|---|\n", "\n"));
    }

    /** Puts the table between the benchmark's marks. @throws IOException also when there are none; nothing is changed then */
    void into(Path document, String benchmark) throws IOException {
        var text = Files.readString(document);
        var begin = "<!-- bench " + benchmark + " -->\n";
        var from = text.indexOf(begin);
        var to = text.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            throw new IOException(document.getFileName() + " has no place for " + benchmark);
        }
        Files.writeString(document, text.substring(0, from + begin.length()) + table() + text.substring(to));
    }
}
