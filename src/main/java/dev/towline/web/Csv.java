package dev.towline.web;

import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them, where programs for tables differ in small things: a semicolon divides where the first
 * line has one and no comma, lines end in any way, and a mark of UTF-8 may stand before.
 */
final class Csv {

    /** Where a line of the table begins in the text, counted from 1, and its fields. */
    record Line(int number, List<String> fields) {}

    // A field that begins so is a formula to programs for tables, whatever quotes stand around it.
    private static final String FORMULA = "=+-@\t\r";

    private final String text;
    private final char divider;
    private int at;
    private int number = 1;

    private Csv(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var first = this.text.lines().findFirst().orElse("");
        this.divider = first.contains(",") || !first.contains(";") ? ',' : ';';
    }

    /** Its lines without the empty ones. */
    static List<Line> read(String text) {
        var csv = new Csv(text);
        var lines = new ArrayList<Line>();
        while (csv.at < csv.text.length()) {
            var line = csv.line();
            if (line.fields().stream().anyMatch(field -> !field.isBlank())) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** One line. What a program for tables would take for a formula gets an apostrophe before it, which {@link #read} takes away. */
    static String write(List<String> fields) {
        return String.join(",", fields.stream().map(Csv::field).toList()) + "\r\n";
    }

    private static String field(String field) {
        var safe = !field.isEmpty() && (FORMULA.indexOf(field.charAt(0)) >= 0 || field.startsWith("'")) ? "'" + field : field;
        return safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r') ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private Line line() {
        var begun = number;
        var fields = new ArrayList<String>();
        do {
            fields.add(value());
        } while (taken(divider));
        taken('\r');
        taken('\n');
        number++;
        return new Line(begun, fields);
    }

    private String value() {
        var value = new StringBuilder();
        if (taken('"')) {
            while (at < text.length()) {
                if (taken('"') && (at == text.length() || text.charAt(at) != '"')) {
                    break;
                }
                number += text.charAt(at) == '\n' ? 1 : 0;
                value.append(text.charAt(at++));
            }
        }
        while (at < text.length() && text.charAt(at) != divider && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            value.append(text.charAt(at++));
        }
        var whole = value.toString().strip();
        return whole.length() > 1 && whole.charAt(0) == '\'' && (FORMULA.indexOf(whole.charAt(1)) >= 0 || whole.charAt(1) == '\'') ? whole.substring(1) : whole;
    }

    private boolean taken(char expected) {
        if (at < text.length() && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }
}
