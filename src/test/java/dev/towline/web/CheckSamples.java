package dev.towline.web;

import dev.towline.intake.Arrivals.Arrival;
import dev.towline.provider.Provider;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Check lists of made-up arrivals, in the words of the page. */
final class CheckSamples {

    /** The texts without the application. */
    static final CheckTexts TEXTS = (CheckTexts) Proxy.newProxyInstance(CheckTexts.class.getClassLoader(), new Class<?>[] {CheckTexts.class}, (proxy, method, values) -> {
        var text = Pages.text(method);
        for (var i = 0; i < method.getParameterCount(); i++) {
            text = text.replace("{" + method.getParameters()[i].getName() + "}", String.valueOf(values[i]));
        }
        return text;
    });

    private CheckSamples() {}

    static CheckList nothing(String provider) {
        return list(Provider.ofCode(provider).orElseThrow());
    }

    /** The set-up of an integration as it is opened again, half way. */
    static String opened() {
        return Pages.render("AdminPage/setup", Map.of("created", created("gitlab"), "list", halfWay(), "guides", List.of(
                new SetupApi.GuideView("g1", new Moment(Samples.NOW), new Moment(Samples.NOW.plusSeconds(600_000)), true),
                new SetupApi.GuideView("g2", new Moment(Samples.NOW), new Moment(Samples.NOW.plusSeconds(60_000)), false))));
    }

    /** The page behind a link. */
    static String guide(boolean all) {
        return Pages.render("GuidePage/guide", Map.of(
                "hostScript", "", "created", created("gitea"), "url", all, "secret", all, "expiresAt", new Moment(Samples.NOW), "list", halfWay()));
    }

    private static CheckList halfWay() {
        return list(Provider.GITHUB, arrival("indexed", "push", "Not linked: XYZ-1. " + Samples.MARKUP), arrival("quarantined", "", "missing at $.ref"),
                arrival("refused", "", "The signature does not match. But this looks like GitLab; the integration says GitHub."));
    }

    private static IntegrationsApi.Created created(String provider) {
        return new IntegrationsApi.Created("a", "Acme " + Samples.MARKUP, provider, "https://towline.example/hooks/" + "Zm9vYmFy".repeat(9) + "Zm8", "0123456789abcdef".repeat(4), "waiting", "https://towline.example/agent");
    }

    /** @param arrivals oldest first, as they came */
    static CheckList list(Provider provider, Arrival... arrivals) {
        var newestFirst = new ArrayList<>(Arrays.asList(arrivals)).reversed();
        return CheckList.of("a", provider, false, newestFirst, TEXTS);
    }

    static Arrival arrival(String outcome, String event, String reason, String... keys) {
        return new Arrival(Samples.NOW, event, outcome, reason, List.of(keys));
    }
}
