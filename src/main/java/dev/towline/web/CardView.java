package dev.towline.web;

import dev.towline.activity.Review;
import dev.towline.index.Cards;
import dev.towline.index.Development;
import dev.towline.integration.Environments;
import dev.towline.integration.IntegrationId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The development state of one issue, as its card on a board shows it. Every address in it may be followed ({@link Links}).
 *
 * @param commits          since the time that the page asked for
 * @param branches         the newest of {@code branchCount}
 * @param pullRequests     some of {@code pullRequestCount}, open ones first
 * @param builds           each pipeline's newest run, failed ones first
 * @param deployments      what each environment got last
 */
public record CardView(
        long issueId, int commits, int branchCount, List<Branch> branches, int pullRequestCount, List<PullRequest> pullRequests,
        List<Build> builds, List<Deployment> deployments) {

    public record Branch(String name, String url) {}

    /**
     * @param state   {@code open}, {@code draft}, {@code merged} or {@code declined}
     * @param waiting reviewers who have not decided
     */
    public record PullRequest(String number, String title, String state, String url, int approved, int needsWork, int waiting) {}

    /** @param state as in {@link BuildRow} */
    public record Build(String name, String state, String url) {}

    /** @param type as in {@link DeploymentRow} */
    public record Deployment(String environment, String type, String state, String url) {}

    /** @param environments what administrators said of the names of environments */
    static CardView of(long issueId, Cards.Card card, Map<IntegrationId, Environments> environments) {
        return new CardView(issueId, card.commits(), card.branchCount(),
                card.branches().stream().map(branch -> new Branch(branch.name(), Links.safe(branch.url()))).toList(),
                card.pullRequestCount(), card.pullRequests().stream().map(CardView::of).toList(),
                card.builds().stream().map(build -> new Build(build.name(), word(build.state()), Links.safe(build.url()))).toList(),
                card.deployments().stream().map(deployment -> new Deployment(deployment.environment(),
                        environments.getOrDefault(deployment.integration(), Environments.AS_GUESSED).typeOf(deployment.environment()).word(),
                        word(deployment.state()), Links.safe(deployment.url()))).toList());
    }

    private static PullRequest of(Development.PullRequestView view) {
        return new PullRequest(view.number(), view.title(), word(view.state()), Links.safe(view.url()),
                count(view, Review.Decision.APPROVED), count(view, Review.Decision.NEEDS_WORK),
                (int) view.reviewers().stream().filter(reviewer -> reviewer.decision().isEmpty()).count());
    }

    private static int count(Development.PullRequestView view, Review.Decision decision) {
        return (int) view.reviewers().stream().filter(reviewer -> reviewer.decision().filter(made -> made == decision).isPresent()).count();
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
