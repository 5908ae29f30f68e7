package dev.towline.realtime;

import dev.towline.activity.IssueKey;
import dev.towline.index.Change;
import dev.towline.index.JiraEvent.Thing;
import dev.towline.jira.Issue;
import dev.towline.jira.Issues;
import dev.towline.jira.JiraUnavailable;
import dev.towline.jira.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Which issues all may see who browse the project. What git servers tell names issues by their keys and knows no security level, so before
 * a project's or a board's channel is told, Jira is asked once per issue, whatever the number of viewers. An answer holds for a minute, and
 * not beyond an event of Jira's about that issue. Where Jira does not answer nothing is told there, and {@link #owed} says so until it does.
 */
final class OpenIssues {

    /** As long as an open stream goes without a new permission check. */
    static final Duration MEMORY = Duration.ofMinutes(1);
    /** A tenant's live events wait this long for Jira, once: then they go on without, for a while. */
    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration SILENCE = Duration.ofSeconds(30);
    // About 200 bytes each; the eldest is forgotten first, which costs one more question.
    static final int REMEMBERED = 10_000;

    /** Puts the question to Jira. */
    interface Ask {
        List<Issues.Found> find(TenantId tenant, Collection<String> keys);
    }

    private record Name(TenantId tenant, IssueKey key) {}

    /** @param issue empty: there is none of that key, or it has a security level */
    private record Known(Optional<Issue> issue, Instant at) {}

    private final Ask jira;
    private final Executor threads;
    private final Clock clock;
    private final Map<Name, Known> known = new LinkedHashMap<>();
    private final Map<TenantId, Integer> watching = new HashMap<>();
    private final Map<TenantId, Instant> silent = new HashMap<>();
    private final Map<TenantId, Set<IssueKey>> untold = new HashMap<>();

    OpenIssues(Ask jira, Executor threads, Clock clock) {
        this.jira = jira;
        this.threads = threads;
        this.clock = clock;
    }

    /** Somebody follows a project or a board: only then is Jira asked. */
    synchronized void watch(TenantId tenant) {
        watching.merge(tenant, 1, Integer::sum);
    }

    synchronized void unwatch(TenantId tenant) {
        if (watching.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1) == null) {
            silent.remove(tenant);
            untold.remove(tenant);
        }
    }

    /** The issue when all may see it who browse its project; as far as {@link #learn} was told of it, and never for longer than {@link #MEMORY}. */
    synchronized Optional<Issue> find(TenantId tenant, IssueKey key) {
        var found = known.get(new Name(tenant, key));
        return found == null || isOld(found) ? Optional.empty() : found.issue();
    }

    /** Asks about the issues of these changes, before anybody is told of them. Blocks, for {@link #PATIENCE} at most. */
    void learn(TenantId tenant, List<Change> changes) {
        var keys = unknown(tenant, changes);
        if (keys.isEmpty()) {
            return;
        }
        if (isSilent(tenant) || !ask(tenant, keys)) {
            owe(tenant, keys);
        }
    }

    /** Tenants whose projects' followers missed something that they may be told of by now: they have to look for themselves. */
    List<TenantId> owed() {
        var repaid = new ArrayList<TenantId>();
        for (var debt : debts().entrySet()) {
            if (!isSilent(debt.getKey()) && ask(debt.getKey(), debt.getValue())) {
                repaid.add(debt.getKey());
            }
        }
        synchronized (this) {
            repaid.forEach(untold::remove);
        }
        return repaid;
    }

    private synchronized Set<IssueKey> unknown(TenantId tenant, List<Change> changes) {
        for (var change : changes) {
            if (change.kind() == Change.Kind.JIRA && change.jira().ids().get(Thing.ISSUE) instanceof Long id) {
                known.entrySet().removeIf(entry -> entry.getKey().tenant().equals(tenant)
                        && entry.getValue().issue().map(issue -> issue.id() == id).orElse(true));
            }
        }
        if (!watching.containsKey(tenant)) {
            return Set.of();
        }
        return changes.stream().filter(Subscription::isOfIssues).flatMap(change -> change.issueKeys().stream())
                .filter(key -> known.get(new Name(tenant, key)) instanceof Known found ? isOld(found) : true)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean ask(TenantId tenant, Set<IssueKey> keys) {
        var names = keys.stream().map(IssueKey::value).toList();
        for (var from = 0; from < names.size(); from += Issues.AT_ONCE) {
            var some = names.subList(from, Math.min(names.size(), from + Issues.AT_ONCE));
            var at = clock.instant();
            try {
                var found = CompletableFuture.supplyAsync(() -> jira.find(tenant, some), threads).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                remember(tenant, some, found, at);
            } catch (TimeoutException e) {
                return isSilentFromNow(tenant);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof JiraUnavailable) {
                    return isSilentFromNow(tenant);
                }
                throw new IllegalStateException("asking for issues failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private synchronized void remember(TenantId tenant, List<String> asked, List<Issues.Found> found, Instant at) {
        var open = found.stream().filter(Issues.Found::open).collect(Collectors.toMap(each -> each.issue().key(), Issues.Found::issue, (one, same) -> one));
        for (var key : asked) {
            var name = new Name(tenant, new IssueKey(key));
            known.remove(name);
            known.put(name, new Known(Optional.ofNullable(open.get(key)), at));
        }
        for (var eldest = known.keySet().iterator(); known.size() > REMEMBERED; ) {
            eldest.next();
            eldest.remove();
        }
    }

    private synchronized boolean isSilentFromNow(TenantId tenant) {
        silent.put(tenant, clock.instant().plus(SILENCE));
        return false;
    }

    private synchronized boolean isSilent(TenantId tenant) {
        var until = silent.get(tenant);
        return until != null && clock.instant().isBefore(until);
    }

    // One question's worth: that Jira answers again is all that has to be found out.
    private synchronized void owe(TenantId tenant, Set<IssueKey> keys) {
        if (watching.containsKey(tenant)) {
            untold.putIfAbsent(tenant, keys.stream().limit(Issues.AT_ONCE).collect(Collectors.toSet()));
        }
    }

    private synchronized Map<TenantId, Set<IssueKey>> debts() {
        return Map.copyOf(untold);
    }

    private boolean isOld(Known found) {
        return !clock.instant().isBefore(found.at().plus(MEMORY));
    }
}
