package dev.towline.web;

import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Review;
import dev.towline.index.Development;
import dev.towline.integration.Environments;
import dev.towline.integration.IntegrationId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * What is linked to one issue, as the panel shows it and the API tells it. No e-mail address is in here, and every
 * address in it may be followed ({@link Links}). Components are the JSON of the API; other methods are for the page.
 */
public record DevelopmentView(
        List<CommitRow> commits, List<BranchRow> branches, List<PullRequestRow> pullRequests,
        List<BuildRow> builds, List<DeploymentRow> deployments, List<TagRow> tags) {

    /** How many of a kind are shown at once; the rest unfolds. A panel should not push the issue's own content away. */
    static final int UNFOLDED = 20;

    public record RepositoryRef(String id, String name, String url) {

        static RepositoryRef of(Development.Place place) {
            return new RepositoryRef(place.repository(), place.repositoryName(), Links.safe(place.repositoryUrl()));
        }
    }

    /** @param provider its code, as in the API */
    public record IntegrationRef(String id, String name, String provider) {}

    /** Without a picture: fetching it would tell the git server who looks at which issue, and fail outside its network. */
    public record Who(String name, String url) {

        static Who of(Person person) {
            return new Who(person.shown(), Links.safe(person.url()));
        }

        public String initial() {
            return name.isEmpty() ? "?" : new String(Character.toChars(Character.toUpperCase(name.codePointAt(0))));
        }
    }

    /** @param change {@code added}, {@code modified}, {@code removed} or {@code moved} */
    public record File(String path, String change) {

        static File of(FileChange file) {
            return new File(file.path(), file.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    public record CommitRow(
            RepositoryRef repository, IntegrationRef integration, String sha, String message, Who author, Moment authoredAt, String url,
            OptionalInt fileCount, List<File> files, Optional<Boolean> merge, List<String> issueKeys) {

        static CommitRow of(Development.CommitView commit, IntegrationRef integration) {
            return new CommitRow(
                    RepositoryRef.of(commit.place()), integration, commit.sha(), commit.message(), Who.of(commit.author()),
                    new Moment(commit.authoredAt()), Links.safe(commit.url()), commit.fileCount(),
                    commit.files().stream().map(File::of).toList(), commit.merge(), keys(commit.issueKeys()));
        }

        public String id() {
            return String.join("/", "commit", integration.id, repository.id, sha);
        }

        public String shortSha() {
            return Names.shortSha(sha);
        }

        public String title() {
            return message.strip().lines().findFirst().orElse(shortSha());
        }

        public String rest() {
            var all = message.strip();
            return all.substring(Math.min(all.length(), title().length())).strip();
        }

        /** Whether Jira may take a line of it for a smart commit. */
        public boolean smart() {
            return SmartCommit.in(message);
        }

        public int changed() {
            return Math.max(fileCount.orElse(0), files.size());
        }

        public int unnamed() {
            return changed() - files.size();
        }

        public boolean merges() {
            return merge.orElse(false);
        }
    }

    /** @param at when it moved last */
    public record BranchRow(
            RepositoryRef repository, IntegrationRef integration, String name, String head, Moment at, String url, Optional<CommitRow> last, List<String> issueKeys) {

        public String id() {
            return String.join("/", "branch", integration.id, repository.id, name);
        }
    }

    /** @param decision {@code approved}, {@code needs_work}, or {@code none} while there is none */
    public record Reviewer(Who person, String decision) {}

    /** @param state {@code open}, {@code draft}, {@code merged} or {@code declined} */
    public record PullRequestRow(
            RepositoryRef repository, IntegrationRef integration, String number, String title, String state, Who author,
            String sourceBranch, String sourceUrl, String targetBranch, String targetUrl, String url,
            Moment updatedAt, int commentCount, List<Reviewer> reviewers, List<String> issueKeys) {

        public String id() {
            return String.join("/", "pull-request", integration.id, repository.id, number);
        }
    }

    /**
     * @param integrations names an integration; one that was deleted a moment ago has none
     * @param environments what administrators said of the names of environments
     */
    static DevelopmentView of(
            Development.OfIssue found, Function<IntegrationId, IntegrationRef> integrations, Map<IntegrationId, Environments> environments) {
        return new DevelopmentView(
                found.commits().stream().map(commit -> CommitRow.of(commit, integrations.apply(commit.place().integration()))).toList(),
                found.branches().stream().map(branch -> row(branch, integrations)).toList(),
                found.pullRequests().stream().map(pullRequest -> row(pullRequest, integrations)).toList(),
                found.builds().stream().map(build -> BuildRow.of(build, integrations.apply(build.place().integration()))).toList(),
                found.deployments().stream().map(deployment -> row(deployment, integrations, environments)).toList(),
                found.tags().stream().map(tag -> TagRow.of(tag, integrations.apply(tag.place().integration()))).toList());
    }

    public boolean nothing() {
        return commits.isEmpty() && branches.isEmpty() && pullRequests.isEmpty() && builds.isEmpty() && deployments.isEmpty() && tags.isEmpty();
    }

    public List<BuildRow.Pipeline> pipelines() {
        return BuildRow.pipelines(builds);
    }

    public List<DeploymentRow.Environment> environments() {
        return DeploymentRow.environments(deployments);
    }

    public <T> List<T> head(List<T> rows) {
        return rows.subList(0, Math.min(rows.size(), UNFOLDED));
    }

    public <T> List<T> tail(List<T> rows) {
        return rows.subList(Math.min(rows.size(), UNFOLDED), rows.size());
    }

    public boolean cut(List<?> rows) {
        return rows.size() >= Development.LIMIT;
    }

    private static DeploymentRow row(
            Development.DeploymentView deployment, Function<IntegrationId, IntegrationRef> integrations, Map<IntegrationId, Environments> environments) {
        var integration = deployment.place().integration();
        return DeploymentRow.of(deployment, integrations.apply(integration), environments.getOrDefault(integration, Environments.AS_GUESSED).typeOf(deployment.environment()));
    }

    private static BranchRow row(Development.BranchView branch, Function<IntegrationId, IntegrationRef> integrations) {
        return new BranchRow(
                RepositoryRef.of(branch.place()), integrations.apply(branch.place().integration()), branch.name(), branch.head(), new Moment(branch.at()),
                Links.safe(branch.url()), branch.last().map(commit -> CommitRow.of(commit, integrations.apply(commit.place().integration()))), keys(branch.issueKeys()));
    }

    private static PullRequestRow row(Development.PullRequestView pullRequest, Function<IntegrationId, IntegrationRef> integrations) {
        return new PullRequestRow(
                RepositoryRef.of(pullRequest.place()), integrations.apply(pullRequest.place().integration()), pullRequest.number(), pullRequest.title(),
                word(pullRequest.state()), Who.of(pullRequest.author()),
                pullRequest.sourceBranch(), Links.safe(pullRequest.sourceUrl()), pullRequest.targetBranch(), Links.safe(pullRequest.targetUrl()),
                Links.safe(pullRequest.url()), new Moment(pullRequest.updatedAt()), pullRequest.commentCount(),
                reviewers(pullRequest),
                keys(pullRequest.issueKeys()));
    }

    /** Once a pull request is closed nobody waits for the reviewers who did not decide. */
    private static List<Reviewer> reviewers(Development.PullRequestView pullRequest) {
        var closed = pullRequest.state() == PullRequest.State.MERGED || pullRequest.state() == PullRequest.State.DECLINED;
        return pullRequest.reviewers().stream()
                .map(reviewer -> new Reviewer(Who.of(reviewer.person()), word(reviewer.decision())))
                .filter(reviewer -> !closed || !reviewer.decision().equals("none"))
                .toList();
    }

    static List<String> keys(Set<IssueKey> keys) {
        return keys.stream().sorted().map(IssueKey::value).toList();
    }

    private static String word(PullRequest.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Optional<Review.Decision> decision) {
        return decision.map(made -> switch (made) {
            case APPROVED -> "approved";
            case NEEDS_WORK -> "needs_work";
            case WITHDRAWN -> "none";
        }).orElse("none");
    }
}
