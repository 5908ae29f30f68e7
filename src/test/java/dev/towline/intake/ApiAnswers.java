package dev.towline.intake;

/**
 * Single pull requests as the lists of four APIs lay them out, in our own words after their documentation. Number 1 is open and has
 * everything, number 2 is merged and from a fork that is gone, number 3 was declined, number 4 is a draft. What must not leave
 * the network says {@code SECRET}.
 */
final class ApiAnswers {

    private static final String SHA = "e3f743e51e941a7188a0f9bc7661f60896d0e845";
    private static final String DESCRIPTION = "SECRET words.\\r\\nAlso ABC-12, and \\\"abc-13\\\".\\n```diff\\n+ SECRET code\\n```";

    private ApiAnswers() {}

    static String github(int number) {
        return """
                {"id":90%1$d,"number":%1$d,"state":"%2$s","locked":false,"title":"ABC-%1$d \\u00c4ndere \\ud83d\\udea2","body":"%3$s",
                "user":{"login":"ada","id":1,"type":"User"},"created_at":"2025-01-01T00:00:00Z","updated_at":"2026-03-0%1$dT12:00:00Z",
                "closed_at":null,"merged_at":%4$s,"draft":%5$s,"assignees":[{"login":"SECRET"}],"requested_reviewers":[{"login":"bo","id":2}],
                "requested_teams":[{"name":"SECRET","slug":"SECRET"}],"labels":[{"name":"SECRET"}],"html_url":"https://git.example/team/app/pull/%1$d",
                "head":{"label":"team:work","ref":"work","sha":"%6$s","user":{"login":"team"},"repo":%7$s},
                "base":{"label":"team:main","ref":"main","sha":"%6$s","repo":{"id":7,"full_name":"team/app","private":true}},
                "diff_url":"https://git.example/SECRET.diff"}""".formatted(
                number, number == 1 || number == 4 ? "open" : "closed", DESCRIPTION, number == 2 ? "\"2026-03-02T12:00:00Z\"" : "null",
                number == 4, SHA, number == 2 ? "null" : "{\"id\":7,\"full_name\":\"team/app\",\"description\":\"SECRET\"}");
    }

    static String gitea(int number) {
        return """
                {"id":90%1$d,"number":%1$d,"state":"%2$s","is_locked":false,"title":"ABC-%1$d \\u00c4ndere \\ud83d\\udea2","body":"%3$s","comments":5,
                "user":{"id":1,"login":"ada","full_name":"Ada Fjord","email":"SECRET@example.org"},"created_at":"2025-01-01T01:00:00+01:00",
                "updated_at":"2026-03-0%1$dT13:00:00+01:00","merged":%4$s,"merged_at":null,"draft":%5$s,
                "requested_reviewers":[{"id":2,"login":"bo","full_name":"Bo Li"}],"html_url":"https://git.example/team/app/pulls/%1$d",
                "head":{"label":"work","ref":"%6$s","sha":"%7$s","repo_id":7,"repo":%8$s},
                "base":{"label":"main","ref":"main","sha":"%7$s","repo_id":7,"repo":{"id":7,"full_name":"team/app"}}}""".formatted(
                number, number == 1 || number == 4 ? "open" : "closed", DESCRIPTION, number == 2, number == 4,
                number == 2 ? "refs/pull/2/head" : "work", SHA, number == 2 ? "null" : "{\"id\":7,\"full_name\":\"team/app\"}");
    }

    static String gitlab(int number) {
        return """
                {"id":90%1$d,"iid":%1$d,"project_id":7,"title":"ABC-%1$d \\u00c4ndere \\ud83d\\udea2","description":"%2$s","state":"%3$s",
                "created_at":"2025-01-01T00:00:00.000Z","updated_at":"2026-03-0%1$dT12:00:00.000Z","target_branch":"main","source_branch":"work",
                "user_notes_count":5,"author":{"id":1,"username":"ada","name":"Ada Fjord","web_url":"https://git.example/ada"},
                "assignees":[{"username":"SECRET","name":"SECRET"}],"reviewers":[{"id":2,"username":"bo","name":"Bo Li"}],
                "source_project_id":%4$s,"target_project_id":7,"labels":["SECRET"],"draft":%5$s,"work_in_progress":%5$s,
                "sha":"%6$s","merge_commit_sha":null,"web_url":"https://git.example/team/app/-/merge_requests/%1$d"}""".formatted(
                number, DESCRIPTION, number == 2 ? "merged" : number == 3 ? "closed" : "opened", number == 2 ? "null" : "7", number == 4, SHA);
    }

    static String bitbucket(int number) {
        return """
                {"id":%1$d,"version":1,"title":"ABC-%1$d \\u00c4ndere \\ud83d\\udea2","description":"%2$s","state":"%3$s","open":%4$s,"draft":%5$s,
                "createdDate":1735689600000,"updatedDate":177%6$d,"fromRef":{"id":"refs/heads/work","displayId":"work","latestCommit":"%7$s"%8$s},
                "toRef":{"id":"refs/heads/main","displayId":"main","repository":{"slug":"app","id":7,"project":{"key":"team","name":"SECRET"}}},
                "author":{"user":{"name":"ada","emailAddress":"SECRET@example.org","displayName":"Ada Fjord"},"role":"AUTHOR","approved":false,"status":"UNAPPROVED"},
                "reviewers":[{"user":{"name":"bo","emailAddress":"SECRET@example.org","displayName":"Bo Li"},"role":"REVIEWER","approved":false,"status":"UNAPPROVED"},
                {"user":{"name":"cy","displayName":"Cy Oh"},"approved":true,"status":"APPROVED"},{"user":{"name":"di","displayName":"Di Na"},"approved":false,"status":"NEEDS_WORK"}],
                "participants":[{"user":{"name":"SECRET"}}],"properties":{"commentCount":5,"openTaskCount":0},
                "links":{"self":[{"href":"https://git.example/projects/team/repos/app/pull-requests/%1$d"}]}}""".formatted(
                number, DESCRIPTION, number == 2 ? "MERGED" : number == 3 ? "DECLINED" : "OPEN", number == 1 || number == 4, number == 4,
                2366400000L + (number - 1) * 86400000L, SHA, number == 2 ? "" : ",\"repository\":{\"id\":7,\"slug\":\"app\"}");
    }
}
