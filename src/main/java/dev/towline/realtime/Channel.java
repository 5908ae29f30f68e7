package dev.towline.realtime;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a browser follows, named by its ARI. Only the canonical spelling is read, so that one thing has one name. */
sealed interface Channel {

    /** An issue. By its id: the key changes when the issue moves. */
    record OfIssue(String cloudId, long id) implements Channel {

        @Override
        public String ari() {
            return "ari:cloud:jira:" + cloudId + ":issue/" + id;
        }
    }

    /** A project: what happens to it, and to those of its issues that are open to all who browse it. */
    record OfProject(String cloudId, long id) implements Channel {

        @Override
        public String ari() {
            return "ari:cloud:jira:" + cloudId + ":project/" + id;
        }
    }

    /** A board and its sprints. */
    record OfBoard(String cloudId, long id) implements Channel {

        @Override
        public String ari() {
            return "ari:cloud:jira-software:" + cloudId + ":board/" + id;
        }
    }

    /** One integration, for administrators. */
    record OfIntegration(String cloudId, UUID id) implements Channel {

        @Override
        public String ari() {
            return "ari:cloud:towline:" + cloudId + ":integration/" + id;
        }
    }

    /** All integrations of a site, for administrators. */
    record OfIntegrations(String cloudId) implements Channel {

        @Override
        public String ari() {
            return "ari:cloud:towline:" + cloudId + ":integrations";
        }
    }

    /** The site it belongs to. */
    String cloudId();

    String ari();

    /** Empty when this is not a channel that we know. */
    static Optional<Channel> parse(String ari) {
        var parts = ari == null || ari.length() > Grammar.LONGEST ? null : Grammar.ARI.matcher(ari);
        if (parts == null || !parts.matches()) {
            return Optional.empty();
        }
        if (parts.group("issue") != null) {
            return Optional.of(new OfIssue(parts.group("site"), Long.parseLong(parts.group("issue"))));
        }
        if (parts.group("project") != null) {
            return Optional.of(new OfProject(parts.group("site"), Long.parseLong(parts.group("project"))));
        }
        if (parts.group("board") != null) {
            return Optional.of(new OfBoard(parts.group("software"), Long.parseLong(parts.group("board"))));
        }
        if (parts.group("integration") != null) {
            return Optional.of(new OfIntegration(parts.group("home"), UUID.fromString(parts.group("integration"))));
        }
        return Optional.of(new OfIntegrations(parts.group("home")));
    }

    /** How channels are spelled. */
    final class Grammar {

        // The longest that the pattern below can match is 157 characters; more is not looked at.
        private static final int LONGEST = 160;
        private static final String CLOUD_ID = "[A-Za-z0-9_-]{1,64}";
        private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
        // 18 digits always fit a long.
        private static final String NUMBER = "[1-9][0-9]{0,17}";
        private static final Pattern ARI = Pattern.compile(
                "ari:cloud:(?:jira:(?<site>" + CLOUD_ID + "):(?:issue/(?<issue>" + NUMBER + ")|project/(?<project>" + NUMBER + "))"
                        + "|jira-software:(?<software>" + CLOUD_ID + "):board/(?<board>" + NUMBER + ")"
                        + "|towline:(?<home>" + CLOUD_ID + "):(?:integrations|integration/(?<integration>" + UUID + ")))");

        private Grammar() {}
    }
}
