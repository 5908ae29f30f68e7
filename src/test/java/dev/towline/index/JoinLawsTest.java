package dev.towline.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Law 3 for single rows: to join is indifferent to order, grouping and repetition, for all triples of one history and their joins. */
class JoinLawsTest {

    @Test
    void pull_requests() {
        holds(rows(told -> told.pullRequests().values()), PullRequestRow::entity, PullRequestRow::join);
    }

    @Test
    void reviews() {
        holds(rows(told -> told.reviews().values()), ReviewRow::key, ReviewRow::join);
    }

    @Test
    void repositories() {
        holds(rows(told -> told.repositories().values()), RepositoryRow::repository, RepositoryRow::join);
    }

    @Test
    void commits() {
        holds(rows(told -> told.commits().values()), CommitRow::entity, CommitRow::join);
    }

    @Test
    void builds() {
        holds(rows(told -> told.builds().values()), BuildRow::entity, BuildRow::join);
    }

    @Test
    void deployments() {
        holds(rows(told -> told.deployments().values()), DeploymentRow::entity, DeploymentRow::join);
    }

    @Test
    void movements() {
        holds(rows(told -> told.movements().values()), RefUpdateRow::key, RefUpdateRow::join);
    }

    private static <R> List<R> rows(Function<Told, Collection<R>> kind) {
        return History.ALL.stream().flatMap(delivery -> kind.apply(Told.by(List.of(delivery.told()), new Receipt(delivery.at()))).stream()).toList();
    }

    private static <R, K> void holds(List<R> rows, Function<R, K> key, BinaryOperator<R> join) {
        var ofOneKey = rows.stream().collect(Collectors.groupingBy(key, Collectors.toCollection(LinkedHashSet::new))).values();
        assertTrue(ofOneKey.stream().anyMatch(tellings -> tellings.size() > 1), "nothing is told twice");
        for (var tellings : ofOneKey) {
            var all = new LinkedHashSet<>(tellings);
            tellings.forEach(a -> tellings.forEach(b -> all.add(join.apply(a, b))));
            for (var a : all) {
                assertEquals(a, join.apply(a, a));
                for (var b : all) {
                    assertEquals(join.apply(a, b), join.apply(b, a));
                    for (var c : all) {
                        assertEquals(join.apply(join.apply(a, b), c), join.apply(a, join.apply(b, c)));
                    }
                }
            }
        }
    }
}
