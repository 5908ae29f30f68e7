package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.integration.IntegrationId;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** One request to one of Jira's {@link Api}s. Its body is made anew each time from its own items, so two steps never share one. */
sealed interface Step {

    /** The tag by which an integration's data, and nobody else's, can be erased. Neither ':' nor a leading '_' is allowed. */
    String INTEGRATION_TAG = "integrationId";

    String PRODUCT = "Towline";

    Api api();

    String method();

    /** Relative to the site, with its query. */
    String path();

    Optional<ObjectNode> body();

    /** How many entities it tells of. */
    int size();

    /** To store several entities at once. */
    sealed interface Bulk extends Step permits Store, StoreRuns {

        List<Item> items();

        /** The same of some of its items only. */
        Bulk of(List<Item> some);

        @Override
        default String method() {
            return "POST";
        }

        @Override
        default String path() {
            return api().path + "/bulk";
        }

        @Override
        default int size() {
            return items().size();
        }

        default Bulk firstHalf() {
            return of(items().subList(0, size() / 2));
        }

        default Bulk secondHalf() {
            return of(items().subList(size() / 2, size()));
        }
    }

    /** To erase something. */
    sealed interface Erasure extends Step {

        @Override
        default String method() {
            return "DELETE";
        }

        @Override
        default Optional<ObjectNode> body() {
            return Optional.empty();
        }

        @Override
        default int size() {
            return 1;
        }
    }

    /**
     * Store these commits, branches and pull requests, all of one integration, and all either live or backfill. {@code position} orders
     * what is said of the repositories themselves. Jira takes a backfill slower and by a wider rate limit, and runs no smart commits of it
     * (https://developer.atlassian.com/cloud/jira/software/rest/api-group-development-information/, 2026-08).
     */
    record Store(IntegrationId integration, List<Item> items, long position) implements Bulk {

        @Override
        public Api api() {
            return Api.DEVINFO;
        }

        @Override
        public Optional<ObjectNode> body() {
            var body = JsonNodeFactory.instance.objectNode();
            var list = body.putArray("repositories");
            var repositories = new HashMap<RepositoryId, ObjectNode>();
            for (var item : items) {
                repositories
                        .computeIfAbsent(item.entity().in(), id -> {
                            var repository = DevinfoBody.repository(item.place(), position);
                            list.add(repository);
                            return repository;
                        })
                        .withArrayProperty(item.entity().kind().list)
                        .add(item.body());
            }
            var backfill = items.stream().allMatch(Item::backfill);
            body.put("preventTransitions", backfill).put("operationType", backfill ? "BACKFILL" : "NORMAL");
            body.putObject("properties").put(INTEGRATION_TAG, integration.toString());
            body.putObject("providerMetadata").put("product", PRODUCT);
            return Optional.of(body);
        }

        @Override
        public Store of(List<Item> some) {
            return new Store(integration, some, position);
        }
    }

    /** Erase what Jira was told of one entity up to {@code position}. Of builds and deployments Jira takes no position any more. */
    record Erase(Entity entity, long position) implements Erasure {

        @Override
        public Api api() {
            return entity.kind().api;
        }

        @Override
        public String path() {
            return api().path + switch (entity.kind()) {
                case COMMIT, BRANCH, PULL_REQUEST -> "/repository/" + Ids.repository(entity.integration(), entity.repository())
                        + "/" + entity.kind().word() + "/" + Ids.of(entity.name()) + "?_updateSequenceId=" + position;
                case BUILD, DEPLOYMENT -> RunKey.of(entity).path();
            };
        }
    }

    /**
     * Erase the older state of an entity whose newest links to no issue that Jira knows: Jira does not store that one, and keeps the other.
     *
     * @param outcome what became of the newest
     */
    record Withdraw(Outcome outcome) implements Erasure {

        @Override
        public Api api() {
            return outcome.entity().kind().api;
        }

        // The newest may be taken later under its own position.
        @Override
        public String path() {
            return new Erase(outcome.entity(), outcome.position() - 1).path();
        }
    }

    /** Erase a repository with all that is in it, as told up to {@code position}. */
    record EraseRepository(RepositoryId repository, Api api, long position) implements Erasure {

        @Override
        public String path() {
            return api.path + switch (api) {
                case DEVINFO -> "/repository/" + Ids.repository(repository.integration(), repository.repository()) + "?_updateSequenceId=" + position;
                case BUILDS, DEPLOYMENTS -> "/bulkByProperties?" + StoreRuns.REPOSITORY_TAG + "=" + Ids.tag(repository.integration(), repository.repository());
            };
        }
    }

    /** Erase all that carries this integration's tag. */
    record EraseIntegration(IntegrationId integration, Api api) implements Erasure {

        @Override
        public String path() {
            return api.path + "/bulkByProperties?" + INTEGRATION_TAG + "=" + integration;
        }
    }
}
