package dev.towline.web;

import dev.towline.activity.Build;
import dev.towline.activity.Deployment;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.index.Development;
import dev.towline.index.Gaps;
import dev.towline.integration.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** Made-up records of the index, ordinary and hostile. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final IntegrationId INTEGRATION = new IntegrationId(UUID.fromString("7f9c24e8-3b12-4f00-9d0a-1c2d3e4f5a6b"));
    static final Set<IssueKey> KEYS = Set.of(new IssueKey("ABC-1"));
    static final Person ANNA = new Person("Anna Ånström", "anna@example.com", "anna", "https://git.example.com/anna", "https://git.example.com/anna.png");
    static final Person BEN = new Person("", "ben@example.com", "ben", "", "");

    /** What a hostile git server would write into every field. */
    static final String MARKUP = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";
    static final String SCRIPT_URL = "javascript:alert(3)";

    private Samples() {}

    /** The part of a page that shows a new integration, before anything arrived. */
    static String made(IntegrationsApi.Created created) {
        return Pages.render("AdminPage/created", Map.of("created", created, "list", CheckSamples.nothing(created.provider()), "guides", List.of()));
    }

    static Development.OfIssue ordinary() {
        var place = new Development.Place(INTEGRATION, "42", "team/checkout", "https://git.example.com/team/checkout");
        var other = new Development.Place(INTEGRATION, "43", "team/a-repository-with-a-rather-long-name-that-has-to-wrap-somewhere", "https://git.example.com/team/long");
        var first = commit(place, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "ABC-1 Refuse carts that are empty\n\nThe shop let them through, and the payment provider answered 500.\n\n- check before paying\n- say it in words", ANNA, 3,
                List.of(new FileChange("src/cart.c", FileChange.Kind.MODIFIED), new FileChange("src/words.c", FileChange.Kind.ADDED), new FileChange("src/old.c", FileChange.Kind.REMOVED)), false);
        var second = commit(other, "d1e8a70b5ccab1dc2f56bbf7e99f064a660c08e3", "ABC-1 Merge branch 'main'", BEN, 240, List.of(new FileChange("a/very/long/path/to/a/file/that/does/not/fit/into/a/narrow/panel/at/all/File.java", FileChange.Kind.MOVED)), true);
        var third = commit(place, "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "ABC-1 カートを確認する", ANNA, -1, List.of(), false);
        return new Development.OfIssue(
                List.of(first, second, third),
                List.of(new Development.BranchView(place, "feature/ABC-1-empty-carts", first.sha(), NOW.minusSeconds(3700), "https://git.example.com/team/checkout/tree/feature", Optional.of(first), false, KEYS, 3),
                        new Development.BranchView(other, "ABC-1", "", NOW.minusSeconds(90000), "", Optional.empty(), false, KEYS, 2)),
                List.of(pullRequest(place, "17", "ABC-1 Refuse empty carts", PullRequest.State.OPEN, List.of(
                                new Development.ReviewerView(BEN, Optional.of(Review.Decision.APPROVED)),
                                new Development.ReviewerView(ANNA, Optional.of(Review.Decision.NEEDS_WORK)),
                                new Development.ReviewerView(new Person("Chen Li", "", "chen", "", ""), Optional.empty()))),
                        pullRequest(place, "16", "ABC-1 Draft of the check", PullRequest.State.DRAFT, List.of()),
                        pullRequest(place, "12", "ABC-1 First try", PullRequest.State.DECLINED, List.of()),
                        pullRequest(other, "8", "ABC-1 Words for empty carts", PullRequest.State.MERGED, List.of())),
                List.of(build(place, "ci.yml", 41, "Build and test", Build.State.FAILED, 300), build(place, "ci.yml", 42, "Build and test", Build.State.SUCCESSFUL, 60),
                        build(place, "ci.yml", 40, "Build and test", Build.State.CANCELLED, 900), build(place, "nightly", 7, "", Build.State.PENDING, 9000),
                        build(other, "a-pipeline-with-a-rather-long-name-that-has-to-wrap-somewhere-in-a-narrow-panel", 1, "", Build.State.IN_PROGRESS, 30),
                        build(place, "lint", 3, "Lint", Build.State.UNKNOWN, 99000)),
                List.of(deployment(place, "staging", "91", "", Deployment.State.SUCCESSFUL, 500), deployment(place, "live-eu", "92", "Release 4.2", Deployment.State.IN_PROGRESS, 20),
                        deployment(place, "live-eu", "88", "Release 4.1", Deployment.State.ROLLED_BACK, 80000), deployment(place, "qa 2", "90", "", Deployment.State.FAILED, 600)),
                List.of(new Development.TagView(place, "v4.2-ABC-1", first.sha(), NOW.minusSeconds(100), "https://git.example.com/tags/v4.2", Optional.of(first), KEYS, 9)));
    }

    static Development.OfIssue hostile() {
        var person = new Person(MARKUP, MARKUP, MARKUP, SCRIPT_URL, SCRIPT_URL);
        var place = new Development.Place(INTEGRATION, MARKUP, MARKUP, SCRIPT_URL);
        var commit = new Development.CommitView(place, MARKUP, MARKUP + "\n" + MARKUP, person, NOW, SCRIPT_URL, OptionalInt.of(1),
                List.of(new FileChange(MARKUP, FileChange.Kind.ADDED)), Optional.of(true), true, KEYS, 1);
        return new Development.OfIssue(
                List.of(commit),
                List.of(new Development.BranchView(place, MARKUP, MARKUP, NOW, SCRIPT_URL, Optional.of(commit), false, KEYS, 1)),
                List.of(new Development.PullRequestView(place, MARKUP, MARKUP, PullRequest.State.OPEN, person, MARKUP, SCRIPT_URL, MARKUP, SCRIPT_URL, SCRIPT_URL,
                        NOW, 1, List.of(new Development.ReviewerView(person, Optional.of(Review.Decision.WITHDRAWN))), true, KEYS, 1)),
                List.of(new Development.BuildView(place, MARKUP, MARKUP, 2, MARKUP, Build.State.FAILED, NOW, SCRIPT_URL, MARKUP, MARKUP, KEYS, 1),
                        new Development.BuildView(place, MARKUP, MARKUP, 1, MARKUP, Build.State.FAILED, NOW, SCRIPT_URL, MARKUP, MARKUP, KEYS, 1)),
                List.of(new Development.DeploymentView(place, MARKUP, MARKUP, "2", MARKUP + "2", Deployment.State.FAILED, NOW, SCRIPT_URL, MARKUP, MARKUP, KEYS, 1),
                        new Development.DeploymentView(place, MARKUP, MARKUP, MARKUP, MARKUP, Deployment.State.FAILED, NOW, SCRIPT_URL, MARKUP, MARKUP, KEYS, 1)),
                List.of(new Development.TagView(place, MARKUP, MARKUP, NOW, SCRIPT_URL, Optional.of(commit), KEYS, 1)));
    }

    static Development.OfIssue nothing() {
        return new Development.OfIssue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static Development.OfIssue commits(int count) {
        var place = new Development.Place(INTEGRATION, "42", "team/checkout", "");
        return new Development.OfIssue(
                java.util.stream.IntStream.range(0, count).mapToObj(i -> commit(place, "%040x".formatted(i), "ABC-1 step " + i, ANNA, 1, List.of(), false)).toList(),
                List.of(), List.of(), List.of(), List.of(), List.of());
    }

    static GapsView noGaps(String integration) {
        return GapsView.of(integration, List.of(), List.of(), "https://towline.example/agent/towline-backfill");
    }

    /** One of each kind, one with the longest names, and a repair under way. */
    static GapsView gaps(String integration) {
        var zeros = "0".repeat(40);
        return GapsView.of(integration, List.of(
                        gap("team/checkout", "refs/heads/main", Gaps.Kind.MISSING, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", OptionalInt.empty(), 1),
                        gap("team/checkout", "refs/heads/feature/ABC-1-empty-carts", Gaps.Kind.TRUNCATED, "d1e8a70b5ccab1dc2f56bbf7e99f064a660c08e3", OptionalInt.of(37), 1),
                        gap("team/a-repository-with-a-rather-long-name-that-has-to-wrap-somewhere", "refs/heads/ABC-2-a-branch-with-a-rather-long-name-too", Gaps.Kind.TRUNCATED, zeros, OptionalInt.empty(), 12),
                        gap("team/words", "refs/heads/ABC-3", Gaps.Kind.REWRITE, "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", OptionalInt.empty(), 2)),
                List.of(new Gaps.Recount("team/checkout", "refs/heads/main", 34, 120, NOW)), "https://towline.example/agent/towline-backfill");
    }

    static GapsView manyGaps(String integration, int count) {
        return GapsView.of(integration, java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> gap("team/app", "refs/heads/b" + i, Gaps.Kind.TRUNCATED, "%040x".formatted(i), OptionalInt.of(1), 1)).toList(), List.of(), "");
    }

    static GapsView hostileGaps(String integration) {
        return GapsView.of(integration, List.of(gap(MARKUP, "refs/heads/" + MARKUP, Gaps.Kind.MISSING, MARKUP, OptionalInt.empty(), 1)),
                List.of(new Gaps.Recount(MARKUP, MARKUP, 1, 2, NOW)), "https://towline.example/agent/towline-backfill");
    }

    private static Gaps.Gap gap(String repository, String ref, Gaps.Kind kind, String from, OptionalInt missing, int pushes) {
        return new Gaps.Gap("42", repository, ref, kind, from, "9f2c4a1b7d3e5f60718293a4b5c6d7e8f9012345", missing, pushes, NOW.minusSeconds(7200));
    }

    static DevelopmentView view(Development.OfIssue found, String integration) {
        return DevelopmentView.of(found, id -> new DevelopmentView.IntegrationRef(id.toString(), integration, "github"), java.util.Map.of());
    }

    /** An integration of CodeCommit with an SNS topic in each state. */
    static People.View people() {
        return new People.View("a", "Acme", List.of(new People.Person("ana@home.example", "ana@work.example", ""), new People.Person("bo", "bo@work.example", "557058:f00")), 61,
                List.of(new People.Suggestion("Čeněk Dvořák", "cenek@home.example", 12), new People.Suggestion("ci-bot", "ci-bot", 1), new People.Suggestion(MARKUP, "x@y.example", 1)));
    }

    static EnvironmentRules.View environments() {
        return new EnvironmentRules.View("a", "Acme", List.of(
                new EnvironmentRules.Patterns("production", List.of("eu-*", "kunde")), new EnvironmentRules.Patterns("staging", List.of()),
                new EnvironmentRules.Patterns("testing", List.of()), new EnvironmentRules.Patterns("development", List.of()), new EnvironmentRules.Patterns("unmapped", List.of())),
                List.of(new EnvironmentRules.Named("eu-west-1", "production"), new EnvironmentRules.Named("qa", "testing"), new EnvironmentRules.Named(MARKUP, "unmapped")));
    }

    static HealthView healthy() {
        var before = new Moment(NOW.minusSeconds(40));
        return new HealthView(
                new HealthView.Queue("well", 0, Optional.empty(), traffic().delay()), new HealthView.Upload("well", "", 0, Optional.empty(), 0, Optional.empty()),
                new HealthView.Jira("well", Optional.of(before), Optional.empty(), 0, Optional.of(new HealthView.Budget(990, 1000, Optional.of(before), before))),
                new HealthView.Unread("well", 0), Optional.of(new HealthView.Alert("hooks.chat.example", "taken", 200, Optional.of(before))));
    }

    static HealthView unwell() {
        var before = new Moment(NOW.minusSeconds(4_000));
        return new HealthView(
                new HealthView.Queue("slow", 412, Optional.of(before), Optional.empty()),
                new HealthView.Upload("trouble", "Jira has not taken our uploads 7 times in a row. We go on trying.", 10_000, Optional.of(before), 7, Optional.of(before)),
                new HealthView.Jira("trouble", Optional.empty(), Optional.of(before), 429, Optional.empty()),
                new HealthView.Unread("trouble", 3), Optional.of(new HealthView.Alert(MARKUP, "turned_away", 404, Optional.of(before))));
    }

    static ProjectSettingsView project() {
        var before = new Moment(NOW.minusSeconds(4_000));
        return new ProjectSettingsView(true, List.of(
                        new ProjectSettingsView.Integration("Acme GitHub Enterprise", "GitHub", "connected", Optional.of(before)),
                        new ProjectSettingsView.Integration(MARKUP, "Gitea", "silent", Optional.empty())),
                List.of(new ProjectSettingsView.Source("team/checkout", "https://git.example.com/team/checkout", "Acme GitHub Enterprise", 120, 3, 17, Optional.of(before)),
                        new ProjectSettingsView.Source("team/a-repository-with-a-rather-long-name-that-has-to-wrap-somewhere-in-a-narrow-panel", "", MARKUP, 0, 0, 1, Optional.empty())),
                true, true, "https://acme.atlassian.net/plugins/servlet/ac/dev.towline/towline-admin");
    }

    /** Two weeks of work with two quiet weekends, one delivery that failed, and one day on which all failed. */
    static TrafficView traffic() {
        var days = java.util.stream.IntStream.range(0, 14).mapToObj(i -> new TrafficView.Day(
                java.time.LocalDate.of(2026, 11, 15).plusDays(i), i % 7 == 0 || i % 7 == 6 || i == 10 ? 0 : 40 + 13 * i, i == 4 ? 1 : i == 10 ? 60 : 0)).toList();
        return new TrafficView(days, Optional.of(new TrafficView.Delay(java.time.LocalDate.of(2026, 11, 28), 310, 754_000)), 17, Optional.of(new Moment(NOW.minusSeconds(600))));
    }

    static final IntegrationView.Standing STANDING = new IntegrationView.Standing(Optional.empty(), Optional.empty(), 3, traffic());

    /** An old URL that is used still, and an old secret that is not. */
    static final IntegrationView.Standing OVERLAPPING = new IntegrationView.Standing(
            Optional.of(new IntegrationView.Overlap(new Moment(NOW.plusSeconds(80_000)), Optional.of(new Moment(NOW.minusSeconds(60))), Optional.empty())),
            Optional.of(new IntegrationView.Overlap(new Moment(NOW.plusSeconds(80_000)), Optional.empty(), Optional.of(new Moment(NOW.minusSeconds(60))))), 3, traffic());

    static IntegrationView withTopics() {
        var before = new Moment(NOW.minusSeconds(600));
        return new IntegrationView("d", "Harbour CodeCommit", "codecommit", "waiting", new IntegrationView.Rules(true, List.of(), java.util.Map.of(), List.of(), List.of(), true, true, 30), before, Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(), List.of(new TopicView("arn:aws:sns:eu-central-1:123456789012:codecommit-events-of-the-harbour", "waiting", before, Optional.empty()),
                        new TopicView("arn:aws:sns:us-east-1:123456789012:crane", "confirmed", before, Optional.of(before)),
                        new TopicView("arn:aws:sns:us-west-2:123456789012:old-crane", "ended", before, Optional.of(before)),
                        new TopicView("arn:aws:sns:eu-west-1:123456789012:forgotten", "expired", before, Optional.empty())), noGaps("d"), STANDING);
    }

    private static Development.CommitView commit(Development.Place place, String sha, String message, Person author, int fileCount, List<FileChange> files, boolean merge) {
        return new Development.CommitView(place, sha, message, author, NOW.minusSeconds(120), "https://git.example.com/commit/" + sha,
                fileCount < 0 ? OptionalInt.empty() : OptionalInt.of(fileCount), files, Optional.of(merge), true, KEYS, 1);
    }

    private static Development.BuildView build(Development.Place place, String pipeline, long number, String name, Build.State state, int secondsAgo) {
        return new Development.BuildView(place, pipeline + "#" + number, pipeline, number, name, state, NOW.minusSeconds(secondsAgo),
                "https://git.example.com/runs/" + number, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "refs/heads/feature/ABC-1-empty-carts", KEYS, 6);
    }

    private static Development.DeploymentView deployment(Development.Place place, String environment, String id, String name, Deployment.State state, int secondsAgo) {
        return new Development.DeploymentView(place, environment + "#" + id, environment, id, name, state, NOW.minusSeconds(secondsAgo),
                "https://git.example.com/deployments/" + id, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "main", KEYS, 7);
    }

    private static Development.PullRequestView pullRequest(Development.Place place, String number, String title, PullRequest.State state, List<Development.ReviewerView> reviewers) {
        return new Development.PullRequestView(place, number, title, state, ANNA, "feature/ABC-1-empty-carts", "https://git.example.com/tree/f", "main", "", "https://git.example.com/pull/" + number,
                NOW.minusSeconds(4000), 2, reviewers, true, KEYS, 4);
    }

    static final ComparisonView NEVER_COMPARED = new ComparisonView(false, 0, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    static List<RefusedView> refused() {
        return List.of(
                RefusedView.of(new dev.towline.devinfo.Uploads.Refused(INTEGRATION, "42", "commit", "0123456789abcdef", "unknown_keys", "Jira knows no issue XYZ-1", NOW), "team/checkout"),
                RefusedView.of(new dev.towline.devinfo.Uploads.Refused(INTEGRATION, "42", "pull_request", "12", "failed", MARKUP, NOW), "team/checkout"));
    }
}
