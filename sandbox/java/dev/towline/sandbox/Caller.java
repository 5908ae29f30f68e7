package dev.towline.sandbox;

/** Who calls the REST API: the installed app with its token, or a person in the browser through {@code AP.request}. */
sealed interface Caller {

    record App(Installation installation) implements Caller {}

    record Person(Site.User user) implements Caller {}
}
