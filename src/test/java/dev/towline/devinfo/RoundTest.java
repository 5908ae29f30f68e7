package dev.towline.devinfo;

import static dev.towline.devinfo.Samples.OTHER_SERVER;
import static dev.towline.devinfo.Samples.SERVER;
import static dev.towline.devinfo.Samples.keys;
import static dev.towline.devinfo.Samples.sha;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.PullRequest;
import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.devinfo.Known.Told;
import dev.towline.index.Change;
import dev.towline.index.Development.BranchView;
import dev.towline.index.Development.BuildView;
import dev.towline.index.Development.CommitView;
import dev.towline.index.Development.DeploymentView;
import dev.towline.index.Development.EntityId;
import dev.towline.index.Development.PullRequestView;
import dev.towline.integration.IntegrationId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a round decides to send, as plain logic: coalescing, deleting, cutting into requests. */
class RoundTest {

    private final Map<EntityId, CommitView> commits = new HashMap<>();
    private final Map<EntityId, BranchView> branches = new HashMap<>();
    private final Map<EntityId, PullRequestView> pullRequests = new HashMap<>();
    private final Map<Entity, Told> told = new HashMap<>();
    private final Set<Entity> again = new HashSet<>();
    private final Map<EntityId, BuildView> builds = new HashMap<>();
    private final Map<EntityId, DeploymentView> deployments = new HashMap<>();
    private final Map<RepositoryId, Set<Api>> goneRepositories = new HashMap<>();
    private final Map<IntegrationId, Set<Api>> goneIntegrations = new HashMap<>();

    @Test
    void an_entity_that_changed_five_times_is_sent_once_with_its_newest_position() {
        stands(Samples.commit(sha(1), 14));
        var steps = plan(changes(Change.Kind.COMMIT, sha(1), 10, 11, 12, 13, 14));
        assertEquals(List.of(14L), sequences(steps));
        assertEquals(14, ((Step.Store) steps.getFirst()).position());
    }

    @Test
    void the_sequence_is_the_position_of_the_state_that_is_sent_never_the_time() {
        stands(Samples.commit(sha(1), 20));
        assertEquals(List.of(20L), sequences(plan(changes(Change.Kind.COMMIT, sha(1), 10))), "the state is newer than the stretch of the log");
    }

    @Test
    void deliveries_are_no_matter_of_jiras_but_the_position_passes_them() {
        var wanted = Wanted.of(changes(Change.Kind.DELIVERY, "d", 10, 11), 9);
        assertEquals(11, wanted.upTo());
        assertEquals(List.of(), Plan.of(wanted, known()));
        assertEquals(9, Wanted.of(List.of(), 9).upTo());
    }

    @Test
    void what_is_no_longer_linked_is_erased_if_jira_was_told_of_it() {
        stands(Samples.commit(Samples.PLACE, sha(1), 14, Set.of()));
        var changes = changes(Change.Kind.COMMIT, sha(1), 14);
        assertEquals(List.of(), plan(changes), "Jira never heard of it");
        told.put(entity(Entity.Kind.COMMIT, sha(1)), new Told(10, false, true, false));
        assertEquals(List.of(new Step.Erase(entity(Entity.Kind.COMMIT, sha(1)), 14)), plan(changes));
        told.put(entity(Entity.Kind.COMMIT, sha(1)), new Told(14, true, false, false));
        assertEquals(List.of(), plan(changes), "it was erased already");
    }

    @Test
    void what_vanished_from_the_index_is_erased() {
        told.put(entity(Entity.Kind.PULL_REQUEST, "12"), new Told(30, false, true, false));
        assertEquals(
                List.of(new Step.Erase(entity(Entity.Kind.PULL_REQUEST, "12"), 30)), plan(changes(Change.Kind.PULL_REQUEST, "12", 14)),
                "not below what Jira has, or the deletion would be ignored");
    }

    @Test
    void a_merged_pull_request_does_not_resurrect_its_deleted_branch() {
        stands(Samples.branch("ABC-1-tow", 15, true, Optional.empty(), keys("ABC-1")));
        stands(Samples.pullRequest("12", PullRequest.State.MERGED, 16));
        told.put(entity(Entity.Kind.BRANCH, "ABC-1-tow"), new Told(10, false, true, false));
        var changes = new ArrayList<>(changes(Change.Kind.BRANCH, "ABC-1-tow", 15));
        changes.addAll(changes(Change.Kind.PULL_REQUEST, "12", 16));
        var steps = plan(changes);
        assertEquals(2, steps.size());
        assertEquals(new Step.Erase(entity(Entity.Kind.BRANCH, "ABC-1-tow"), 15), steps.getFirst());
        var body = ((Step.Store) steps.getLast()).body().orElseThrow();
        assertEquals("MERGED", body.at("/repositories/0/pullRequests/0/status").asText());
        assertTrue(body.at("/repositories/0/branches").isMissingNode());
    }

