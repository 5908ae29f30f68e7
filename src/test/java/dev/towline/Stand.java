package dev.towline;

import dev.towline.local.Tap;
import dev.towline.sandbox.SandboxJira;
import java.lang.management.ManagementFactory;
import java.net.URI;
import javax.management.JMException;
import javax.management.ObjectName;
import org.eclipse.microprofile.config.ConfigProvider;

/** The sandbox Jira of the {@code @QuarkusTest}s, at the address that {@link StandResource} told the application, with the app installed. */
public final class Stand {

    /** Jira administrator. */
    public static final String ADMIN = "admin-account";
    /** Sees the projects ABC and HSEARCH. */
    public static final String DEVELOPER = "dev-account";
    /** Sees nothing. */
    public static final String GUEST = "guest-account";

    /** The application's way to SQS, for {@link #turn}. */
    public static final String QUEUE = "towline.test:tap=queue";
    /** The application's way to PostgreSQL, for {@link #turn}. */
    public static final String DATABASE = "towline.test:tap=database";

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

    /** Takes the queue or the database away from the application, or gives it back. */
    public static void turn(String tap, Tap.Mode mode) {
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName(tap), "turn", new Object[] {mode.name()}, new String[] {String.class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
