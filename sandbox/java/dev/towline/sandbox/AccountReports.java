package dev.towline.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Where apps report the accounts of which they store personal data, and learn which were closed or updated:
 * https://developer.atlassian.com/platform/forge/user-privacy-guidelines/ (2026-08).
 */
final class AccountReports {

    static final List<String> PATH = List.of("rest", "atlassian-connect", "latest", "report-accounts");

    private static final int MOST = 90;

    private AccountReports() {}

    static Response answer(Site site, Request request) {
        if (!request.method().equals("POST")) {
            throw Refusal.of(405, "Only POST");
        }
        var accounts = Json.readObject(request.body()).path("accounts");
        if (!accounts.isArray() || accounts.isEmpty() || accounts.size() > MOST) {
            throw Refusal.of(400, "accounts must hold 1 to " + MOST + " accounts");
        }
        var answer = Json.object();
        var ended = answer.putArray("accounts");
        accounts.forEach(account -> {
            check(account);
            var id = account.path("accountId").asText();
            site.reported(id).ifPresent(status -> ended.addObject().put("accountId", id).put("status", status));
        });
        var period = Map.of("Cycle-Period", "P7D");
        return ended.isEmpty() ? Response.text(204, "text/plain", "").with(period) : Response.json(200, answer).with(period);
    }

    private static void check(JsonNode account) {
        if (account.size() != 2 || !account.path("accountId").asText().matches("[A-Za-z0-9:-]{1,128}") || account.path("accountId").asText().equals("unknown")) {
            throw Refusal.of(400, "accountId is not that of an account");
        }
        try {
            OffsetDateTime.parse(account.path("updatedAt").asText());
        } catch (DateTimeException e) {
            throw Refusal.of(400, "updatedAt must be a time as RFC 3339 has it");
        }
    }
}
