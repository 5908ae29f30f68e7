package dev.towline.realtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often things happen on an open stream. Everything is spread by a fifth either way, so that streams that were opened together
 * (a deploy, a morning) do not beat, ask Jira, and end together.
 *
 * @param heartbeat a comment line; below the 60 s after which nginx and load balancers give up on a silent connection
 * @param recheck   every so many heartbeats Jira is asked again
 * @param patience  a reader that takes nothing of what waits for it for so long is not reading, or not there
 * @param life      then the stream ends and the browser opens another: this lets nodes be drained
 */
record Rhythm(Duration heartbeat, int recheck, Duration patience, Duration life) {

    static final Rhythm NORMAL = new Rhythm(Duration.ofSeconds(20), 3, Duration.ofSeconds(30), Duration.ofMinutes(10));

    static Duration spread(Duration duration) {
        var millis = duration.toMillis();
        return Duration.ofMillis(millis * 4 / 5 + ThreadLocalRandom.current().nextLong(millis * 2 / 5 + 1));
    }
}
