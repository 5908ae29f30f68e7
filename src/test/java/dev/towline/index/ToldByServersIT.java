package dev.towline.index;

import static dev.towline.index.Given.second;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.towline.activity.Activity;
import dev.towline.activity.PullRequest.State;
import dev.towline.index.IndexStand.Site;
import dev.towline.provider.Incoming;
import dev.towline.provider.Provider;
import dev.towline.provider.UnreadablePayload;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the times that servers tell of their repositories, which are older than what happened. */
@Timeout(180)
class ToldByServersIT {

    private static final String REPOSITORY = "\"repository\":{\"id\":7,\"full_name\":\"team/app\",\"updated_at\":\"2026-01-05T08:00:00Z\"}";
    private static final String PULL_REQUEST = "{\"action\":\"opened\",\"number\":9,\"pull_request\":{\"number\":9,\"title\":\"ABC-1\",\"state\":\"open\","
            + "\"updated_at\":\"2026-02-01T09:00:00Z\",\"head\":{\"ref\":\"work\"},\"base\":{\"ref\":\"main\"}}," + REPOSITORY + "}";

    private static IndexStand stand;

    private final Site site = Site.fresh();

    @BeforeAll
    static void migrate() throws Exception {
        stand = IndexStand.named("told_by_servers_it");
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITEA", "FORGEJO"})
    void regression_a_removed_repository_goes_although_a_pull_request_changed_after_the_repository(Provider provider) throws Exception {
        stand.received(second(1), site, told(provider, "pull_request", PULL_REQUEST));
        assertNotNull(stand.pullRequest(site, "9"));
        stand.received(second(2), site, told(provider, "repository", "{\"action\":\"deleted\"," + REPOSITORY + "}"));
        assertNull(stand.pullRequest(site, "9"));
    }

    @Test
    void regression_a_closed_pull_request_of_gogs_can_be_opened_again() throws Exception {
        stand.received(second(1), site, gogs("closed", "closed"));
        assertEquals(State.DECLINED, stand.pullRequest(site, "9").state());
        stand.received(second(2), site, gogs("reopened", "open"));
        assertEquals(State.OPEN, stand.pullRequest(site, "9").state());
    }

    private static Activity gogs(String action, String state) throws UnreadablePayload {
        return told(Provider.GOGS, "pull_request", "{\"action\":\"" + action + "\",\"number\":9,\"pull_request\":{\"number\":9,\"title\":\"ABC-1\","
                + "\"state\":\"" + state + "\",\"head_branch\":\"work\",\"base_branch\":\"main\"}," + REPOSITORY + "}");
    }

    private static Activity told(Provider provider, String event, String body) throws UnreadablePayload {
        var headers = Map.of("x-" + provider.code() + "-event", event);
        return provider.read(new Incoming(headers, body.getBytes(UTF_8))).activities().getFirst();
    }
}
