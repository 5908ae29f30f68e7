package dev.towline.alert;

import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The words of a message: names of integrations, and where to look. Nothing that git servers sent. */
@ApplicationScoped
class Message {

    /** A chat shows no more before it folds the message. */
    private static final int LINES = 20;

    private final String appKey;
    private final String baseUrl;

    Message(@ConfigProperty(name = "towline.app-key") String appKey, @ConfigProperty(name = "towline.base-url") String baseUrl) {
        this.appKey = appKey;
        this.baseUrl = baseUrl.replaceFirst("/$", "");
    }

    /** Empty when all that is new is of integrations that are gone. */
    Optional<String> of(Tenant site, AlertRows.News news, Map<IntegrationId, Integration> known) {
        var lines = new ArrayList<>(lines(news.begun(), known, Cause::begun));
        lines.addAll(lines(news.over(), known, Cause::over));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var shown = new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
        if (lines.size() > LINES) {
            shown.add("and " + (lines.size() - LINES) + " more");
        }
        return Optional.of(String.join("\n", shown) + "\n" + page(site));
    }

    String test(Tenant site) {
        return "This is how Towline tells you when an integration goes silent, fails, has gaps or cannot be read.\n" + page(site);
    }

    private static List<String> lines(List<AlertRows.Matter> matters, Map<IntegrationId, Integration> known, BiFunction<Cause, String, String> words) {
        return matters.stream().filter(matter -> known.containsKey(matter.integration()))
                .map(matter -> words.apply(matter.cause(), named(known.get(matter.integration())))).toList();
    }

    private static String named(Integration integration) {
        return "“" + escaped(integration.name()) + "” (" + integration.provider().label() + ")";
    }

    /** As Slack wants it; else a name could call everybody in the channel. https://docs.slack.dev/messaging/formatting-message-text (2026-11) */
    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String page(Tenant site) {
        return switch (site.kind()) {
            case CONNECT -> site.displayUrl() + "/plugins/servlet/ac/" + appKey + "/towline-admin";
            case SELF_HOSTED -> baseUrl + "/admin";
        };
    }
}
