package dev.towline.index;

import dev.towline.activity.Activity;
import dev.towline.activity.Commit;
import dev.towline.activity.Ref;
import dev.towline.activity.RefUpdate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * A made-up repository with a true history: commits with parents, branches that are pushed to, merged, rewritten, created and
 * removed, and the webhooks that a git server sends of it, each in the manner of one kind of server.
 */
final class GitStory {

    /** How a server lists the commits of a push. */
    enum Manner {
        /** All of them, uncounted. */
        WHOLE,
        /** The newest three, with their number. */
        COUNTED,
        /** The newest three, oldest first; nobody says whether that is all. */
        UNCOUNTED,
        /** None, ever. */
        BARE
    }

    private static final int CAP = 3;

    /** One movement as it happened. {@code brought} are the commits that were new to the branch. */
    record Push(int number, String branch, String before, String after, boolean forced, Set<String> brought, Activity told) {

        Activity.Pushed pushed() {
            return (Activity.Pushed) told;
        }
    }

    final List<Push> pushes = new ArrayList<>();
    private final Map<String, List<String>> parents = new LinkedHashMap<>();
    private final Map<String, String> heads = new LinkedHashMap<>();
    private final Map<String, List<String>> earlier = new LinkedHashMap<>();
    private final Random random;
    private final Manner manner;
    private int second;
    private int names;

    GitStory(long seed, int length) {
        random = new Random(seed);
        manner = Manner.values()[random.nextInt(Manner.values().length)];
        var root = make(List.of());
        // What stands here before anybody tells us anything.
        heads.put("main", grow(root, 5));
        heads.put("old", grow(root, 2));
        while (pushes.size() < length) {
            second += random.nextInt(3);
            step();
        }
    }

    /** All commits that {@code to} reaches and {@code from} does not, as {@code git rev-list from..to} has them. */
    Set<String> stretch(String from, String to) {
        var stretch = reach(to);
        stretch.removeAll(reach(from));
        return stretch;
    }

    Commit commit(String sha) {
        return new Commit(sha, "told " + sha, Given.ANA, Given.START.atOffset(ZoneOffset.UTC), "", List.of(), OptionalInt.empty(), Optional.empty());
    }

    private void step() {
        var branch = pick(heads.keySet());
        var head = heads.get(branch);
        switch (random.nextInt(12)) {
            case 0 -> {
                var from = pick(heads.values());
                var name = "b" + ++names;
                move(name, RefUpdate.ABSENT, grow(from, random.nextInt(5)), false, heads.values());
            }
            case 1 -> {
                if (!branch.equals("main")) {
                    // Some servers do not say where a removed branch stood.
                    move(branch, random.nextBoolean() ? head : "", RefUpdate.ABSENT, false, List.of());
                }
            }
            case 2 -> {
                var back = pick(earlier.getOrDefault(branch, List.of(head)));
                move(branch, head, grow(back, 1 + random.nextInt(3)), true, List.of(head));
            }
            case 3, 4 -> {
                var other = pick(heads.values());
                if (reach(other).contains(head) && !other.equals(head)) {
                    move(branch, head, other, false, List.of(head)); // by fast-forward
                } else if (!reach(head).contains(other)) {
                    move(branch, head, make(List.of(head, other)), false, List.of(head));
                }
            }
            default -> move(branch, head, grow(head, 1 + random.nextInt(6)), false, List.of(head));
        }
    }

    private void move(String branch, String before, String after, boolean forced, Collection<String> known) {
        var brought = after.equals(RefUpdate.ABSENT) ? new LinkedHashSet<String>() : reach(after);
        known.forEach(place -> brought.removeAll(reach(place)));
        var newest = new ArrayList<>(brought);
        Collections.reverse(newest); // commits were made in the order of their numbers
        var listed = new ArrayList<>(newest.subList(0, Math.min(newest.size(), switch (manner) {
            case WHOLE -> newest.size();
            case COUNTED, UNCOUNTED -> CAP;
            case BARE -> 0;
        })));
        if (manner == Manner.UNCOUNTED) {
            Collections.reverse(listed);
        }
        var mayBeCut = manner == Manner.UNCOUNTED && listed.size() == CAP || manner == Manner.BARE && !after.equals(RefUpdate.ABSENT);
        var update = new RefUpdate(new Ref(Ref.Kind.BRANCH, branch), before, after, Given.second(second), forced && manner == Manner.WHOLE, "",
                manner == Manner.COUNTED ? OptionalInt.of(newest.size()) : OptionalInt.empty(), mayBeCut);
        pushes.add(new Push(pushes.size(), branch, before, after, update.forced(), brought,
                new Activity.Pushed(Given.repository(second), update, listed.stream().map(this::commit).toList())));
        if (after.equals(RefUpdate.ABSENT)) {
            heads.remove(branch);
        } else {
            heads.put(branch, after);
            earlier.computeIfAbsent(branch, _ -> new ArrayList<>()).add(after);
        }
    }

    private String grow(String from, int by) {
        var tip = from;
        for (var i = 0; i < by; i++) {
            tip = make(List.of(tip));
        }
        return tip;
    }

    private String make(List<String> from) {
        var sha = "%040x".formatted(parents.size() + 1);
        parents.put(sha, from);
        return sha;
    }

    /** The commit and all that lead to it, the oldest first. */
    private Set<String> reach(String tip) {
        var seen = new HashSet<String>();
        var open = new ArrayList<String>();
        if (parents.containsKey(tip)) {
            open.add(tip);
        }
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (seen.add(next)) {
                open.addAll(parents.get(next));
            }
        }
        var ordered = new LinkedHashSet<String>();
        seen.stream().sorted().forEach(ordered::add);
        return ordered;
    }

    private <T> T pick(Collection<T> from) {
        return new ArrayList<>(from).get(random.nextInt(from.size()));
    }
}
