package dev.towline.index;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.ResponseType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Wake-ups over PUBLISH and SUBSCRIBE of Redis or Valkey, for many nodes: PostgreSQL then has no listening session a node, and no
 * notification queue. Redis keeps nothing, so it may be empty, restart or fail over at any time.
 */
final class RedisBroadcast extends Broadcast {

    // More than a listener that is alive can leave lying; a message is one tenant's newest position.
    private static final int UNHEARD = 10_000;

    private final Redis redis;
    private final Duration silence;

    /** @param heard see {@link Broadcast} */
    RedisBroadcast(Redis redis, Mailbox heard) {
        this(redis, heard, SILENCE);
    }

    /** @param silence after which a line is asked whether it lives */
    RedisBroadcast(Redis redis, Mailbox heard, Duration silence) {
        super(heard);
        this.redis = redis;
        this.silence = silence;
    }

    @Override
    Line connect() throws Exception {
        return new Session(await(redis.connect()), silence);
    }

    @Override
    String reason(Exception broken) {
        return broken.getClass().getSimpleName();
    }

    private static final class Session implements Line {

        private final RedisConnection connection;
        private final Duration silence;
        /** Payloads; empty when the connection ended. */
        private final BlockingQueue<Optional<String>> arrived = new LinkedBlockingQueue<>(UNHEARD);

        Session(RedisConnection connection, Duration silence) {
            this.connection = connection;
            this.silence = silence;
            connection.exceptionHandler(broken -> arrived.offer(Optional.empty()));
            connection.endHandler(ended -> arrived.offer(Optional.empty()));
        }

        @Override
        public void send(List<String> payloads) throws Exception {
            await(connection.batch(payloads.stream().map(payload -> Request.cmd(Command.PUBLISH).arg(CHANNEL).arg(payload)).toList()));
        }

        @Override
        public void listen(Runnable ready, Consumer<String> hear) throws Exception {
            connection.handler(message -> {
                // "message", the channel, what was said; a subscription's own answer has another first word.
                if (message != null && (message.type() == ResponseType.MULTI || message.type() == ResponseType.PUSH)
                        && message.size() == 3 && message.get(0).toString().equals("message")
                        && !arrived.offer(Optional.of(message.get(2).toString()))) {
                    connection.close();
                }
            });
            await(connection.send(Request.cmd(Command.SUBSCRIBE).arg(CHANNEL)));
            ready.run();
            while (true) {
                var payload = arrived.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
                if (payload == null) {
                    await(connection.send(Request.cmd(Command.PING)));
                } else {
                    hear.accept(payload.orElseThrow(() -> new IOException("the connection ended")));
                }
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private static <T> T await(Future<T> answer) throws Exception {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Redis does not answer", e);
        }
    }
}
