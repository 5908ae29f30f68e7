package dev.towline.integration;

import dev.towline.jira.SecretKeys;
import dev.towline.jira.TenantId;
import java.util.Optional;

/**
 * The secret last part of a hook URL: a {@link NamedToken}, so that the door turns invented ones away without a database. We keep only its
 * hash: whoever reads our tables cannot post in a git server's name.
 */
public record HookToken(TenantId tenant, IntegrationId integration, String text) {

    private static final String PURPOSE = "hook-token";

    static HookToken issue(TenantId tenant, IntegrationId integration, SecretKeys keys) {
        return of(NamedToken.issue(tenant, integration.value(), keys, PURPOSE));
    }

    /** The token, when we issued it once; whether it is still in force is for {@link Integration#held} to say. */
    public static Optional<HookToken> authentic(String text, SecretKeys keys) {
        return NamedToken.authentic(text, keys, PURPOSE).map(HookToken::of);
    }

    private static HookToken of(NamedToken token) {
        return new HookToken(token.tenant(), new IntegrationId(token.opens()), token.text());
    }

    /** SHA-256 of the text: what is stored. */
    public byte[] hash() {
        return new NamedToken(tenant, integration.value(), text).hash();
    }

    /** Never the token itself: it would end up in a log. */
    @Override
    public String toString() {
        return "HookToken[" + tenant + "/" + integration + "]";
    }
}
