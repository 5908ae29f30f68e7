package dev.towline.web;

import dev.towline.provider.Provider;

/**
 * Where the words are that tell how to set up one kind of git server: two parts of {@code setup/<code>.html}. Every
 * provider has that file, which a test promises.
 *
 * @param server  what people call the git server
 * @param steps   the template of the numbered steps, and of what the server leaves out
 * @param replace the template that says where a new value goes
 */
public record Setup(String server, String steps, String replace) {

    static Setup of(String provider) {
        var file = "setup/" + provider;
        return new Setup(label(provider), file + "$steps", file + "$replace");
    }

    static String label(String provider) {
        return Provider.ofCode(provider).map(Provider::label).orElse(provider);
    }
}
