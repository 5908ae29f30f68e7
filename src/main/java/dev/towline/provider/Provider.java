package dev.towline.provider;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of git server that Towline reads. A new one is a line here, a file beside this one and a fixture folder. */
public enum Provider {

    GITHUB("github", "GitHub", new GitHub()),
    GITLAB("gitlab", "GitLab", new GitLab()),
    BITBUCKET_SERVER("bitbucket-server", "Bitbucket Data Center", new BitbucketServer()),
    BITBUCKET_CLOUD("bitbucket-cloud", "Bitbucket Cloud", new BitbucketCloud()),
    AZURE_DEVOPS("azure-devops", "Azure DevOps", new AzureDevOps()),
    GITEA("gitea", "Gitea", new GiteaFamily(GiteaFamily.Member.GITEA)),
    FORGEJO("forgejo", "Forgejo", new GiteaFamily(GiteaFamily.Member.FORGEJO)),
    GOGS("gogs", "Gogs", new GiteaFamily(GiteaFamily.Member.GOGS)),
    GERRIT("gerrit", "Gerrit", new Gerrit()),
    CODECOMMIT("codecommit", "AWS CodeCommit", new CodeCommit()),
    GIT("git", "Plain git", new PlainGit());

    private static final String SAYS = "; the integration says ";

    private final String code;
    private final String label;
    private final GitServer server;

    Provider(String code, String label, GitServer server) {
        this.code = code;
        this.label = label;
        this.server = server;
    }

    /** The name used in the API and the database. */
    public String code() {
        return code;
    }

    /** The name that people read. */
    public String label() {
        return label;
    }

    /** What its webhooks tell, how much of it, and how long it tries. */
    public Abilities abilities() {
        return server.abilities();
    }

    /** Why this call is not believed, in words for the administrator; empty when it is authentic. */
    public Optional<String> refusal(Incoming incoming, String secret) {
        return refusal(incoming, secret, SnsTrust.NONE);
    }

    /**
     * The same, for a caller who can fetch what the proof of Amazon SNS takes.
     *
     * @throws RuntimeException what {@code trust} throws when that cannot be fetched now: to be tried again later
     */
    public Optional<String> refusal(Incoming incoming, String secret, SnsTrust trust) {
        return speaker(incoming).refusal(incoming, secret, trust)
                .map(reason -> mismatch(incoming).map(words -> reason + " But " + words + ".").orElse(reason));
    }

    /** What an authentic call says of the sender's subscription to the hook URL, which an administrator decides; empty for events. */
    public Optional<Subscription> subscription(Incoming incoming) {
        return speaker(incoming).subscription(incoming);
    }

    /** The server's own id of this delivery; {@code ""} when it has none. */
    public String deliveryId(Incoming incoming) {
        return speaker(incoming).deliveryId(incoming);
    }

    /** Reads an authentic call. @throws UnreadablePayload when the body is not what the event promises */
    public Reading read(Incoming incoming) throws UnreadablePayload {
        Optional<String> mismatch = mismatch(incoming);
        try {
            Reading reading = speaker(incoming).read(incoming);
            return mismatch.isEmpty() || reading.note().isEmpty() ? reading
                    : new Reading(reading.event(), reading.repository(), reading.activities(), reading.note() + " But " + mismatch.get() + ".");
        } catch (UnreadablePayload e) {
            throw mismatch.map(e::because).orElse(e);
        }
    }

    /** What is wrong with the call's sender, in words; empty when it looks like this server, or like none that we know. */
    private Optional<String> mismatch(Incoming incoming) {
        return PlainGit.sent(incoming) ? Optional.empty() : Origin.of(incoming).filter(sender -> sender != this)
                .map(sender -> "this looks like " + sender.label + SAYS + label);
    }

    /** Whether a reason that {@link #refusal} or {@link #read} gave tells that another kind of server sent the call. */
    public boolean isMismatch(String reason) {
        return reason.contains(SAYS + label);
    }

    /** Our own scripts repair what any git server left out, and speak for themselves. */
    private GitServer speaker(Incoming incoming) {
        return PlainGit.sent(incoming) ? GIT.server : server;
    }

    public static Optional<Provider> ofCode(String code) {
        return Arrays.stream(values()).filter(provider -> provider.code.equals(code)).findFirst();
    }
}
