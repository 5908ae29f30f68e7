package dev.towline.web;

import dev.towline.jira.FromBrowser;
import dev.towline.jira.Caller;
import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** {@code POST /api/board/cards}: what the cards of a board say of their issues, for the viewer. Issues that are left out may not be seen, or are gone. */
@Path("/api/board/cards")
@FromBrowser
public class BoardApi {

    // A card counts commits since yesterday. More would be a question of another kind, over any number of rows.
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration USUAL = Duration.ofDays(1);

    /**
     * @param issues ids, at most {@link Issues#AT_ONCE}
     * @param since  from when on commits count, as the viewer's clock has it; null: a day ago
     */
    record Asked(List<Long> issues, String since) {}

    public record Answer(List<CardView> cards) {}

    private final Caller caller;
    private final BoardCards cards;
    private final Texts texts;
    private final Clock clock;

    BoardApi(Caller caller, BoardCards cards, @Spoken Texts texts, Clock clock) {
        this.caller = caller;
        this.cards = cards;
        this.texts = texts;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.TYPE})
    @RunOnVirtualThread
    public Answer cards(Asked asked) {
        if (asked == null || asked.issues() == null || asked.issues().isEmpty() || asked.issues().size() > Issues.AT_ONCE
                || asked.issues().stream().anyMatch(id -> Objects.isNull(id) || id <= 0)) {
            throw new Problem(400, texts.invalid(), List.of(new Problem.FieldError("issues", texts.board_issues(Issues.AT_ONCE))));
        }
        try {
            return new Answer(cards.seenBy(caller.viewer(), new HashSet<>(asked.issues()), since(asked.since())));
        } catch (JiraUnavailable e) {
            throw new Problem(503, texts.unavailable_title());
        }
    }

    private Instant since(String asked) {
        var now = clock.instant();
        if (asked == null) {
            return now.minus(USUAL);
        }
        try {
            var since = Instant.parse(asked);
            if (!since.isBefore(now.minus(LONGEST))) {
                return since;
            }
        } catch (DateTimeParseException e) {
            // The same words for both.
        }
        throw new Problem(400, texts.invalid(), List.of(new Problem.FieldError("since", texts.board_since((int) LONGEST.toDays()))));
    }
}
