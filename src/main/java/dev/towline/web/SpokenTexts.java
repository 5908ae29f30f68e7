package dev.towline.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.core.HttpHeaders;

/** Gives the bundles that Java code speaks with. Templates find theirs by themselves, from the same header. */
@ApplicationScoped
class SpokenTexts {

    @Produces
    @RequestScoped
    @Spoken
    Texts texts(HttpHeaders headers) {
        return in(headers, Texts.class);
    }

    @Produces
    @RequestScoped
    @Spoken
    TraceTexts trace(HttpHeaders headers) {
        return in(headers, TraceTexts.class);
    }

    @Produces
    @RequestScoped
    @Spoken
    ManageTexts manage(HttpHeaders headers) {
        return in(headers, ManageTexts.class);
    }

    @Produces
    @RequestScoped
    @Spoken
    HealthTexts health(HttpHeaders headers) {
        return in(headers, HealthTexts.class);
    }

    @Produces
    @RequestScoped
    @Spoken
    CheckTexts check(HttpHeaders headers) {
        return in(headers, CheckTexts.class);
    }

    private static <T> T in(HttpHeaders headers, Class<T> bundle) {
        return Language.of(headers.getAcceptableLanguages()).of(bundle);
    }
}
