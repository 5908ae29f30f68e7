package dev.towline.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

    private static final String SITE = "6a1e3b4c-2d5f-4a7b-8c9d-0e1f2a3b4c5d";

    @ParameterizedTest
    @ValueSource(strings = {
        "ari:cloud:jira:" + SITE + ":issue/10001",
        "ari:cloud:jira:" + SITE + ":issue/999999999999999999",
        "ari:cloud:jira:" + SITE + ":project/10000",
        "ari:cloud:jira-software:" + SITE + ":board/3",
        "ari:cloud:towline:" + SITE + ":integration/0f8fad5b-d9cb-469f-a165-70867728950e",
        "ari:cloud:towline:" + SITE + ":integrations"
    })
    void a_channel_is_printed_as_it_is_read(String ari) {
        var channel = Channel.parse(ari).orElseThrow();
        assertEquals(ari, channel.ari());
        assertEquals(SITE, channel.cloudId());
    }

    @Test
    void each_kind_is_told_apart() {
        assertEquals(Optional.of(new Channel.OfIssue("s", 7)), Channel.parse("ari:cloud:jira:s:issue/7"));
        assertEquals(Optional.of(new Channel.OfIntegrations("s")), Channel.parse("ari:cloud:towline:s:integrations"));
        var id = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertEquals(Optional.of(new Channel.OfIntegration("s", id)), Channel.parse("ari:cloud:towline:s:integration/" + id));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", "issue/1", "ari:cloud:jira:s:issue/", "ari:cloud:jira:s:issue/ABC-1", "ari:cloud:jira:s:issue/0", "ari:cloud:jira:s:issue/007",
        "ari:cloud:jira:s:issue/-1", "ari:cloud:jira:s:issue/1\n", "ari:cloud:jira:s:issue/1?x", "ari:cloud:jira:s:issue/9999999999999999999",
        "ari:cloud:jira::issue/1", "ari:cloud:jira:s s:issue/1", "ari:cloud:jira:s:project/ABC", "ari:cloud:jira:s:board/1", "ari:cloud:jira-software:s:board/0", "ari:cloud:towline:s:issue/1",
        "ari:cloud:jira:s:integrations", "ari:cloud:towline:s:integration/", "ari:cloud:towline:s:integration/1-1-1-1-1",
        "ari:cloud:towline:s:integration/0F8FAD5B-D9CB-469F-A165-70867728950E", "ARI:CLOUD:JIRA:s:issue/1"
    })
    void another_spelling_is_no_channel(String ari) {
        assertEquals(Optional.empty(), Channel.parse(ari));
    }

    @Test
    void the_longest_channel_is_within_the_limit_and_more_is_not_read() {
        var issue = "ari:cloud:jira:" + "c".repeat(64) + ":issue/" + "9".repeat(18);
        assertEquals(issue, Channel.parse(issue).orElseThrow().ari());
        var integration = "ari:cloud:towline:" + "c".repeat(64) + ":integration/" + new UUID(1, 1);
        assertEquals(integration, Channel.parse(integration).orElseThrow().ari());
        assertEquals(Optional.empty(), Channel.parse("ari:cloud:jira:" + "c".repeat(65) + ":issue/1"));
    }
}
