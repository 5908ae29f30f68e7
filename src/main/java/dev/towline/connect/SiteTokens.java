package dev.towline.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.towline.jira.Tenant;
import dev.towline.jira.Tenants;
import dev.towline.jira.Viewer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * HS256 tokens that a Jira site signed with the secret that we share: says which site, which person and which query string hash.
 * What the hash must be is for the verifiers to say. An audience is not asked for: the secret is of this app and this site alone.
 *
 * <p>A disabled tenant's tokens hold: Jira shows no pages of a disabled app and grants it no permission question, and its
 * own word that we are enabled again comes with such a token.
 */
@Singleton
final class SiteTokens {

    /** A tenant, and the secrets that may have signed its tokens now: none once uninstalled. */
    record Site(Tenant tenant, List<byte[]> secrets) {}

    /** What a token proves. */
    record Proof(Viewer viewer, String qsh) {}

    // https://developer.atlassian.com/platform/forge user privacy guidelines (2026-11): 1 to 128 characters.
    private static final Pattern ACCOUNT_ID = Pattern.compile("[A-Za-z0-9:_-]{0,128}");

    private final Function<String, Optional<Site>> sites;
    private final Clock clock;

    @Inject
    SiteTokens(Tenants tenants, Clock clock) {
        this(clientKey -> tenants.ofClientKey(clientKey).map(tenant -> new Site(tenant, tenants.acceptedSecrets(tenant))), clock);
    }

    SiteTokens(Function<String, Optional<Site>> sites, Clock clock) {
        this.sites = sites;
        this.clock = clock;
    }

    Proof verify(String compact) throws NotProven {
        var token = Token.read(compact, JWSAlgorithm.HS256);
        var site = sites.apply(token.claimedIssuer()).filter(known -> !known.secrets().isEmpty())
                .orElseThrow(() -> new NotProven("Towline is not installed in the site that the token names"));
        var claims = token.verified(site.secrets().stream().map(SiteTokens::verifier).toList(), clock.instant());
        return new Proof(new Viewer(site.tenant(), accountId(claims)), Token.qsh(claims));
    }

    private static MACVerifier verifier(byte[] secret) {
        try {
            return new MACVerifier(secret);
        } catch (JOSEException e) {
            throw new IllegalStateException("a shared secret that should not have been stored", e);
        }
    }

    /** {@code ""} for an anonymous visitor. Older tokens name the person in their context only. */
    private static String accountId(JWTClaimsSet claims) throws NotProven {
        var accountId = claims.getSubject() != null ? claims.getSubject() : contextAccountId(claims);
        if (!ACCOUNT_ID.matcher(accountId).matches()) {
            throw new NotProven("the token's subject is not an account id");
        }
        return accountId;
    }

    private static String contextAccountId(JWTClaimsSet claims) throws NotProven {
        try {
            return claims.getJSONObjectClaim("context") instanceof Map<?, ?> context
                    && context.get("user") instanceof Map<?, ?> user
                    && user.get("accountId") instanceof String accountId ? accountId : "";
        } catch (ParseException e) {
            throw new NotProven("the token's claims are not readable");
        }
    }
}
