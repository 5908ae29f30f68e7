package dev.towline.web;

import dev.towline.integration.Integration;
import dev.towline.integration.Integrations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells whoever changes an integration that somebody else did meanwhile, and what it says now where the two differ. */
@ApplicationScoped
class Edits {

    // As much as shows what it is about.
    private static final int SHOWN = 5;

    private final ManageTexts texts;

    Edits(@Spoken ManageTexts texts) {
        this.texts = texts;
    }

    /** @param seen the edition that the person saw. @throws Problem 409 when there is a newer one that says something else */
    void check(Integration now, OptionalInt seen, Integrations.Change wish) {
        if (seen.isEmpty() || seen.getAsInt() == now.edition()) {
            return;
        }
        var errors = new ArrayList<Problem.FieldError>();
        wish.name().filter(name -> !name.equals(now.name())).ifPresent(_ -> errors.add(said("name", now.name())));
        compare(errors, "rules.descriptionKeys", wish.descriptionKeys(), now.descriptionKeys());
        compare(errors, "rules.projects", wish.projects(), now.projects());
        compare(errors, "rules.repositories", wish.repositories(), now.admission().repositories());
        compare(errors, "rules.branches", wish.branches(), now.admission().branches());
        compare(errors, "rules.fileNames", wish.fileNames(), now.admission().fileNames());
        compare(errors, "rules.emails", wish.emails(), now.admission().emails());
        wish.keptDays().filter(days -> days != now.keptDays()).ifPresent(_ -> errors.add(said("rules.keptDays", String.valueOf(now.keptDays()))));
        if (!errors.isEmpty()) {
            throw new Problem(409, texts.edited(), errors);
        }
    }

    private void compare(List<Problem.FieldError> errors, String field, Optional<List<String>> wish, List<String> now) {
        wish.filter(list -> !list.equals(now)).ifPresent(_ -> errors.add(now.isEmpty()
                ? new Problem.FieldError(field, texts.edited_empty())
                : said(field, String.join(", ", now.subList(0, Math.min(SHOWN, now.size()))) + (now.size() > SHOWN ? ", …" : ""))));
    }

    private void compare(List<Problem.FieldError> errors, String field, Optional<Boolean> wish, boolean now) {
        wish.filter(flag -> flag != now).ifPresent(_ -> errors.add(new Problem.FieldError(field, now ? texts.edited_on() : texts.edited_off())));
    }

    private Problem.FieldError said(String field, String now) {
        return new Problem.FieldError(field, texts.edited_says(now));
    }
}
