package dev.towline.jira;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.time.Clock;

/** The application's own way of asking a Jira site, for tests of other rooms that run without the application. */
public final class Ask {

    private final JiraHttp http;

    public Ask(Clock clock) {
        http = new JiraHttp(new ObjectMapper(), clock);
    }

    /** @throws JiraUnavailable when no answer came */
    public JiraAnswer exchange(HttpRequest.Builder request) {
        return http.exchange(request);
    }
}
