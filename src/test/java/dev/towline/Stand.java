package dev.towline;

import dev.towline.sandbox.SandboxJira;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** The sandbox Jira of the {@code @QuarkusTest}s, at the address that {@link StandResource} told the application, with the app installed. */
public final class Stand {

    /** Jira administrator. */
    public static final String ADMIN = "admin-account";
    /** Sees the projects ABC and HSEARCH. */
    public static final String DEVELOPER = "dev-account";
    /** Sees nothing. */
    public static final String GUEST = "guest-account";

    private static SandboxJira jira;

    private Stand() {}

    public static synchronized SandboxJira jira() {
        if (jira == null) {
            var config = ConfigProvider.getConfig();
            jira = SandboxJira.start(config.getValue("test.sandbox.port", Integer.class), null);
            jira.install(URI.create(config.getValue("towline.base-url", String.class)));
        }
        return jira;
    }
}
