package dev.towline.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A time on a page: exact for programs, readable before scripts run. Browser code then says it in the viewer's zone. */
record Moment(Instant at) {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @JsonValue
    public String iso() {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public String words() {
        return WORDS.format(at);
    }
}
