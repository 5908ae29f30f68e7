package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.activity.FileChange;
import dev.towline.activity.IssueKey;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Review;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.Place;
import dev.towline.index.Development.PullRequestView;
import dev.towline.index.Development.ReviewerView;
import dev.towline.integration.Identities.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An entity of the index in the words of Jira's Development Information API, within its limits. Pure: the same entity gives the same JSON.
 * https://developer.atlassian.com/cloud/jira/software/rest/api-group-development-information/ (2026-08)
 */
final class DevinfoBody {

    /** More issue links on one entity are refused; the first in order are sent. Keys in both forms may count twice. */
    static final int KEYS = 500;

    private static final int NAME = 255;
    private static final int MESSAGE = 1024;
    private static final int TITLE = 1024;
    private static final int BRANCH = 512;
    private static final int PULL_REQUEST_BRANCH = 255;
    private static final int PATH = 1024;
    private static final int FILES = 10;
    private static final int SHORT_SHA = 7;
    private static final int ACCOUNT = 128;
    private static final int REVIEWER_EMAIL = 254;

    private static final String NOBODY = "Unknown";
    // Required fields of which we know nothing. ".invalid" belongs to nobody and never will (RFC 2606).
    private static final String NO_EMAIL = "unknown@users.noreply.invalid";
    private static final String NO_URL = "https://unknown.invalid/";

    private DevinfoBody() {}

    static ObjectNode repository(Place place, long sequence) {
        return object()
                .put("id", Ids.repository(place.integration(), place.repository()))
                .put("name", Text.cut(place.repositoryName().isBlank() ? place.repository() : place.repositoryName(), NAME))
                .put("url", url("", place))
                .put("updateSequenceId", sequence);
    }

    static ObjectNode commit(CommitView commit, Wording wording, long sequence) {
        return linked(bareCommit(commit, wording, sequence), commit.issueKeys());
    }

    static ObjectNode branch(BranchView branch, Wording wording, long sequence) {
        var body = object()
                .put("id", Ids.of(branch.name()))
                .put("updateSequenceId", sequence)
                .put("name", Text.cut(branch.name(), BRANCH))
                .put("url", url(branch.url(), branch.place()));
        // Jira requires a last commit, and keys on it; it links the branch by the branch's own.
        var last = branch.last().map(commit -> bareCommit(commit, wording, commit.position())).orElseGet(() -> unseenHead(branch, sequence));
        body.set("lastCommit", keyed(last, branch.issueKeys()));
        return linked(body, branch.issueKeys());
    }

    static ObjectNode pullRequest(PullRequestView request, Wording wording, long sequence) {
        var body = object()
                .put("id", Ids.of(request.number()))
                .put("updateSequenceId", sequence)
                .put("displayId", Text.cut("#" + request.number(), NAME))
                .put("title", Text.cut(request.title(), TITLE))
                .put("status", status(request.state()))
                .put("commentCount", Math.max(0, request.commentCount()))
                .put("lastUpdate", time(request.updatedAt()))
                .put("url", url(request.url(), request.place()))
                .put("sourceBranch", Text.cut(request.sourceBranch(), PULL_REQUEST_BRANCH));
        Text.url(request.sourceUrl()).ifPresent(url -> body.put("sourceBranchUrl", url));
        if (!request.targetBranch().isEmpty()) {
            body.put("destinationBranch", Text.cut(request.targetBranch(), PULL_REQUEST_BRANCH));
        }
        Text.url(request.targetUrl()).ifPresent(url -> body.put("destinationBranchUrl", url));
        body.set("author", author(request.author(), wording.identity(request.place().integration(), request.author())));
        var reviewers = body.putArray("reviewers");
        request.reviewers().forEach(reviewer -> reviewers.add(reviewer(reviewer, wording.identity(request.place().integration(), reviewer.person()))));
        return linked(body, request.issueKeys());
    }

    /** The keys of an entity that are sent. */
    static List<String> keys(Set<IssueKey> keys) {
        return keys.stream().sorted().limit(KEYS).map(IssueKey::value).toList();
    }

