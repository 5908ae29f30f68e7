package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A pull request as it stood at the newest time that we were told of. */
record PullRequestRow(
        String repository, String number, String title, PullRequest.State state, Person author,
        String sourceBranch, String sourceUrl, boolean fromFork, String targetBranch, String targetUrl, String url,
        Instant updatedAt, int commentCount, List<Person> requested, List<IssueKey> descriptionKeys) {

    // Within one second the more final state holds; then the text of the row decides: any rule will do that every order of arrival agrees on.
    private static final Comparator<PullRequestRow> NEWNESS = Comparator.comparing(PullRequestRow::updatedAt)
            .thenComparing(PullRequestRow::state)
            .thenComparing(PullRequestRow::toString);

    static PullRequestRow of(String repository, PullRequest told) {
        return new PullRequestRow(
                repository, Storable.id(told.number()), Storable.text(told.title()), told.state(), person(told.author()),
                Storable.text(told.sourceBranch()), Storable.text(told.sourceUrl()), told.fromFork(),
                Storable.text(told.targetBranch()), Storable.text(told.targetUrl()), Storable.text(told.url()),
                Storable.time(told.updatedAt()), told.commentCount(),
                told.requested().stream().map(PullRequestRow::withoutEmail).map(PullRequestRow::person).toList(),
                told.descriptionKeys().stream().sorted().limit(Links.KEYS).toList());
    }

    Entity entity() {
        return new Entity(Change.Kind.PULL_REQUEST, repository, number);
    }

    Set<IssueKey> keys(boolean withDescription) {
        var keys = new LinkedHashSet<>(IssueKeys.in(title));
        keys.addAll(IssueKeys.in(sourceBranch));
        if (withDescription) {
            keys.addAll(descriptionKeys);
        }
        return keys;
    }

    PullRequestRow join(PullRequestRow other) {
        return NEWNESS.compare(this, other) >= 0 ? this : other;
    }

    private static Person withoutEmail(Person person) {
        return new Person(person.name(), "", person.username(), person.url(), person.avatar());
    }

    private static Person person(Person told) {
        return new Person(Storable.text(told.name()), Storable.text(told.email()), Storable.text(told.username()),
                Storable.text(told.url()), Storable.text(told.avatar()));
    }
}
