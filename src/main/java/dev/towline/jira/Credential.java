package dev.towline.jira;

import java.net.URI;

/**
 * How a site of one kind is called: at which address, and with what to prove who we are. Nothing else of the code knows
 * the difference; a kind of installation is one implementation more.
 */
public interface Credential {

    /**
     * One request, ready to be sent.
     *
     * @param authorization the Authorization header
     */
    record Call(URI address, String authorization) {

        /** Never the header: it would end up in a log. */
        @Override
        public String toString() {
            return "Call[" + address.getHost() + "]";
        }
    }

    /** Whose calls it makes. */
    Tenant.Kind kind();

    /**
     * Prepares one request.
     *
     * @param path relative to the site's base URL, with its query, as Jira's REST API has it
     * @throws JiraUnavailable   when the address or the proof cannot be had now
     * @throws CredentialRefused when a person has to act first
     */
    Call call(Tenant tenant, String method, String path);

    /** Jira answered 401 to this call: forgets what may have gone stale, and says whether a new call is worth sending. */
    boolean renew(Call refused);
}
