package dev.towline.devinfo;

import dev.towline.devinfo.Entity.RepositoryId;
import dev.towline.integration.IntegrationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which requests make Jira equal to the index, within the limits of one bulk request. Pure, and the same for the same snapshot. */
final class Plan {

    // Jira's limits of one bulk request (development information API, 2026-08); more is refused as a whole.
    static final int REPOSITORIES = 100;
    static final int ENTITIES = 1000;
    static final int PER_KIND = 400;

    // For builds and deployments Jira names no limit, and answers 413 beyond it. Each may carry 500 keys: 100 of those are some 700 KB.
    static final int RUNS = 100;

    /** Of what one request may tell, where that is of one repository. */
    private record Home(Api api, RepositoryId repository) {}

    private Plan() {}

    static List<Step> of(Wanted wanted, Known known) {
        var steps = new ArrayList<Step>();
        known.goneIntegrations().forEach((integration, apis) -> apis.forEach(api -> steps.add(new Step.EraseIntegration(integration, api))));
        known.goneRepositories().forEach((repository, apis) -> {
            if (!known.goneIntegrations().containsKey(repository.integration())) {
                apis.forEach(api -> steps.add(new Step.EraseRepository(repository, api, wanted.upTo())));
            }
        });
        var items = new LinkedHashMap<IntegrationId, List<Item>>();
        var runs = new LinkedHashMap<Home, List<Item>>();
        wanted.entities().forEach((entity, position) -> {
            if (known.isGone(entity)) {
                return;
            }
            var told = known.told().get(entity);
            known.item(entity, position).map(item -> told != null && told.found() ? item.withoutNews() : item).ifPresentOrElse(
                    item -> {
                        if (!alreadyTold(item, told) || known.again().contains(entity)) {
                            switch (entity.kind().api) {
                                case DEVINFO -> items.computeIfAbsent(entity.integration(), id -> new ArrayList<>()).add(item);
                                case BUILDS, DEPLOYMENTS -> runs.computeIfAbsent(new Home(entity.kind().api, entity.in()), id -> new ArrayList<>()).add(item);
                            }
                        }
                    },
                    () -> {
                        if (told != null && !told.erased()) {
                            steps.add(new Step.Erase(entity, Math.max(position, told.position())));
                        }
                    });
        });
        items.forEach((integration, all) -> Stream.of(false, true).forEach(backfill ->
                batches(all.stream().filter(item -> item.backfill() == backfill).toList())
                        .forEach(batch -> steps.add(new Step.Store(integration, batch, wanted.upTo())))));
        runs.forEach((home, all) -> {
            for (var from = 0; from < all.size(); from += RUNS) {
                steps.add(new StoreRuns(home.api, home.repository, all.subList(from, Math.min(all.size(), from + RUNS))));
            }
        });
        return steps;
    }

    // A round that was cut short half way is done again: what Jira has answered already is not asked twice.
    private static boolean alreadyTold(Item item, Known.Told told) {
        return told != null && !told.erased() && told.position() >= item.sequence();
    }

    /** Cuts one integration's items into requests, in their order. */
    static List<List<Item>> batches(List<Item> items) {
        var batches = new ArrayList<List<Item>>();
        var batch = new Batch();
        for (var item : items) {
            if (!batch.takes(item)) {
                batches.add(batch.items);
                batch = new Batch();
            }
            batch.add(item);
        }
        if (!batch.items.isEmpty()) {
            batches.add(batch.items);
        }
        return batches;
    }

    private static final class Batch {

        private record Shelf(RepositoryId repository, Entity.Kind kind) {}

        final List<Item> items = new ArrayList<>();
        private final Set<RepositoryId> repositories = new HashSet<>();
        private final Map<Shelf, Integer> shelves = new HashMap<>();

        boolean takes(Item item) {
            return items.size() < ENTITIES
                    && (repositories.size() < REPOSITORIES || repositories.contains(item.entity().in()))
                    && shelves.getOrDefault(shelf(item), 0) < PER_KIND;
        }

        void add(Item item) {
            items.add(item);
            repositories.add(item.entity().in());
            shelves.merge(shelf(item), 1, Integer::sum);
        }

        private static Shelf shelf(Item item) {
            return new Shelf(item.entity().in(), item.entity().kind());
        }
    }
}
