package dev.towline.intake;

import dev.towline.activity.Activity;
import dev.towline.activity.Repository;
import dev.towline.index.Index;
import dev.towline.index.Present;
import dev.towline.index.Repositories;
import dev.towline.integration.Admission;
import dev.towline.integration.Integration;
import dev.towline.integration.LinkRules;
import dev.towline.integration.SnsSubscriptions;
import dev.towline.provider.Provider;
import dev.towline.provider.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes what a delivery says into the index, as far as the integration's rules let it in, within the worker's transaction. */
@ApplicationScoped
class Indexing {

    /** @param whole whether all that it says was applied, so that the same sent again says nothing new */
    record Indexed(Outcome outcome, boolean whole) {}

    private final SnsSubscriptions subscriptions;
    private final Clock clock;

    Indexing(SnsSubscriptions subscriptions, Clock clock) {
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    Indexed apply(Connection connection, Delivery delivery, Integration integration, Reading reading) throws SQLException {
        var said = integration.provider().subscription(delivery.incoming());
        if (said.isPresent() && !subscriptions.note(connection, delivery.tenant(), delivery.integration(), said.get(), delivery.receivedAt())) {
            return new Indexed(Outcome.ignored(reading.event(), reading.repository(), "Already " + SnsSubscriptions.MOST_WAITING
                    + " topics wait to be confirmed, so this one is not kept: " + said.get().topic() + "."), true);
        }
        if (reading.activities().isEmpty()) {
            return new Indexed(Outcome.ignored(reading.event(), reading.repository(), reading.note()), true);
        }
        // Now, under the lock that every change of the rules takes: what was read of the integration before may be outdated.
        var admission = Admission.find(connection, delivery.tenant(), delivery.integration()).orElseThrow();
        var sieve = sieve(connection, delivery, admission, reading.activities());
        if (sieve.kept().isEmpty()) {
            return new Indexed(Outcome.ignored(reading.event(), reading.repository(), sieve.words()), false);
        }
        var activities = Discretion.of(admission, sieve.kept());
        var stray = stray(connection, delivery, integration, activities);
        if (stray.isPresent()) {
            return new Indexed(new Outcome(Outcome.Kind.QUARANTINED, reading.event(), reading.repository(),
                    integration.provider().label() + " has not told this integration of a repository with the id “" + DeliveryHandler.printable(stray.get().id())
                            + "”, so its history has no place yet. Push to it once, then replay this delivery or run the script again.", Set.of(), 0), false);
        }
        var rules = LinkRules.find(connection, delivery.tenant(), delivery.integration()).orElseThrow();
        var applied = Index.apply(connection, delivery.tenant(), delivery.integration(), rules, activities, delivery.receivedAt(), clock.instant());
        return new Indexed(Outcome.indexed(reading, applied, sieve.words()), sieve.leftOutNothing());
    }

    private static Sieve sieve(Connection connection, Delivery delivery, Admission rules, List<Activity> told) throws SQLException {
        return Sieve.letsAllIn(told, rules)
                ? new Sieve(told, Set.of(), Set.of())
                : Sieve.of(told, rules, Present.among(connection, delivery.tenant(), delivery.integration(), told));
    }

    /** Nobody but our own scripts speaks for plain git, so they alone say which repositories it has. */
    private static Optional<Repository> stray(Connection connection, Delivery delivery, Integration integration, List<Activity> activities) throws SQLException {
        return integration.provider() == Provider.GIT
                ? Optional.empty()
                : Repositories.recountedOnly(connection, delivery.tenant(), delivery.integration(), activities);
    }
}
