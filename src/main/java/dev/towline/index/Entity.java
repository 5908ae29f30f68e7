package dev.towline.index;

import dev.towline.activity.Ref;
import java.util.Locale;
import java.util.Optional;

/**
 * Names one thing that issues are linked to, within an integration.
 *
 * @param id as {@link Change#entity()} has it
 */
record Entity(Change.Kind kind, String repository, String id) {

    /** The branch or tag of this ref; empty for any other. */
    static Optional<Entity> of(String repository, Ref ref) {
        return switch (ref.kind()) {
            case BRANCH -> Optional.of(new Entity(Change.Kind.BRANCH, repository, ref.name()));
            case TAG -> Optional.of(new Entity(Change.Kind.TAG, repository, ref.name()));
            case OTHER -> Optional.empty();
        };
    }

    /** The ref that this branch or tag is. */
    Ref ref() {
        return new Ref(kind == Change.Kind.TAG ? Ref.Kind.TAG : Ref.Kind.BRANCH, id);
    }

    /** How issue links name the kind. */
    String kindCode() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Change.Kind kindOf(String code) {
        return Change.Kind.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
