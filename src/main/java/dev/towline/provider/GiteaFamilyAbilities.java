package dev.towline.provider;

import dev.towline.provider.Abilities.Afterwards;
import dev.towline.provider.Abilities.Cap;
import dev.towline.provider.Abilities.Cut;
import dev.towline.provider.Abilities.Event;
import dev.towline.provider.Abilities.Patience;
import dev.towline.provider.Abilities.Told;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * What each of the family tells, and how it differs. Lists and patience: https://docs.gitea.com/administration/config-cheat-sheet,
 * https://forgejo.org/docs/latest/admin/config-cheat-sheet/, https://github.com/gogs/gogs/blob/main/conf/app.ini (2026-11). None of them tries
 * a failed call again by itself; each has a button for it.
 */
final class GiteaFamilyAbilities {

    private GiteaFamilyAbilities() {}

    static Abilities of(GiteaFamily.Member member) {
        return switch (member) {
            case GITEA -> new Abilities(EnumSet.complementOf(EnumSet.of(Told.DEPLOYMENTS)),
                    events(Event.extra("Workflow Run", "workflow_run.*"), Event.extra("Statuses", "status")),
                    Cap.of(5, Cut.COUNTED).raisedBy("FEED_MAX_COMMIT_NUM", "100"), Patience.once(5, Afterwards.RESENT_BY_HAND));
            case FORGEJO -> new Abilities(EnumSet.complementOf(EnumSet.of(Told.DEPLOYMENTS)),
                    events(Event.extra("Action run events", "action_run_*")),
                    Cap.of(15, Cut.COUNTED).raisedBy("PAYLOAD_COMMIT_LIMIT", "100"), Patience.once(5, Afterwards.RESENT_BY_HAND));
            case GOGS -> new Abilities(EnumSet.of(Told.COMMITS, Told.FILES, Told.BRANCHES, Told.TAGS, Told.PULL_REQUESTS),
                    List.of(Event.asked("Create", "create"), Event.asked("Delete", "delete"), Event.asked("Push", "push"), Event.asked("Pull Request", "pull_request.*")),
                    Cap.of(GiteaFamilyBody.MOST_COMMITS_OF_GOGS, Cut.SILENT).raisedBy("FEED_MAX_COMMIT_NUM", "100"), Patience.once(15, Afterwards.RESENT_BY_HAND));
        };
    }

    private static List<Event> events(Event... extra) {
        var events = new ArrayList<>(List.of(
                Event.asked("Create", "create"), Event.asked("Delete", "delete"), Event.asked("Push", "push"), Event.asked("Repository", "repository.*"),
                Event.asked("Pull Request", "pull_request.opened", "pull_request.closed", "pull_request.edited", "pull_request.reopened"),
                Event.asked("Pull Request Reviewed", "pull_request_approved.*", "pull_request_rejected.*", "pull_request_comment.reviewed"),
                Event.asked("Pull Request Synchronized", "pull_request.synchronized", "pull_request_sync.*"),
                Event.asked("Pull Request Review Requested", "pull_request.review_requested", "pull_request_review_request.*")));
        events.addAll(List.of(extra));
        return List.copyOf(events);
    }
}
