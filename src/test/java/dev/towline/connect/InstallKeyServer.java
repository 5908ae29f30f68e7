package dev.towline.connect;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Stands in for the place where Atlassian publishes its install keys. */
public final class InstallKeyServer implements QuarkusTestResourceLifecycleManager {

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", exchange -> {
            var pem = Forge.pem(Forge.ATLASSIAN).getBytes(StandardCharsets.US_ASCII);
            var path = exchange.getRequestURI().getRawPath();
            int status = path.equals("/keys/" + Forge.KEY_ID) ? 200 : path.equals("/keys/broken") ? 500 : 404;
            exchange.sendResponseHeaders(status, status == 200 ? pem.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(pem);
            }
            exchange.close();
        });
        server.start();
        return Map.of("towline.install-keys-url", "http://localhost:" + server.getAddress().getPort() + "/keys");
    }

    /** After the stand, which names the sandbox's keys. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
