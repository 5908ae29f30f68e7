package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.integration.IntegrationId;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** One request to Jira's Development Information API. Its body is made anew each time from its own items, so two steps never share one. */
sealed interface Step {

    String API = "/rest/devinfo/0.10";

    /** The tag by which an integration's data, and nobody else's, can be erased. Neither ':' nor a leading '_' is allowed. */
    String INTEGRATION_TAG = "integrationId";

    String method();

    /** Relative to the site, with its query. */
    String path();

    Optional<ObjectNode> body();

    /** How many entities it tells of. */
    int size();

    /**
     * Store these entities, all of one integration, and all either live or backfill. {@code position} orders what is said of the
     * repositories themselves. Jira takes a backfill slower and by a wider rate limit, and runs no smart commits of it
     * (https://developer.atlassian.com/cloud/jira/software/rest/api-group-development-information/, 2026-08).
     */
    record Store(IntegrationId integration, List<Item> items, long position) implements Step {

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return API + "/bulk";
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
            body.putObject("providerMetadata").put("product", "Towline");
            return Optional.of(body);
        }

        @Override
        public int size() {
            return items.size();
        }

        Store firstHalf() {
            return new Store(integration, items.subList(0, items.size() / 2), position);
        }

        Store secondHalf() {
            return new Store(integration, items.subList(items.size() / 2, items.size()), position);
        }
    }

    /** Erase what Jira was told of one entity up to {@code position}. */
    record Erase(Entity entity, long position) implements Step {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return API + "/repository/" + Ids.repository(entity.integration(), entity.repository())
                    + "/" + entity.kind().word() + "/" + Ids.of(entity.name()) + "?_updateSequenceId=" + position;
        }

        @Override
        public Optional<ObjectNode> body() {
            return Optional.empty();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** Erase a repository with all that is in it, as told up to {@code position}. */
    record EraseRepository(RepositoryId repository, long position) implements Step {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return API + "/repository/" + Ids.repository(repository.integration(), repository.repository()) + "?_updateSequenceId=" + position;
        }

        @Override
        public Optional<ObjectNode> body() {
            return Optional.empty();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    /** Erase all that carries this integration's tag. */
    record EraseIntegration(IntegrationId integration) implements Step {

        @Override
        public String method() {
            return "DELETE";
        }

        @Override
        public String path() {
            return API + "/bulkByProperties?" + INTEGRATION_TAG + "=" + integration;
        }

        @Override
        public Optional<ObjectNode> body() {
            return Optional.empty();
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
