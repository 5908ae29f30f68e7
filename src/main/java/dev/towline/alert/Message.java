package dev.towline.alert;

import dev.towline.integration.Integration;
import dev.towline.integration.IntegrationId;
import dev.towline.jira.Tenant;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
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

    /** The language of the bundle itself. */
    private static final String ENGLISH = "en";

    private final String appKey;
    private final String baseUrl;

    Message(@ConfigProperty(name = "towline.app-key") String appKey, @ConfigProperty(name = "towline.base-url") String baseUrl) {
        this.appKey = appKey;
        this.baseUrl = baseUrl.replaceFirst("/$", "");
    }

    /** Empty when all that is new is of integrations that are gone. */
    Optional<String> of(Tenant site, AlertRows.News news, Map<IntegrationId, Integration> known, String language) {
        var texts = texts(language);
        var lines = new ArrayList<>(lines(news.begun(), known, (cause, name) -> cause.begun(texts, name)));
        lines.addAll(lines(news.over(), known, (cause, name) -> cause.over(texts, name)));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var shown = new ArrayList<>(lines.subList(0, Math.min(LINES, lines.size())));
        if (lines.size() > LINES) {
            shown.add(texts.more(lines.size() - LINES));
        }
        return Optional.of(String.join("\n", shown) + "\n" + page(site));
    }

    String test(Tenant site, String language) {
        return texts(language).test() + "\n" + page(site);
    }

    private static AlertTexts texts(String language) {
        return language.equals(ENGLISH) ? MessageBundles.get(AlertTexts.class) : MessageBundles.get(AlertTexts.class, Localized.Literal.of(language));
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
