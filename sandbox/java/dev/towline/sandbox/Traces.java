package dev.towline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the installed app left on the site, and what passed over the wire: for tests to look at, and to disturb. */
public abstract sealed class Traces permits Site {

    /** What the site remembers of one request to its API. */
    public record Received(String method, String path, int status) {}

    private final DevInfoStore developmentInformation = new DevInfoStore();
    private final RunStore runs = new RunStore();
    private final Traffic traffic = new Traffic();
    private final Map<String, String> endedAccounts = new ConcurrentHashMap<>();
    private final OAuthClients oauthClients = new OAuthClients(Clock.systemUTC());

    abstract Optional<Site.Issue> issueByKey(String key);

    DevInfoStore developmentInformation() {
        return developmentInformation;
    }

    OAuthClients oauthClients() {
        return oauthClients;
    }

    RunStore runs() {
        return runs;
    }

    public List<ObjectNode> builds(String issueKey) {
        return issueByKey(issueKey).map(issue -> runs.ofIssue(issue.id(), RunKind.BUILD)).orElse(List.of());
    }

    public List<ObjectNode> deployments(String issueKey) {
        return issueByKey(issueKey).map(issue -> runs.ofIssue(issue.id(), RunKind.DEPLOYMENT)).orElse(List.of());
    }

    /** What was uploaded for the issue, as the app sent it, plus {@code repository: {id, name, url}}. */
    public List<ObjectNode> commits(String issueKey) {
        return stored(issueKey, Kind.COMMIT);
    }

    public List<ObjectNode> branches(String issueKey) {
        return stored(issueKey, Kind.BRANCH);
    }

    public List<ObjectNode> pullRequests(String issueKey) {
        return stored(issueKey, Kind.PULL_REQUEST);
    }

    /** Jira loses a commit. */
    public void loseCommit(String id) {
        developmentInformation.lose(Kind.COMMIT, id);
    }

    /** Jira has a pull request otherwise than it was told. */
    public void alterPullRequest(String id, String field, String value) {
        developmentInformation.alter(Kind.PULL_REQUEST, id, field, value);
    }

    /** Jira has, beside a branch, another that nobody told it of. */
    public void strayBranch(String id, String as) {
        developmentInformation.copy(Kind.BRANCH, id, as);
    }

    /** Jira loses a build. */
    public void loseBuild(String displayName) {
        runs.lose(RunKind.BUILD, displayName);
    }

    List<ObjectNode> stored(String issueKey, Kind kind) {
        return issueByKey(issueKey).map(issue -> developmentInformation.ofIssue(issue.id(), kind)).orElse(List.of());
    }

    /** Requests to the REST API, oldest first. */
    public List<Received> received() {
        return traffic.received();
    }

    /** Whom to tell the body of each request to the REST API from now on, whatever it was answered. They are not remembered. */
    public void onReceived(Consumer<String> body) {
        traffic.tell(body);
    }

    public void forgetReceived() {
        traffic.forget();
    }

    /** The next requests below the path are answered like this, before anything is checked or stored. */
    public void answerNext(String pathPrefix, int status, Map<String, String> headers, int times) {
        traffic.answerNext(pathPrefix, status, headers, times);
    }

    /** The next request below the path finds the connection ended; {@code afterwards}: when all that it asks is done. */
    public void hangUpNext(String pathPrefix, boolean afterwards) {
        traffic.hangUpNext(pathPrefix, afterwards ? Traffic.Moment.AFTER : Traffic.Moment.BEFORE);
    }

    /** Refuses single entities from now on, though they keep the rules: by {@code commit SHA}, {@code build PIPELINE/NUMBER} and the like. */
    public void refuse(Predicate<String> names) {
        traffic.refuse(names);
    }

    /** Takes back every fault and refusal that was ordered. */
    public void noFaults() {
        traffic.noFaults();
    }

    Traffic traffic() {
        return traffic;
    }

    /** What Atlassian says of an account when it is reported: {@code closed} or {@code updated}. */
    public void report(String accountId, String status) {
        endedAccounts.put(accountId, status);
    }

    Optional<String> reported(String accountId) {
        return Optional.ofNullable(endedAccounts.get(accountId));
    }
}
