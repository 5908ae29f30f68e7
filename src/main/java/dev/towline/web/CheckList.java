package dev.towline.web;

import dev.towline.intake.Arrivals.Arrival;
import dev.towline.integration.Integration;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far the set-up of an integration has come, told from what arrived: each step is done, waits, or failed for a reason in words.
 *
 * @param done whether an issue key arrived, which is all that it takes
 */
public record CheckList(String integration, boolean done, List<Check> checks) {

    /**
     * One step.
     *
     * @param id    {@code reached}, {@code url}, {@code server}, {@code signature}, {@code readable}, {@code events} or {@code key}
     * @param state {@code done}, {@code failed} or {@code waiting}
     * @param words what was found, or what to do; {@code ""} when nothing can be said yet
     */
    public record Check(String id, String state, String words) {

        static Check done(String id, String words) {
            return new Check(id, "done", words);
        }

        static Check failed(String id, String words) {
            return new Check(id, "failed", words);
        }

        static Check waiting(String id, String words) {
            return new Check(id, "waiting", words);
        }
    }

    // As many as one reads.
    private static final int NAMED = 5;

    /** @param arrivals newest first */
    static CheckList of(Integration integration, List<Arrival> arrivals, CheckTexts texts) {
        return of(integration.id().toString(), integration.provider(), integration.paused(), arrivals, texts);
    }

    static CheckList of(String integration, Provider provider, boolean paused, List<Arrival> arrivals, CheckTexts texts) {
        var look = new Look(provider, paused, arrivals, texts);
        var checks = List.of(look.reached(), look.url(), look.server(), look.signature(), look.readable(), look.events(), look.key());
        return new CheckList(integration, checks.getLast().state().equals("done"), checks);
    }

    /** What the newest of each kind says: what was mended since does not count any more. */
    private record Look(Provider provider, boolean paused, List<Arrival> arrivals, CheckTexts texts) {

        private Check reached() {
            return arrivals.isEmpty() ? Check.waiting("reached", texts.reached_waiting(provider.label())) : Check.done("reached", texts.reached_done());
        }

        private Check url() {
            if (arrivals.isEmpty()) {
                return Check.waiting("url", "");
            }
            return arrivals.getFirst().cameByReplacedUrl() ? Check.failed("url", texts.url_replaced(provider.label())) : Check.done("url", "");
        }

        private Check server() {
            if (arrivals.isEmpty()) {
                return Check.waiting("server", "");
            }
            var newest = arrivals.getFirst();
            return provider.isMismatch(newest.reason()) ? Check.failed("server", texts.server_wrong(sentence(newest.reason()))) : Check.done("server", "");
        }

        private Check signature() {
            var judged = arrivals.stream().filter(arrival -> !arrival.cameByReplacedUrl()).findFirst();
            return judged.map(arrival -> arrival.isBelieved()
                            ? Check.done("signature", provider == Provider.GERRIT ? texts.signature_none() : "")
                            : Check.failed("signature", sentence(arrival.reason())))
                    .orElse(Check.waiting("signature", ""));
        }

        private Check readable() {
            return believed().findFirst().map(arrival -> arrival.outcome().equals("quarantined")
                            ? Check.failed("readable", texts.readable_failed(sentence(arrival.reason())))
                            : Check.done("readable", ""))
                    .orElse(Check.waiting("readable", ""));
        }

        private Check events() {
            if (paused) {
                return Check.failed("events", texts.events_paused());
            }
            var seen = believed().map(Arrival::event).distinct().toList();
            var asked = provider.abilities().events().stream().filter(Event::asked).toList();
            var missing = asked.stream().filter(event -> seen.stream().noneMatch(event::gives)).map(Event::name).toList();
            if (missing.isEmpty()) {
                return Check.done("events", "");
            }
            if (missing.size() == asked.size()) {
                // A greeting, or events of no use: its own words tell which.
                return Check.waiting("events", believed().findFirst().filter(arrival -> arrival.outcome().equals("ignored"))
                        .map(arrival -> sentence(arrival.reason()) + " " + texts.events_push()).orElse(""));
            }
            return Check.waiting("events", texts.events_missing(String.join(", ", missing)));
        }

        private Check key() {
            var found = arrivals.stream().filter(arrival -> !arrival.issueKeys().isEmpty()).findFirst();
            if (found.isPresent()) {
                return Check.done("key", texts.key_found(String.join(", ", found.get().issueKeys().stream().limit(NAMED).toList())));
            }
            var indexed = arrivals.stream().filter(arrival -> arrival.outcome().equals("indexed")).findFirst();
            if (indexed.isEmpty()) {
                return believed().findFirst().filter(Arrival::isLeftOut).map(arrival -> Check.failed("key", texts.key_held(sentence(arrival.reason())))).orElse(Check.waiting("key", ""));
            }
            return held(indexed.get()).map(reason -> Check.failed("key", texts.key_held(sentence(reason)))).orElse(Check.waiting("key", texts.key_none()));
        }

        private Optional<String> held(Arrival arrival) {
            return Optional.of(arrival.reason()).filter(reason -> !reason.isEmpty());
        }

        /** Reasons are said in several places, some within a sentence. */
        private String sentence(String kept) {
            var reason = Reasons.said(kept, texts.lang());
            var begun = reason.isEmpty() ? "" : reason.substring(0, 1).toUpperCase(Locale.ROOT) + reason.substring(1);
            return begun.isEmpty() || begun.endsWith(".") ? begun : begun + ".";
        }

        private Stream<Arrival> believed() {
            return arrivals.stream().filter(Arrival::isBelieved);
        }
    }
}
