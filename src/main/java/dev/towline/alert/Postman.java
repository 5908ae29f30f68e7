package dev.towline.alert;

import dev.towline.jira.Mode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Posts {@code {"text": …}}, which Slack, Mattermost, Rocket.Chat and others take
 * (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks, 2026-11). It calls the very address that was looked at, checks
 * the certificate for the host's name, follows no redirection, and reads nothing of the answer but its status.
 */
@ApplicationScoped
class Postman {

    /** To reach it and to be answered. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final Reach reach;
    private final boolean development;

    Postman(Vertx vertx, Mode mode, @ConfigProperty(name = "towline.development") boolean development) {
        this.http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout((int) LIMIT.toMillis()).setKeepAlive(false).setVerifyHost(true));
        this.reach = new Reach(development || mode == Mode.SELF_HOSTED);
        this.development = development;
    }

    /** @throws AlertUrl.NotTaken when nothing would ever be posted there */
    AlertUrl check(String url) throws AlertUrl.NotTaken {
        var checked = AlertUrl.of(url, development);
        checked.resolved(reach);
        return checked;
    }

    Posted post(String url, String text) {
        try {
            var checked = AlertUrl.of(url, development);
            var server = SocketAddress.inetSocketAddress(new InetSocketAddress(checked.resolved(reach), checked.port()));
            var options = new RequestOptions().setMethod(HttpMethod.POST).setServer(server).setHost(checked.host()).setPort(checked.port()).setSsl(checked.isTls())
                    .setURI(checked.pathAndQuery()).setFollowRedirects(false).setTimeout(LIMIT.toMillis()).putHeader("Content-Type", "application/json").putHeader("User-Agent", "Towline");
            var status = http.request(options).compose(request -> status(request, new JsonObject().put("text", text).toBuffer()))
                    .toCompletionStage().toCompletableFuture().get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
            return new Posted(status >= 200 && status < 300 ? Posted.Answer.TAKEN : Posted.Answer.TURNED_AWAY, status);
        } catch (AlertUrl.NotTaken e) {
            return Posted.without(e.fault() == AlertUrl.Fault.UNKNOWN_HOST ? Posted.Answer.UNKNOWN_HOST : Posted.Answer.WITHIN);
        } catch (ExecutionException | TimeoutException e) {
            return Posted.without(Posted.Answer.SILENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Posted.without(Posted.Answer.SILENT);
        }
    }

    // Whatever else it answers is not waited for.
    private static io.vertx.core.Future<Integer> status(HttpClientRequest request, Buffer body) {
        return request.send(body).map(response -> response.statusCode()).onComplete(done -> request.connection().close());
    }
}
