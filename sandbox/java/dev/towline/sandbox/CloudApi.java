package dev.towline.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * {@code /jira/{devinfo|builds|deployments}/0.1/cloud/{cloudId}/…}: what OAuth clients call instead of the site's own addresses. The token decides
 * what is open; a JWT of an app is none.
 */
final class CloudApi {

    private static final String SCHEME = "Bearer ";
    // jira, the API, 0.1, cloud, the cloud id
    private static final int HEAD = 5;

    private final String cloudId;
    private final OAuthClients clients;
    private final DevInfoApi devInfo;
    private final RunApi runs;

    CloudApi(Site site, String cloudId) {
        this.cloudId = cloudId;
        this.clients = site.oauthClients();
        this.devInfo = new DevInfoApi(site);
        this.runs = new RunApi(site);
    }

    Response answer(Request request) {
        var client = request.header("Authorization").filter(header -> header.startsWith(SCHEME))
                .flatMap(header -> clients.ofToken(header.substring(SCHEME.length())))
                .orElseThrow(() -> Refusal.of(401, "Unauthorized; scope does not match, or the token is not good any more"));
        var path = request.pieces();
        if (path.size() <= HEAD || !path.get(2).equals("0.1") || !path.get(3).equals("cloud")) {
            throw Refusal.of(404, "No such resource");
        }
        if (!path.get(4).equals(cloudId)) {
            throw Refusal.of(404, "No site has this cloud id");
        }
        var api = path.get(1);
        var rest = path.subList(HEAD, path.size());
        if (!client.permissions().contains(api)) {
            throw Refusal.of(403, "The credentials do not have the permission for " + api);
        }
        return answer(api, request, rest);
    }

    private Response answer(String api, Request request, List<String> rest) {
        if (api.equals("devinfo")) {
            return devInfo.answer(request, rest);
        }
        Optional<RunKind> kind = RunKind.ofList(api);
        return runs.answer(kind.orElseThrow(() -> Refusal.of(404, "No such resource")), request, rest);
    }
}
