package dev.towline.sandbox;

import java.util.concurrent.Executor;

/** What people do to issues; the app's webhooks are told of each deed. */
final class Edits {

    private final Site site;
    private final Webhooks webhooks;
    private final Executor telling;

    /** @param telling a page does not wait until the app has answered, a test does */
    Edits(Site site, Webhooks webhooks, Executor telling) {
        this.site = site;
        this.webhooks = webhooks;
        this.telling = telling;
    }

    Site.Issue create(Site.User by, String key, String summary) {
        var issue = site.createIssue(key, summary);
        telling.execute(() -> webhooks.created(by, issue));
        return issue;
    }

    Site.Issue edit(Site.User by, String key, String summary) {
        var before = before(key);
        var after = site.editIssue(key, summary);
        telling.execute(() -> webhooks.updated(by, after, "issue_generic", Webhooks.Item.text("summary", before.summary(), after.summary())));
        return after;
    }

    Site.Issue transition(Site.User by, String key, String status) {
        var before = before(key);
        var after = site.transitionIssue(key, status);
        if (!after.equals(before)) {
            var item = new Webhooks.Item("status", id(before.status()), before.status(), id(after.status()), after.status());
            telling.execute(() -> webhooks.updated(by, after, "issue_generic", item));
        }
        return after;
    }

    /** @param assignee account id; {@code ""} for nobody */
    Site.Issue assign(Site.User by, String key, String assignee) {
        var before = before(key);
        var after = site.assignIssue(key, assignee);
        if (!after.equals(before)) {
            var item = new Webhooks.Item("assignee", before.assignee(), name(before.assignee()), after.assignee(), name(after.assignee()));
            telling.execute(() -> webhooks.updated(by, after, "issue_assigned", item));
        }
        return after;
    }

    Site.Comment comment(Site.User by, String key, String text) {
        var comment = site.comment(key, by.accountId(), text);
        var issue = before(key);
        telling.execute(() -> webhooks.commented(by, issue, comment));
        return comment;
    }

    void delete(Site.User by, String key) {
        var before = before(key);
        site.deleteIssue(key);
        telling.execute(() -> webhooks.deleted(by, before));
    }

    private Site.Issue before(String key) {
        return site.issueByKey(key).orElseThrow(() -> new IllegalArgumentException("no issue " + key));
    }

    private String name(String accountId) {
        return site.user(accountId).map(Site.User::displayName).orElse("");
    }

    static String id(String status) {
        return String.valueOf(10_000 + Site.STATUSES.indexOf(status));
    }
}
