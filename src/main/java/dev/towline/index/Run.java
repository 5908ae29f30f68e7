package dev.towline.index;

import dev.towline.activity.IssueKey;
import dev.towline.activity.IssueKeys;
import dev.towline.activity.Ref;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A build or a deployment: what ran on one commit of one ref. Its state changes; its commit, its ref and the issues that
 * its texts named do not, so of those a telling that leaves something out takes back nothing.
 */
sealed interface Run permits BuildRow, DeploymentRow {

    String repository();

    /** {@code ""} when not told. */
    String sha();

    /** Full where its kind is told; {@code ""} when not told. */
    String ref();

    /** Keys in the texts that came with it, in order. */
    List<IssueKey> textKeys();

    Entity entity();

    /** The commit that it ran on, known to us or not. */
    default Entity commit() {
        return new Entity(Change.Kind.COMMIT, repository(), sha());
    }

    /** Its own keys and those in the name of its ref. Those of its commit come on top. */
    default Set<IssueKey> keys() {
        var keys = new LinkedHashSet<>(textKeys());
        keys.addAll(IssueKeys.in(Ref.of(ref()).name()));
        return keys;
    }

    /** The one that was told. Should two be told, any rule will do that every order of arrival agrees on. */
    static String told(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static List<IssueKey> all(Collection<IssueKey> some, Collection<IssueKey> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().sorted().limit(Links.KEYS).toList();
    }
}
