package dev.towline.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The projects that a site shows us, asked of Jira page by page.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/ (2026-08): 100 a page at most; without a
 * status only live projects; {@code projectKeys} are the present and the former keys.
 */
final class ProjectList {

    private static final Logger LOG = Logger.getLogger(ProjectList.class);

    private static final int PAGE = 100;

    // 20,000 projects: twice what the largest sites have. Beyond it we would read for minutes, and let Jira decide instead.
    private static final int PAGES = 200;

    private ProjectList() {}

    /** Every key with its project's id; empty when there are too many. @throws JiraUnavailable when a page is missing */
    static Map<String, Long> ask(JiraClient jira, Tenant tenant) {
        var ids = new HashMap<String, Long>();
        for (var page = 0; page < PAGES; page++) {
            var answer = jira.send(tenant, "GET",
                    "/rest/api/3/project/search?expand=projectKeys&maxResults=" + PAGE + "&orderBy=key&startAt=" + page * PAGE, null);
            if (!answer.isSuccess() || !answer.body().path("values").isArray()) {
                throw new JiraUnavailable("Jira answered the question for its projects with status " + answer.status(), answer.retryAfter().orElse(null), null);
            }
            answer.body().path("values").forEach(project -> add(ids, project));
            if (answer.body().path("isLast").asBoolean(true)) {
                return ids;
            }
        }
        LOG.warnf("projects tenant=%s: more than %d, so every issue key links", tenant.id(), PAGES * PAGE);
        return Map.of();
    }

    private static void add(Map<String, Long> ids, JsonNode project) {
        var id = project.path("id").asLong();
        project.path("projectKeys").forEach(former -> ids.putIfAbsent(former.asText().toUpperCase(Locale.ROOT), id));
        // The present key of one project may be a former key of another: the present one leads.
        ids.put(project.path("key").asText().toUpperCase(Locale.ROOT), id);
    }
}
