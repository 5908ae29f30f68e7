package dev.towline.local.bench;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps a benchmark on this machine: its load is an attack on any other. Names are not looked up, so of names only {@code localhost} counts. */
final class Loopback {

    private static final Pattern HERE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Set<String> READ_BY_THE_APPLICATION = Set.of("TOWLINE", "QUARKUS", "AWS");

    private Loopback() {}

    /** @throws IllegalArgumentException when it is an address of another machine, or none */
    static URI only(URI address) {
        if (address.getHost() == null || !HERE.matcher(address.getHost()).matches()) {
            throw new IllegalArgumentException("speaks to this machine's loopback address only, not to " + address.getHost());
        }
        return address;
    }

    /**
     * The application inherits the shell's settings, and what a benchmark does not set itself might lead it elsewhere.
     *
     * @throws IllegalArgumentException naming the first setting that does
     */
    static void only(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (READ_BY_THE_APPLICATION.contains(name.split("_", 2)[0]) && leadsElsewhere(name, value)) {
                throw new IllegalArgumentException(name + " leads to another machine; unset it");
            }
        });
    }

    private static boolean leadsElsewhere(String name, String value) {
        return name.equals("TOWLINE_BODIES_BUCKET") && !value.isBlank()
                || value.contains("://") && Stream.of(value.split(",")).anyMatch(address -> !HERE.matcher(host(address)).matches());
    }

    // Of one address in a list; PostgreSQL's driver takes more hosts after the first without a scheme.
    private static String host(String address) {
        var authority = address.substring(address.contains("://") ? address.indexOf("://") + 3 : 0).split("[/?]", 2)[0];
        return authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "").strip();
    }
}
