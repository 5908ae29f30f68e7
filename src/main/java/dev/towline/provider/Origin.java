package dev.towline.provider;

import java.util.Optional;

/**
 * Which kind of server a call looks like by its headers alone. It decides nothing, because the integration says which server
 * it is for; it tells a mismatch in words, when a call of one server was sent to the address made for another.
 */
final class Origin {

    private Origin() {}

    /** Empty when the headers do not tell. Gitea and its relatives send GitHub's too, so they come first. */
    static Optional<Provider> of(Incoming incoming) {
        return GiteaFamily.sender(incoming).map(member -> Provider.valueOf(member.name()))
                .or(() -> when(incoming, "x-gitlab-event", Provider.GITLAB))
                .or(() -> when(incoming, "x-github-event", Provider.GITHUB))
                .or(() -> incoming.header("x-event-key").flatMap(event -> bitbucket(incoming)))
                .or(() -> when(incoming, "x-amz-sns-message-type", Provider.CODECOMMIT))
                .or(() -> agent(incoming, "Amazon/EventBridge", Provider.CODECOMMIT))
                .or(() -> agent(incoming, "VSServices/", Provider.AZURE_DEVOPS))
                .or(() -> when(incoming, "x-origin-url", Provider.GERRIT));
    }

    /** Both name the event alike. Many a proxy adds the header that the Data Center edition numbers its calls with. */
    private static Optional<Provider> bitbucket(Incoming incoming) {
        return when(incoming, "x-hook-uuid", Provider.BITBUCKET_CLOUD)
                .or(() -> when(incoming, "x-request-uuid", Provider.BITBUCKET_CLOUD))
                .or(() -> when(incoming, "x-request-id", Provider.BITBUCKET_SERVER));
    }

    private static Optional<Provider> when(Incoming incoming, String header, Provider sender) {
        return incoming.header(header).map(told -> sender);
    }

    private static Optional<Provider> agent(Incoming incoming, String start, Provider sender) {
        return incoming.header("user-agent").filter(agent -> agent.startsWith(start)).map(agent -> sender);
    }
}
