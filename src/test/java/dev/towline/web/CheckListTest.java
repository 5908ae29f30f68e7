package dev.towline.web;

import static dev.towline.web.CheckSamples.arrival;
import static dev.towline.web.CheckSamples.list;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towline.provider.Provider;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckListTest {

    private static final String FORGED = "The signature does not match: the secret in GitHub's webhook form is not this integration's, or something in between changed the body.";

    @Test
    void before_anything_arrived_all_waits_and_it_is_said_where_to_look() {
        var list = list(Provider.GITHUB);
        assertEquals(Map.of("waiting", 7L), list.checks().stream().collect(Collectors.groupingBy(CheckList.Check::state, Collectors.counting())));
        assertTrue(words(list, "reached").contains("Where GitHub shows what it sent"));
        assertFalse(list.done());
    }

    @Test
    void a_refused_signature_is_told_in_its_words_and_forgotten_when_a_later_call_is_right() {
        var list = list(Provider.GITHUB, arrival("refused", "", FORGED));
        assertEquals("failed", state(list, "signature"));
        assertEquals(FORGED, words(list, "signature"));
        assertEquals("done", state(list, "reached"));
        assertEquals("waiting", state(list, "readable"));
        assertEquals("done", state(list(Provider.GITHUB, arrival("refused", "", FORGED), arrival("ignored", "ping", "GitHub's greeting.")), "signature"));
        assertEquals("failed", state(list(Provider.GITHUB, arrival("ignored", "ping", "GitHub's greeting."), arrival("refused", "", FORGED)), "signature"));
    }

    @Test
    void a_replaced_url_is_no_fault_of_the_signature() {
        var list = list(Provider.GITHUB, arrival("ignored", "ping", ""), arrival("refused", "", "It came by a hook URL that was replaced. Copy the present one to the git server."));
        assertEquals("failed", state(list, "url"));
        assertTrue(words(list, "url").contains("Put the present one into GitHub"));
        assertEquals("done", state(list, "signature"));
    }

    @Test
    void another_kind_of_git_server_is_named() {
        var list = list(Provider.GOGS, arrival("refused", "", "The call is not signed: set the secret in the webhook's form in Gogs. But this looks like GitHub; the integration says Gogs."));
        assertEquals("failed", state(list, "server"));
        assertTrue(words(list, "server").contains("this looks like GitHub"));
    }

    @Test
    void a_greeting_alone_asks_for_a_push() {
        var list = list(Provider.GITHUB, arrival("ignored", "ping", "GitHub's greeting: the webhook reaches us and its signature is right."));
        assertEquals("waiting", state(list, "events"));
        assertEquals("GitHub's greeting: the webhook reaches us and its signature is right. Push something now.", words(list, "events"));
        assertEquals("waiting", state(list, "key"));
    }

    @Test
    void events_that_never_came_are_named_as_the_form_names_them() {
        var list = list(Provider.GITHUB, arrival("indexed", "push", ""), arrival("indexed", "create", ""), arrival("indexed", "pull_request.opened", ""));
        assertEquals("Not seen so far: Branch or tag deletion, Pull request reviews, Repositories. Each comes when such a thing happens; if it did, it is not chosen in the git server.",
                words(list, "events"));
        assertEquals("done", state(list(Provider.GIT, arrival("indexed", "push", "")), "events"));
    }

    @Test
    void what_cannot_be_read_is_told_with_its_place() {
        var list = list(Provider.GITHUB, arrival("quarantined", "", "missing at $.ref"));
        assertEquals("failed", state(list, "readable"));
        assertTrue(words(list, "readable").startsWith("Missing at $.ref. It is kept for 30 days"));
        assertEquals("done", state(list, "signature"));
    }

    @Test
    void the_first_key_ends_it_and_one_that_does_not_link_says_why() {
        var found = list(Provider.GITHUB, arrival("indexed", "push", "", "ABC-1", "ABC-2"), arrival("indexed", "push", ""));
        assertTrue(found.done());
        assertEquals("Found: ABC-1, ABC-2.", words(found, "key"));
        var held = list(Provider.GITHUB, arrival("indexed", "push", "Not linked: XYZ-1. Jira shows Towline no such project."));
        assertEquals("failed", state(held, "key"));
        assertTrue(words(held, "key").startsWith("Not linked: XYZ-1. Jira shows Towline no such project."));
        var none = list(Provider.GITHUB, arrival("indexed", "push", ""));
        assertEquals("waiting", state(none, "key"));
        assertTrue(words(none, "key").contains("names no issue"));
    }

    @Test
    void gerrit_signs_nothing_and_that_is_said() {
        assertEquals("Gerrit signs nothing: that it knows the secret hook URL is the proof.", words(list(Provider.GERRIT, arrival("indexed", "patchset-created", "", "ABC-1")), "signature"));
    }

    @Test
    void a_paused_integration_says_so() {
        assertEquals("failed", state(CheckList.of("a", Provider.GITHUB, true, java.util.List.of(), CheckSamples.TEXTS), "events"));
    }

    private static String state(CheckList list, String id) {
        return check(list, id).state();
    }

    private static String words(CheckList list, String id) {
        return check(list, id).words();
    }

    private static CheckList.Check check(CheckList list, String id) {
        return list.checks().stream().filter(check -> check.id().equals(id)).findFirst().orElseThrow();
    }
}
