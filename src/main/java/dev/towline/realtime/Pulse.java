package dev.towline.realtime;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The clockwork of one open stream: one timer for heartbeats, permission re-checks, a reader that reads no more, and the end of its life. It stops with the connection. */
final class Pulse {

    private final Rhythm rhythm;
    private final Vertx vertx;
    private final Wire wire;
    private final Runnable recheck;
    private final long lifeMillis;

    private long livedMillis;
    private int beats;
    private long timer;

    /** @param recheck called on an event loop: it must not block */
    Pulse(Rhythm rhythm, Vertx vertx, Wire wire, Runnable recheck) {
        this.rhythm = rhythm;
        this.vertx = vertx;
        this.wire = wire;
        this.recheck = recheck;
        this.lifeMillis = Rhythm.spread(rhythm.life()).toMillis();
    }

    /** On the wire's event loop, where all of this stays. */
    void start() {
        next();
        wire.closed().thenRun(() -> vertx.cancelTimer(timer));
    }

    private void next() {
        var pause = Rhythm.spread(rhythm.heartbeat());
        timer = vertx.setTimer(pause.toMillis(), now -> beat(pause));
    }

    private void beat(Duration pause) {
        livedMillis += pause.toMillis();
        if (wire.closed().isDone()) {
            return;
        }
        if (livedMillis >= lifeMillis) {
            wire.end();
            return;
        }
        if (wire.isStuck(rhythm.patience())) {
            wire.giveUp();
            return;
        }
        wire.send(Frames.HEARTBEAT);
        if (++beats % rhythm.recheck() == 0) {
            recheck.run();
        }
        next();
    }
}
