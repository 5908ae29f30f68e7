package dev.towline.alert;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * An address that an administrator gave us to post to. We stand in a network of our own, so it must not lead there: it is resolved
 * once for each message, each address that comes out is looked at ({@link Reach}), and the message goes to one of these and to no other.
 */
record AlertUrl(URI uri) {

    /** Those of chat services have about 150 characters. */
    static final int LONGEST = 1_000;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTPS = 443;

    /** Why an address is not taken. */
    enum Fault { NO_ADDRESS, NOT_HTTPS, UNKNOWN_HOST, WITHIN }

    static final class NotTaken extends Exception {

        private final Fault fault;

        NotTaken(Fault fault) {
            super(fault.name(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /** @param development whether plain http to this machine is taken, too */
    static AlertUrl of(String text, boolean development) throws NotTaken {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new NotTaken(Fault.NO_ADDRESS);
        }
        if (text.length() > LONGEST || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new NotTaken(Fault.NO_ADDRESS);
        }
        var isLocal = development && "http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
        if (!isLocal && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new NotTaken(Fault.NOT_HTTPS);
        }
        return new AlertUrl(uri);
    }

    /** Where its host is now. */
    InetAddress resolved(Reach reach) throws NotTaken {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(uri.getHost()));
        } catch (UnknownHostException e) {
            throw new NotTaken(Fault.UNKNOWN_HOST);
        }
        if (!addresses.stream().allMatch(reach::allows)) {
            throw new NotTaken(Fault.WITHIN);
        }
        return addresses.getFirst();
    }

    boolean isTls() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    int port() {
        return uri.getPort() > 0 ? uri.getPort() : isTls() ? HTTPS : 80;
    }

    String host() {
        return uri.getHost();
    }

    String pathAndQuery() {
        return (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()) + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    /** Never the address itself: a chat's is a secret. */
    @Override
    public String toString() {
        return "AlertUrl[" + host() + "]";
    }
}
