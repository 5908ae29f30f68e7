package dev.towline.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.Ref;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Told;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we say of each git server, held against what we read of its fixtures: nothing is claimed that none shows, and nothing shown is denied. */
class AbilitiesTest {

    @ParameterizedTest
    @EnumSource
    void a_server_tells_what_its_fixtures_show_and_nothing_else(Provider provider) {
        Set<Told> shown = EnumSet.noneOf(Told.class);
        readings(provider).forEach(reading -> reading.activities().forEach(activity -> shown.addAll(told(activity))));
        assertEquals(provider.abilities().tells(), shown);
    }

    @ParameterizedTest
    @EnumSource
    void each_choice_in_the_form_gives_an_event_that_a_fixture_shows(Provider provider) {
        List<String> names = readings(provider).map(Reading::event).toList();
        assertEquals(List.of(), provider.abilities().events().stream().filter(event -> names.stream().noneMatch(event::gives)).map(Event::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void what_tells_something_comes_of_a_choice_in_the_form(Provider provider) {
        // What a server sends without being asked for it, or what is worth nothing by itself: see the steps of each.
        Set<String> unasked = Set.of("git.repo.renamed", "git.repo.deleted", "project_rename", "project_transfer", "project_destroy",
                "ms.vss-code.git-pullrequest-comment-event", "ms.vss-pipelines.stage-state-changed-event", "pull_request_comment.created", "recount", "pull-requests");
        assertEquals(List.of(), readings(provider).filter(reading -> !reading.activities().isEmpty()).map(Reading::event).distinct()
                .filter(name -> !unasked.contains(name) && provider.abilities().events().stream().noneMatch(event -> event.gives(name))).toList());
    }

    @ParameterizedTest
    @EnumSource
    void no_fixture_lists_more_commits_than_the_cap_and_the_server_says_what_it_cut_as_we_claim(Provider provider) {
        var cap = provider.abilities().cap();
        List<Activity.Pushed> pushes = readings(provider).flatMap(reading -> reading.activities().stream()).filter(Activity.Pushed.class::isInstance).map(Activity.Pushed.class::cast).toList();
        cap.commits().ifPresent(most -> pushes.forEach(push -> assertTrue(push.commits().size() <= most
                // A merge in Gogs lists all.
                || provider == Provider.GOGS && !push.update().atCap(), () -> push.update() + " lists " + push.commits().size())));
        assertTrue(cap.cut() != Cut.COUNTED || pushes.stream().anyMatch(push -> push.update().total().isPresent()));
        assertTrue(cap.cut() != Cut.SAID || pushes.stream().anyMatch(push -> push.update().atCap()));
    }

    private static Stream<Reading> readings(Provider provider) {
        return Recording.of(provider).stream().filter(recording -> provider.refusal(recording.incoming(), Recording.SECRET).isEmpty()).flatMap(recording -> {
            try {
                return Stream.of(provider.read(recording.incoming()));
            } catch (UnreadablePayload unreadable) {
                return Stream.empty();
            }
        })
                // A repair is our own script's, whatever the server.
                .filter(reading -> !Set.of("recount", "pull-requests").contains(reading.event()));
    }

    private static Set<Told> told(Activity activity) {
        return switch (activity) {
            case Activity.Pushed pushed -> pushed(pushed);
            case Activity.PullRequestChanged changed -> EnumSet.of(Told.PULL_REQUESTS);
            case Activity.Reviewed reviewed -> EnumSet.of(Told.REVIEWS);
            case Activity.Built built -> EnumSet.of(Told.BUILDS);
            case Activity.Deployed deployed -> EnumSet.of(Told.DEPLOYMENTS);
            case Activity.Recounted recounted -> of(recounted.commits());
            case Activity.PullRequestRecounted recounted -> EnumSet.noneOf(Told.class);
            case Activity.RepositoryRenamed renamed -> EnumSet.noneOf(Told.class);
            case Activity.RepositoryRemoved removed -> EnumSet.noneOf(Told.class);
        };
    }

    private static Set<Told> pushed(Activity.Pushed pushed) {
        Set<Told> told = of(pushed.commits());
        told.add(pushed.update().ref().kind() == Ref.Kind.TAG ? Told.TAGS : Told.BRANCHES);
        return told;
    }

    private static Set<Told> of(List<Commit> commits) {
        Set<Told> told = EnumSet.noneOf(Told.class);
        for (Commit commit : commits) {
            told.add(Told.COMMITS);
            if (!commit.files().isEmpty()) {
                told.add(Told.FILES);
            }
        }
        return told;
    }
}