    private static ObjectNode bareCommit(CommitView commit, Wording wording, long sequence) {
        var url = url(commit.url(), commit.place());
        var body = object()
                .put("id", Ids.of(commit.sha()))
                .put("updateSequenceId", sequence)
                .put("displayId", Text.cut(commit.sha(), SHORT_SHA))
                .put("message", Text.first(commit.message(), MESSAGE))
                .put("authorTimestamp", time(commit.authoredAt()))
                .put("fileCount", Math.max(0, commit.fileCount().orElse(commit.files().size())))
                .put("url", url);
        body.set("author", author(commit.author(), wording.identity(commit.place().integration(), commit.author())));
        if (commit.merge().orElse(false)) {
            body.putArray("flags").add("MERGE_COMMIT");
        }
        var files = body.putArray("files");
        commit.files().stream().filter(file -> !file.path().isEmpty()).limit(FILES).forEach(file -> files.add(file(file, url)));
        return body;
    }

    private static ObjectNode unseenHead(BranchView branch, long sequence) {
        var head = branch.head().isEmpty() ? RefUpdate.ABSENT : branch.head();
        var body = object()
                .put("id", Ids.of(head))
                .put("updateSequenceId", sequence)
                .put("displayId", Text.cut(head, SHORT_SHA))
                .put("message", "")
                .put("authorTimestamp", time(branch.at()))
                .put("fileCount", 0)
                .put("url", url(branch.url(), branch.place()));
        body.set("author", author(Person.UNKNOWN, Optional.empty()));
        return body;
    }

    // Lines are not counted by webhooks, and the API insists on a number.
    private static ObjectNode file(FileChange file, String commitUrl) {
        return object()
                .put("path", Text.cut(file.path(), PATH))
                .put("url", commitUrl)
                .put("changeType", switch (file.kind()) {
                    case ADDED -> "ADDED";
                    case MODIFIED -> "MODIFIED";
                    case REMOVED -> "DELETED";
                    case MOVED -> "MOVED";
                })
                .put("linesAdded", 0)
                .put("linesRemoved", 0);
    }

    // By the e-mail alone Jira finds an author: the API takes no account id of authors.
    private static ObjectNode author(Person person, Optional<Identity> identity) {
        return person(person).put("email", identity.map(Identity::email).flatMap(Text::email).or(() -> Text.email(person.email())).orElse(NO_EMAIL));
    }

    private static ObjectNode reviewer(ReviewerView reviewer, Optional<Identity> identity) {
        var body = person(reviewer.person()).put("approvalStatus", approval(reviewer.decision()));
        identity.map(Identity::account).filter(account -> !account.isEmpty() && account.length() <= ACCOUNT).ifPresent(account -> body.put("accountId", account));
        identity.map(Identity::email).flatMap(Text::email).filter(email -> email.length() <= REVIEWER_EMAIL).ifPresent(email -> body.put("email", email));
        return body;
    }

    private static ObjectNode person(Person person) {
        var body = object().put("name", person.shown().isBlank() ? NOBODY : Text.cut(person.shown(), NAME));
        Text.url(person.url()).ifPresent(url -> body.put("url", url));
        Text.url(person.avatar()).ifPresent(url -> body.put("avatar", url));
        return body;
    }

    private static String approval(Optional<Review.Decision> decision) {
        return decision.map(made -> switch (made) {
            case APPROVED -> "APPROVED";
            case NEEDS_WORK -> "NEEDSWORK";
            case WITHDRAWN -> "UNAPPROVED";
        }).orElse("UNAPPROVED");
    }

    private static String status(PullRequest.State state) {
        return switch (state) {
            case DRAFT -> "DRAFT";
            case OPEN -> "OPEN";
            case DECLINED -> "DECLINED";
            case MERGED -> "MERGED";
        };
    }

    // Both forms: "associations" is what Jira documents now, "issueKeys" what every site has understood for years.
    // Where both together would be too many, the older one alone.
    static ObjectNode linked(ObjectNode body, Set<IssueKey> issueKeys) {
        if (keys(issueKeys).size() * 2 <= KEYS) {
            associated(body, issueKeys);
        }
        return keyed(body, issueKeys);
    }

    static ObjectNode associated(ObjectNode body, Set<IssueKey> issueKeys) {
        var values = body.putArray("associations").addObject().put("associationType", "issueIdOrKeys").putArray("values");
        keys(issueKeys).forEach(values::add);
        return body;
    }

    private static ObjectNode keyed(ObjectNode body, Set<IssueKey> issueKeys) {
        var list = body.putArray("issueKeys");
        keys(issueKeys).forEach(list::add);
        return body;
    }

    /** The address where Jira will take it, else the repository's, else one that belongs to nobody. */
    static String url(String url, Place place) {
        return Text.url(url).or(() -> Text.url(place.repositoryUrl())).orElse(NO_URL);
    }

    private static String time(Instant at) {
        return at.toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
