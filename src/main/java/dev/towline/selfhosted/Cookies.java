package dev.towline.selfhosted;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** The cookie that holds a session: sent over TLS only (or to this very machine), to us only, by our own pages only, and seen by no script. */
public final class Cookies {

    // The prefix makes browsers refuse one that another host of the domain, or a page without TLS, tries to plant:
    // https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie (2026-11).
    private static final String NAME = "__Host-towline";

    private Cookies() {}

    /** The session that a request brings, whether it is good or not. */
    public static Optional<Session> session(HttpHeaders headers) {
        return session(headers.getCookies().get(NAME));
    }

    static Optional<Session> session(Cookie cookie) {
        return Optional.ofNullable(cookie).map(Cookie::getValue).filter(Session::isToken).map(Session::new);
    }

    static Cookie of(jakarta.ws.rs.container.ContainerRequestContext request) {
        return request.getCookies().get(NAME);
    }

    /** It ends with the browser; the server ends it before. */
    public static NewCookie begin(Session session) {
        return cookie(session.token(), NewCookie.DEFAULT_MAX_AGE);
    }

    public static NewCookie end() {
        return cookie("", 0);
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(NAME).value(value).path("/").maxAge(maxAge).secure(true).httpOnly(true).sameSite(NewCookie.SameSite.STRICT).build();
    }
}
