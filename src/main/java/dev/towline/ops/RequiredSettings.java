package dev.towline.ops;

import dev.towline.jira.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings without which a production start makes no sense. Checked before anything else starts, so that an operator
 * learns of all of them at once and not of one at each attempt.
 */
public final class RequiredSettings {

    /** A setting, and the other names under which it may be given. */
    record Setting(String name, String meaning, List<String> alternatives) {

        boolean isIn(Map<String, String> environment, Set<String> properties) {
            return isGiven(name, environment, properties) || alternatives.stream().anyMatch(other -> isGiven(other, environment, properties));
        }

        private static boolean isGiven(String name, Map<String, String> environment, Set<String> properties) {
            // The property of TOWLINE_BASE_URL is towline.base-url; where a dot or a dash stands cannot be told from the variable.
            return !environment.getOrDefault(name, "").isBlank()
                    || properties.stream().anyMatch(property -> property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT).equals(name));
        }
    }

    private static final List<Setting> ALWAYS = List.of(
            new Setting("TOWLINE_BASE_URL", "the public https address of this application", List.of()),
            new Setting("TOWLINE_SECRET_KEYS", "comma list of id:base64 of 32 random bytes; the first encrypts, all decrypt", List.of()),
            new Setting("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://host:port/database", List.of()),
            new Setting("QUARKUS_DATASOURCE_USERNAME", "the database user", List.of()),
            new Setting("AWS_REGION", "the region of the SQS queues", List.of("QUARKUS_SQS_AWS_REGION")));

    private static final List<Setting> SELF_HOSTED = List.of(
            new Setting("TOWLINE_JIRA_SITE", "the address of your Jira Cloud site, such as https://acme.atlassian.net", List.of()),
            new Setting("TOWLINE_JIRA_CLIENT_ID", "the client ID, from OAuth credentials in Jira's settings", List.of()),
            new Setting("TOWLINE_JIRA_CLIENT_SECRET", "the secret that belongs to it", List.of()));

    private RequiredSettings() {}

    /** The names of what this mode needs and is neither in the environment nor among the system properties. */
    public static List<String> missing(Mode mode, Map<String, String> environment, Set<String> properties) {
        return needed(mode).filter(setting -> !setting.isIn(environment, properties)).map(Setting::name).toList();
    }

    /** What to tell the operator. */
    public static String complaint(Mode mode, List<String> missing) {
        return needed(mode)
                .filter(setting -> missing.contains(setting.name()))
                .map(setting -> "  " + setting.name() + "  " + setting.meaning())
                .collect(Collectors.joining("\n", "Towline cannot start. Missing settings (environment variables):\n", ""));
    }

    private static Stream<Setting> needed(Mode mode) {
        return switch (mode) {
            case CONNECT -> ALWAYS.stream();
            case SELF_HOSTED -> Stream.concat(ALWAYS.stream(), SELF_HOSTED.stream());
        };
    }
}
