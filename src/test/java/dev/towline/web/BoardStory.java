package dev.towline.web;

import dev.towline.Stand;
import dev.towline.activity.Activity;
import dev.towline.activity.Build;
import dev.towline.activity.Commit;
import dev.towline.activity.Deployment;
import dev.towline.activity.Person;
import dev.towline.activity.PullRequest;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import dev.towline.activity.Repository;
import dev.towline.activity.Review;
import dev.towline.index.ChangeLog;
import dev.towline.index.Index;
import dev.towline.index.Wakeups;
import dev.towline.integration.IntegrationId;
import dev.towline.integration.LinkRules;
import dev.towline.jira.Tenants;
import io.quarkus.arc.Unremovable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.RestAssured;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What a git server tells of one issue: a branch with a commit, a pull request that one approved and one has to review, a failed build, a deployment. */
@ApplicationScoped
@Unremovable
class BoardStory {

    private final DataSource database;
    private final Tenants tenants;
    private final Wakeups wakeups;
    private final AtomicInteger pushes = new AtomicInteger(1);

    BoardStory(DataSource database, Tenants tenants, Wakeups wakeups) {
        this.database = database;
        this.tenants = tenants;
        this.wakeups = wakeups;
    }

    void push(String key) {
        var integration = new IntegrationId(UUID.fromString(RestAssured.given().header("Authorization", "JWT " + Stand.jira().contextToken(Stand.ADMIN)).contentType("application/json")
                .body(Map.of("name", "board", "provider", "github")).post("/api/integrations").then().statusCode(201).extract().jsonPath().getString("id")));
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var sha = "%040x".formatted(pushes.incrementAndGet());
        var repository = new Repository("7", "team/harbour", "javascript:alert(1)", at);
        var ana = new Person("Ana Lima", "ana@example.com", "ana", "", "");
        var ben = new Person("Ben", "", "ben", "", "");
        var branch = new Ref(Ref.Kind.BRANCH, "feature/" + key);
        var commit = new Commit(sha, key + " Tie it up", ana, OffsetDateTime.ofInstant(at, ZoneOffset.UTC), "javascript:alert(1)", List.of(), OptionalInt.empty(), Optional.of(false));
        List<Activity> activities = List.of(
                new Activity.Pushed(repository, new RefUpdate(branch, RefUpdate.ABSENT, sha, at, false, "", OptionalInt.of(1), false), List.of(commit)),
                new Activity.PullRequestChanged(repository, new PullRequest("7", key + " Tie it up", PullRequest.State.OPEN, ana, "feature/" + key, "", false, sha,
                        "main", "", "https://git.example/team/harbour/7", at, OptionalInt.of(0), List.of(ana, ben), Set.of())),
                new Activity.Reviewed(repository, "7", new Review(ana, Review.Decision.APPROVED, at)),
                new Activity.Built(repository, new Build("ci.yml", 12, "Build and test", Build.State.FAILED, at, "https://ci.example/12", sha, branch.full(), Set.of())),
                new Activity.Deployed(repository, new Deployment("31", "live", "", Deployment.State.SUCCESSFUL, at, "javascript:alert(1)", sha, "main", Set.of())));
        var tenant = tenants.ofClientKey(Stand.jira().clientKey()).orElseThrow().id();
        var head = QuarkusTransaction.requiringNew().call(() -> {
            try (var connection = database.getConnection()) {
                Index.apply(connection, tenant, integration, new LinkRules(true, Set.of()), activities, at, at);
                return ChangeLog.head(connection, tenant);
            }
        });
        wakeups.reached(tenant, head);
    }
}