    @Test
    void what_jira_has_answered_is_not_asked_twice_unless_it_is_asked_again_on_purpose() {
        stands(Samples.commit(sha(1), 14));
        told.put(entity(Entity.Kind.COMMIT, sha(1)), new Told(14, false, true, false));
        var changes = changes(Change.Kind.COMMIT, sha(1), 14);
        assertEquals(List.of(), plan(changes));
        again.add(entity(Entity.Kind.COMMIT, sha(1)));
        assertEquals(List.of(14L), sequences(plan(changes)));
    }

    @Test
    void what_was_erased_and_came_back_is_sent() {
        stands(Samples.branch("b", 20));
        told.put(entity(Entity.Kind.BRANCH, "b"), new Told(15, true, false, false));
        assertEquals(List.of(20L), sequences(plan(changes(Change.Kind.BRANCH, "b", 20))));
    }

    @Test
    void a_renamed_repository_is_carried_by_entities_that_jira_has_at_the_renames_position() {
        stands(Samples.commit(sha(1), 14));
        var entity = entity(Entity.Kind.COMMIT, sha(1));
        told.put(entity, new Told(14, false, true, false));
        var wanted = Wanted.of(changes(Change.Kind.REPOSITORY, "", 18), 14);
        assertEquals(Map.of(entity.in(), 18L), wanted.repositories());
        wanted.add(entity, 18);
        assertEquals(List.of(18L), sequences(Plan.of(wanted, known())));
    }

    @Test
    void a_removed_repository_is_erased_whole_and_nothing_of_it_is_sent_or_erased_singly() {
        stands(Samples.commit(sha(1), 14));
        told.put(entity(Entity.Kind.BRANCH, "b"), new Told(12, false, true, false));
        var repository = new RepositoryId(SERVER, "42");
        goneRepositories.put(repository, Set.of(Api.DEVINFO));
        var changes = new ArrayList<>(changes(Change.Kind.COMMIT, sha(1), 14));
        changes.addAll(changes(Change.Kind.BRANCH, "b", 15));
        changes.addAll(changes(Change.Kind.REPOSITORY, "", 16));
        assertEquals(List.of(new Step.EraseRepository(repository, Api.DEVINFO, 16)), plan(changes));
        goneRepositories.put(repository, EnumSet.of(Api.BUILDS, Api.DEPLOYMENTS));
        assertEquals(List.of("/rest/builds/0.1/bulkByProperties?repositoryId=" + Ids.tag(SERVER, "42"),
                "/rest/deployments/0.1/bulkByProperties?repositoryId=" + Ids.tag(SERVER, "42")), plan(changes).stream().map(Step::path).toList());
    }

    @Test
    void a_removed_integration_is_erased_by_its_tag_and_nothing_else_is_asked_of_it() {
        stands(Samples.commit(sha(1), 14));
        goneIntegrations.put(SERVER, EnumSet.of(Api.DEVINFO, Api.BUILDS));
        goneRepositories.put(new RepositoryId(SERVER, "42"), Set.of(Api.DEVINFO));
        assertEquals(List.of(new Step.EraseIntegration(SERVER, Api.DEVINFO), new Step.EraseIntegration(SERVER, Api.BUILDS)), plan(changes(Change.Kind.COMMIT, sha(1), 14)));
    }

    @Test
    void a_request_holds_entities_of_one_integration_only() {
        stands(Samples.commit(sha(1), 14));
        stands(Samples.commit(Samples.place(OTHER_SERVER, "42"), sha(1), 15, keys("ABC-1")));
        var changes = new ArrayList<>(changes(Change.Kind.COMMIT, sha(1), 14));
        changes.add(new Change(15, Change.Kind.COMMIT, OTHER_SERVER, "42", sha(1), keys("ABC-1"), Samples.AT));
        var steps = plan(changes);
        assertEquals(List.of(SERVER, OTHER_SERVER), steps.stream().map(step -> ((Step.Store) step).integration()).toList());
        var ids = steps.stream().map(step -> step.body().orElseThrow().at("/repositories/0/id").asText()).distinct().count();
        assertEquals(2, ids, "equal repository numbers on two servers stay apart");
    }

    @Test
    void regression_of_others_1000_commits_go_out_in_three_requests_none_lost_none_twice() {
        var items = IntStream.rangeClosed(1, 1000).mapToObj(Samples::item).toList();
        var batches = Plan.batches(items);
        assertEquals(List.of(400, 400, 200), batches.stream().map(List::size).toList());
        assertEquals(items, batches.stream().flatMap(List::stream).toList());
        batches.forEach(batch -> UploadSchema.assertValid(json(new Step.Store(SERVER, batch, 1000))));
    }

    @Test
    void a_request_holds_at_most_1000_entities_and_100_repositories() {
        var spread = IntStream.range(0, 2500).mapToObj(number -> inRepository(number % 50, number)).toList();
        assertEquals(List.of(1000, 1000, 500), Plan.batches(spread).stream().map(List::size).toList());
        var many = IntStream.range(0, 250).mapToObj(number -> inRepository(number, number)).toList();
        assertEquals(List.of(100, 100, 50), Plan.batches(many).stream().map(List::size).toList());
        assertEquals(List.of(), Plan.batches(List.of()));
    }

