package dev.towline.index;

import dev.towline.activity.Person;
import dev.towline.activity.Review;
import java.time.Instant;
import java.util.Comparator;

/** A reviewer's newest decision on a pull request, which may itself be unknown yet. */
record ReviewRow(
        String repository, String number, String reviewer, String name, String username, String url, String avatar,
        Review.Decision decision, Instant at) {

    record Key(String repository, String number, String reviewer) {}

    // Within one second a withdrawal holds against a decision, a complaint against an approval.
    private static final Comparator<ReviewRow> NEWNESS = Comparator.comparing(ReviewRow::at)
            .thenComparing(ReviewRow::decision)
            .thenComparing(ReviewRow::toString);

    static ReviewRow of(String repository, String number, Review told) {
        var person = told.reviewer();
        return new ReviewRow(
                repository, Storable.id(number), identity(person), Storable.text(person.name()), Storable.text(person.username()),
                Storable.text(person.url()), Storable.text(person.avatar()), told.decision(), Storable.time(told.at()));
    }

    /** What tells one reviewer from another: the user name, or the name where the server has none. */
    static String identity(Person person) {
        return Storable.id(person.username().isEmpty() ? person.name() : person.username());
    }

    Key key() {
        return new Key(repository, number, reviewer);
    }

    Entity pullRequest() {
        return new Entity(Change.Kind.PULL_REQUEST, repository, number);
    }

    ReviewRow join(ReviewRow other) {
        return NEWNESS.compare(this, other) >= 0 ? this : other;
    }
}
