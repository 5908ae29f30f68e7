package dev.towline.devinfo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towline.jira.Ask;
import dev.towline.jira.JiraAnswer;
import dev.towline.jira.Tenant;
import dev.towline.jira.TenantId;
import dev.towline.sandbox.Moored;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The way to a sandbox Jira by HTTP, on which everything that can go wrong does, now and then. */
final class Weather implements Site {

    /** The node died. */
    static final class Killed extends Error {
        Killed() {
            super(null, null, false, false);
        }
    }

    private enum Death { NONE, BEFORE, AFTER }

    private static final List<Integer> BAD = List.of(400, 401, 403, 404, 405, 413, 422, 429, 429, 500, 502, 503, 504, 301, 302, 410);
    private static final List<String> APIS = List.of("/rest/", "/rest/devinfo", "/rest/builds", "/rest/deployments");

    private final Moored moored;
    private final Random chance;
    private final Ask ask;
    private final Clock clock;
    private Runnable meanwhile = () -> { };
    private Death death = Death.NONE;

    Weather(Moored moored, Random chance, Clock clock) {
        this.moored = moored;
        this.chance = chance;
        this.ask = new Ask(clock);
        this.clock = clock;
    }

    @Override
    public JiraAnswer send(TenantId tenant, String method, String path, JsonNode body) {
        var delayed = meanwhile;
        if (path.startsWith(Api.DEVINFO.path)) {
            meanwhile = () -> { };
            delayed.run();
        }
        if (death == Death.BEFORE) {
            throw new Killed();
        }
        var answer = ask.exchange(moored.request(method, path, body));
        if (death == Death.AFTER) {
            throw new Killed();
        }
        return answer;
    }

    @Override
    public Tenant.Kind kind(TenantId tenant) {
        return Tenant.Kind.CONNECT;
    }

    /** One more thing goes wrong, at once or for some time. */
    void turn() {
        var site = moored.jira.site();
        var api = APIS.get(chance.nextInt(APIS.size()));
        switch (chance.nextInt(6)) {
            case 0 -> site.hangUpNext(api, false);
            case 1, 3 -> site.hangUpNext(api, true);
            case 2 -> {
                var salt = chance.nextInt();
                site.refuse(name -> ((name.hashCode() ^ salt) & 3) == 0);
            }
            default -> {
                var status = BAD.get(chance.nextInt(BAD.size()));
                var headers = new HashMap<String, String>();
                if (status == 429 || status == 503) {
                    switch (chance.nextInt(3)) {
                        case 0 -> headers.put("Retry-After", "7");
                        case 1 -> headers.put("X-RateLimit-Reset", clock.instant().plusSeconds(20).toString());
                        default -> { }
                    }
                }
                if (status / 100 == 3) {
                    headers.put("Location", "https://elsewhere.invalid/");
                }
                site.answerNext(api, status, Map.copyOf(headers), 1 + chance.nextInt(3));
            }
        }
    }

    void clear() {
        moored.jira.site().noFaults();
    }

    /** With the next request, before or after Jira has done what it asks. */
    void die(boolean after) {
        death = after ? Death.AFTER : Death.BEFORE;
    }

    /** Before the next request for development information leaves. Jira keeps no marks of deleted builds and deployments: those that are late come back. */
    void delay(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    void live() {
        death = Death.NONE;
        meanwhile = () -> { };
    }
}