    @Test
    void a_build_that_changed_often_is_sent_once_and_one_that_is_no_longer_linked_is_erased_by_its_key() {
        stands(Samples.build("ci", 4, 14));
        assertEquals(List.of(14L), plan(changes(Change.Kind.BUILD, "ci#4", 10, 12, 14)).stream()
                .flatMap(step -> ((StoreRuns) step).items().stream()).map(Item::sequence).toList());
        stands(Samples.build(Samples.PLACE, "ci", 4, Set.of(), 15));
        told.put(entity(Entity.Kind.BUILD, "ci#4"), new Told(14, false, true, false));
        assertEquals(List.of("/rest/builds/0.1/pipelines/" + Ids.pipeline(SERVER, "42", "ci") + "/builds/4"),
                plan(changes(Change.Kind.BUILD, "ci#4", 15)).stream().map(Step::path).toList());
        told.put(entity(Entity.Kind.DEPLOYMENT, "live#7"), new Told(14, false, true, false));
        assertEquals(List.of("/rest/deployments/0.1/pipelines/" + Ids.tag(SERVER, "42") + "/environments/" + Ids.environment(SERVER, "live") + "/deployments/7"),
                plan(changes(Change.Kind.DEPLOYMENT, "live#7", 15)).stream().map(Step::path).toList());
    }

    @Test
    void builds_and_deployments_go_by_repository_in_requests_of_100_each() {
        var changes = new ArrayList<Change>();
        for (var number = 1; number <= 250; number++) {
            stands(Samples.build("ci", number, number));
            changes.addAll(changes(Change.Kind.BUILD, "ci#" + number, number));
        }
        builds.put(new EntityId(SERVER, "43", "ci#1"), Samples.build(Samples.place(SERVER, "43"), "ci", 1, keys("ABC-1"), 251));
        changes.add(new Change(251, Change.Kind.BUILD, SERVER, "43", "ci#1", keys("ABC-1"), Samples.AT));
        stands(Samples.deployment("live", "7", 252));
        changes.addAll(changes(Change.Kind.DEPLOYMENT, "live#7", 252));
        var steps = plan(changes);
        assertEquals(List.of("BUILDS 42 100", "BUILDS 42 100", "BUILDS 42 50", "BUILDS 43 1", "DEPLOYMENTS 42 1"),
                steps.stream().map(step -> step.api() + " " + ((StoreRuns) step).repository().repository() + " " + step.size()).toList());
        steps.forEach(step -> UploadSchema.assertValid(json(step)));
        assertEquals(Ids.tag(SERVER, "43"), json(steps.get(3)).at("/properties/repositoryId").asText());
    }

    @Test
    void a_tag_is_no_matter_of_jiras() {
        assertEquals(List.of(), plan(changes(Change.Kind.TAG, "v1-ABC-1", 10)));
    }

    @Test
    void halves_together_are_the_whole() {
        var store = new Step.Store(SERVER, IntStream.rangeClosed(1, 7).mapToObj(Samples::item).toList(), 9);
        var both = new ArrayList<>(store.firstHalf().items());
        both.addAll(store.secondHalf().items());
        assertEquals(store.items(), both);
    }

    private List<Step> plan(List<Change> changes) {
        return Plan.of(Wanted.of(changes, 9), known());
    }

    private Known known() {
        return new Known(commits, branches, pullRequests, builds, deployments, Wording.NONE, told, again, goneRepositories, goneIntegrations);
    }

    private void stands(CommitView commit) {
        commits.put(new EntityId(commit.place().integration(), commit.place().repository(), commit.sha()), commit);
    }

    private void stands(BranchView branch) {
        branches.put(new EntityId(SERVER, "42", branch.name()), branch);
    }

    private void stands(PullRequestView request) {
        pullRequests.put(new EntityId(SERVER, "42", request.number()), request);
    }

    private void stands(BuildView build) {
        builds.put(new EntityId(SERVER, "42", build.id()), build);
    }

    private void stands(DeploymentView deployment) {
        deployments.put(new EntityId(SERVER, "42", deployment.id()), deployment);
    }

    private static Entity entity(Entity.Kind kind, String name) {
        return new Entity(kind, SERVER, "42", name);
    }

    private static Item inRepository(int repository, int number) {
        return Item.of(Samples.commit(Samples.place(SERVER, "r" + repository), sha(number), number, keys("ABC-1")), Wording.NONE, number);
    }

    private static List<Change> changes(Change.Kind kind, String entity, long... positions) {
        return java.util.Arrays.stream(positions)
                .mapToObj(position -> new Change(position, kind, SERVER, "42", entity, keys("ABC-1"), Samples.AT)).toList();
    }

    private static List<Long> sequences(List<Step> steps) {
        return steps.stream().flatMap(step -> ((Step.Store) step).items().stream()).map(Item::sequence).toList();
    }

    private static com.fasterxml.jackson.databind.JsonNode json(Step step) {
        return step.body().orElseThrow();
    }
}
