package dev.towline.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy in front of a server on this machine, for tests that take the server away, or let it hang, without touching it. */
public final class Tap implements AutoCloseable {

    /** What becomes of bytes and connections. */
    public enum Mode {
        FLOW,
        /** Every connection is cut, and new ones end at once. */
        CUT,
        /** Nothing arrives any more, and no connection ends; what was held back arrives when it flows again. */
        STALL
    }

    private static final int CHUNK = 16 * 1024;

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Mode mode = Mode.FLOW;

    private Tap(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("tap-" + target).start(this::listen);
    }

    /** In front of a port of the loopback address. */
    public static Tap on(int port) throws IOException {
        return new Tap(port);
    }

    /** The port to speak to instead. */
    public int port() {
        return listening.getLocalPort();
    }

    public synchronized void set(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            open.forEach(Tap::close);
        }
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Tap::close);
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            open.add(client);
            if (isCut()) {
                close(client);
                return;
            }
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(client, server));
            pump(server, client);
        } catch (IOException gone) {
            close(client);
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from; to) {
            var chunk = new byte[CHUNK];
            for (var read = from.getInputStream().read(chunk); read >= 0; read = from.getInputStream().read(chunk)) {
                awaitFlow();
                to.getOutputStream().write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException gone) {
            // Either side hung up, or the tap was cut.
        } finally {
            open.remove(from);
        }
    }

    private synchronized boolean isCut() {
        return mode == Mode.CUT;
    }

    private synchronized void awaitFlow() throws InterruptedException {
        while (mode == Mode.STALL) {
            wait();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
