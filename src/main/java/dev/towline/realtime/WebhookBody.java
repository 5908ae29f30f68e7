package dev.towline.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.jira.TenantId;
import dev.towline.realtime.Webhook.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a webhook's body says, taken by an allow-list while it is read: all else, and nearly all of it is what people wrote, is passed over
 * and never held. Two texts are looked into for mentions, and not kept.
 * Shapes: https://developer.atlassian.com/cloud/jira/platform/webhooks/ (2026-11).
 */
final class WebhookBody {

    /** The body is not what Jira documents. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String what) {
            super(what);
        }
    }

    private static final TokenFilter ALL = TokenFilter.INCLUDE_ALL;
    private static final TokenFilter ID = new Only(Map.of("id", ALL));
    private static final TokenFilter ACCOUNT = new Only(Map.of("accountId", ALL));
    private static final TokenFilter ALLOWED = new Only(Map.of(
            "user", ACCOUNT,
            "issue", new Only(Map.of("id", ALL, "key", ALL, "fields", new Only(Map.of("project", ID, "security", ALL, "description", ALL)))),
            "changelog", new Only(Map.of("items", new Only(Map.of("field", ALL, "fieldtype", ALL, "from", ALL, "fromString", ALL, "to", ALL, "toString", ALL)))),
            "comment", new Only(Map.of("body", ALL, "visibility", ALL, "updateAuthor", ACCOUNT)),
            "project", ID,
            "sprint", new Only(Map.of("id", ALL, "originBoardId", ALL)),
            "board", ID,
            "configuration", ID,
            "version", new Only(Map.of("id", ALL, "projectId", ALL))));

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9:_-]{1,128}");
    // As Jira's REST API version 2, which webhooks speak, writes a mention.
    private static final Pattern MENTION = Pattern.compile("\\[~accountid:([A-Za-z0-9:_-]{1,128})]");

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

    /** Lets through the named properties of an object, and of the objects in a list. */
    private static final class Only extends TokenFilter {

        private final Map<String, TokenFilter> properties;

        Only(Map<String, TokenFilter> properties) {
            this.properties = properties;
        }

        @Override
        public TokenFilter includeProperty(String name) {
            return properties.get(name);
        }

        @Override
        protected boolean _includeScalar() {
            return false;
        }
    }

    private final String event;
    private final JsonNode json;

    private WebhookBody(String event, JsonNode json) {
        this.event = event;
        this.json = json;
    }

    /** @throws Unreadable without its content; @throws IOException when the body did not come whole */
    static Webhook read(TenantId tenant, String identifier, String event, InputStream body) throws IOException {
        return new WebhookBody(event, tree(body)).webhook(tenant, identifier);
    }

    private static JsonNode tree(InputStream body) throws IOException {
        try (var parser = new FilteringParserDelegate(JSON.createParser(body), ALLOWED, Inclusion.INCLUDE_ALL_AND_PATH, true)) {
            JsonNode tree = JSON.readTree(parser);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException notJson) {
            throw new Unreadable("the body is not JSON");
        }
    }

    private Webhook webhook(TenantId tenant, String identifier) {
        var ids = new EnumMap<Thing, Long>(Thing.class);
        number(ids, Thing.ISSUE, "/issue/id");
        number(ids, Thing.PROJECT, "/issue/fields/project/id");
        number(ids, Thing.PROJECT, "/project/id");
        number(ids, Thing.PROJECT, "/version/projectId");
        number(ids, Thing.BOARD, "/sprint/originBoardId");
        number(ids, Thing.BOARD, "/board/id");
        number(ids, Thing.BOARD, "/configuration/id");
        number(ids, Thing.SPRINT, "/sprint/id");
        number(ids, Thing.VERSION, "/version/id");
        JiraEventNames.thing(event).filter(thing -> !ids.containsKey(thing)).ifPresent(thing -> {
            throw new Unreadable("the body names no " + thing);
        });
        return new Webhook(tenant, identifier, event, ids, key(), account(), marks(), isOpen(), left());
    }

    private void number(Map<Thing, Long> ids, Thing thing, String pointer) {
        var text = json.at(pointer).asText();
        if (NUMBER.matcher(text).matches()) {
            ids.put(thing, Long.valueOf(text));
        }
    }

    private String key() {
        var text = json.at("/issue/key").asText();
        return IssueKeys.in(text).stream().map(IssueKey::value).filter(text::equals).findFirst().orElse("");
    }

    private String account() {
        var user = json.at("/user/accountId").asText();
        var account = user.isEmpty() ? json.at("/comment/updateAuthor/accountId").asText() : user;
        return ACCOUNT_ID.matcher(account).matches() ? account : "";
    }

    // What Jira tells of a comment's issue has no security level, so it may have one. Of an issue that gets one, those who browse the project
    // are told this last time: they knew of it, and their pages have to let go of it.
    private boolean isOpen() {
        return !json.has("comment") && (!json.at("/issue/fields").hasNonNull("security") || change("security") instanceof JsonNode item && !item.hasNonNull("from"));
    }

    private long left() {
        var from = change("project") instanceof JsonNode item ? item.path("from").asText() : "";
        return NUMBER.matcher(from).matches() ? Long.parseLong(from) : 0;
    }

    /** What became of a field; null when it stayed as it was. */
    private JsonNode change(String field) {
        for (var item : json.at("/changelog/items")) {
            if (item.path("field").asText().equals(field)) {
                return item;
            }
        }
        return null;
    }

    private Set<Mark> marks() {
        var marks = EnumSet.noneOf(Mark.class);
        for (var item : json.at("/changelog/items")) {
            switch (item.path("field").asText()) {
                case "status" -> marks.add(Mark.TRANSITIONED);
                case "assignee" -> marks.add(Mark.ASSIGNED);
                case "Key" -> marks.add(Mark.MOVED);
                case "description" -> {
                    if (!mentioned(item.path("fromString")).containsAll(mentioned(item.path("toString")))) {
                        marks.add(Mark.MENTIONS);
                    }
                }
                default -> {
                    if (isRank(item)) {
                        marks.add(Mark.RANKED);
                    }
                }
            }
        }
        var written = event.equals("comment_created") ? json.at("/comment/body") : event.equals("jira:issue_created") ? json.at("/issue/fields/description") : null;
        if (written != null && !mentioned(written).isEmpty()) {
            marks.add(Mark.MENTIONS);
        }
        if (json.path("comment").hasNonNull("visibility")) {
            marks.add(Mark.RESTRICTED);
        }
        return marks;
    }

    /**
     * The field by which boards are ordered is a custom one of Jira Software's, and a site may call it otherwise ("Rang", "Rank (Obsolete)"); the text is in
     * the language of whoever moved the issue. What it has alone is that both its ids and the text before are empty texts, where other fields have null or
     * an id: so in webhooks and histories of Jira Cloud that people recorded, of 2016 to 2026 (public repositories, read 2026-11-28). Atlassian documents none of it.
     */
    private static boolean isRank(JsonNode item) {
        return item.path("fieldtype").asText().equals("custom")
                && Stream.of("from", "fromString", "to").map(item::path).allMatch(side -> side.isTextual() && side.asText().isEmpty())
                && !item.path("toString").asText().isEmpty();
    }

    private static Set<String> mentioned(JsonNode text) {
        return MENTION.matcher(text.asText()).results().map(mention -> mention.group(1)).collect(Collectors.toSet());
    }
}
