package dev.towline.selfhosted;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where an OAuth client finds what others find on the site itself: on Atlassian's host, by the site's cloud id, and with a version of its own.
 * https://developer.atlassian.com/cloud/jira/software/integrate-jsw-cloud-with-onpremises-tools/ (2026-11)
 */
final class CloudApi {

    private static final Pattern PATH = Pattern.compile("/rest/(devinfo|builds|deployments)/0\\.[0-9]+(/[^#]*)");

    private CloudApi() {}

    /** @throws IllegalArgumentException for a path that no OAuth client may call: whoever asks for it should not have */
    static URI address(URI api, String cloudId, String path) {
        var parts = PATH.matcher(path);
        if (!parts.matches()) {
            throw new IllegalArgumentException("an OAuth client cannot call " + path.replaceFirst("\\?.*", ""));
        }
        return URI.create(api + "/jira/" + parts.group(1) + "/0.1/cloud/" + cloudId + parts.group(2));
    }
}
