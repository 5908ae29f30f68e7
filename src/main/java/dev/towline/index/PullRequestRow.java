package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A pull request as it stood at the newest time that we were told of. Who wrote it and how many comments it has is not in
 * every telling: of both the newest that was told is kept.
 *
 * @param live the git server told this state as it came about, not a repair afterwards. Unlike a commit a pull request changes, and
 *             only a state that was told in time may set off what Jira does then
 */
record PullRequestRow(
        String repository, String number, String title, PullRequest.State state, Dated<Person> author,
        String sourceBranch, String sourceUrl, boolean fromFork, String targetBranch, String targetUrl, String url,
        Instant updatedAt, Dated<Integer> commentCount, List<Person> requested, List<IssueKey> descriptionKeys, boolean live) {

    // Within one second the more final state holds; of one state the server's own telling, which is fuller than a repair's; then the
    // text of the row decides: any rule will do that every order of arrival agrees on.
    // What is joined by itself is no part of that text: it would depend on what was joined before.
    private static final Comparator<PullRequestRow> NEWNESS = Comparator.comparing(PullRequestRow::updatedAt)
            .thenComparing(PullRequestRow::state)
            .thenComparing(PullRequestRow::live)
            .thenComparing(row -> row.with(Dated.never(), Dated.never()).toString());

    static PullRequestRow told(String repository, PullRequest told) {
        return of(repository, told, true, told.updatedAt());
    }

    /** A repair does not know as much of the author, who stays the same: whoever else tells that is taken for newer. */
    static PullRequestRow repaired(String repository, PullRequest told) {
        return of(repository, told, false, Activity.TIME_NOT_TOLD);
    }

    private static PullRequestRow of(String repository, PullRequest told, boolean live, Instant authorAt) {
        var at = Storable.time(told.updatedAt());
        Dated<Person> author = told.author().equals(Person.UNKNOWN) ? Dated.never() : new Dated<>(person(told.author()), Storable.time(authorAt));
        Dated<Integer> commentCount = told.commentCount().isEmpty() ? Dated.never() : new Dated<>(told.commentCount().getAsInt(), at);
        return new PullRequestRow(
                repository, Storable.id(told.number()), Storable.text(told.title()), told.state(), author,
                Storable.text(told.sourceBranch()), Storable.text(told.sourceUrl()), told.fromFork(),
                Storable.text(told.targetBranch()), Storable.text(told.targetUrl()), Storable.text(told.url()),
                at, commentCount,
                told.requested().stream().map(PullRequestRow::withoutEmail).map(PullRequestRow::person).toList(),
                told.descriptionKeys().stream().sorted().limit(Links.KEYS).toList(), live);
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
        var newest = NEWNESS.compare(this, other) >= 0 ? this : other;
        return newest.with(
                author.join(other.author, Comparator.comparing(Person::toString)),
                commentCount.join(other.commentCount, Comparator.naturalOrder()));
    }

    private PullRequestRow with(Dated<Person> author, Dated<Integer> commentCount) {
        return new PullRequestRow(
                repository, number, title, state, author, sourceBranch, sourceUrl, fromFork, targetBranch, targetUrl, url,
                updatedAt, commentCount, requested, descriptionKeys, live);
    }

    private static Person withoutEmail(Person person) {
        return new Person(person.name(), "", person.username(), person.url(), person.avatar());
    }

    private static Person person(Person told) {
        return new Person(Storable.text(told.name()), Storable.text(told.email()), Storable.text(told.username()),
                Storable.text(told.url()), Storable.text(told.avatar()));
    }
}
