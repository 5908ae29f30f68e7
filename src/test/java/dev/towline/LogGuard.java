package dev.towline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Registered for all tests ({@code META-INF/services}; Quarkus has JUnit look there). Fails the test during which a secret or an e-mail address was logged, by whomever: it listens to all loggers in all tests. What the packaged
 * application logs is looked at when its process ends.
 */
public final class LogGuard implements BeforeEachCallback, AfterEachCallback {

    private static final Queue<String> LEAKED = new ConcurrentLinkedQueue<>();
    private static final Handler EARS = new Handler() {

        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            Leaks.in(text(line)).forEach(leak -> LEAKED.add(line.getLoggerName() + " logged " + leak));
        }

        private String text(LogRecord line) {
            var text = new StringWriter().append(line instanceof ExtLogRecord ours ? ours.getFormattedMessage() : formatter.formatMessage(line)).append('\n');
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text));
            }
            return text.toString();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** The application, when it starts, gives the root logger handlers of its own. */
    @Override
    public void beforeEach(ExtensionContext test) {
        var root = Logger.getLogger("");
        if (!List.of(root.getHandlers()).contains(EARS)) {
            root.addHandler(EARS);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        assertEquals(List.of(), leaked());
    }

    /** What was logged since the last call, and should not have been. */
    static List<String> leaked() {
        var leaked = LEAKED.stream().distinct().toList();
        LEAKED.clear();
        return leaked;
    }
}
