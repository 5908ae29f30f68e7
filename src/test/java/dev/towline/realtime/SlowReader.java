package dev.towline.realtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A browser's end of a stream over a line that takes nothing until it is asked to read. */
final class SlowReader implements AutoCloseable {

    private static final int LIMIT_MILLIS = 20_000;

    private final Socket socket = new Socket();

    SlowReader(URI stream) throws IOException {
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(LIMIT_MILLIS);
        socket.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
        // HTTP/1.0, whose bodies come as they are.
        var request = "GET " + stream.getPath() + "?" + stream.getQuery() + " HTTP/1.0\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads up to the event at this position, or to the end: the blocks with a position, in full. */
    List<String> readTo(long position) throws IOException {
        var text = new StringBuilder();
        var bytes = new byte[8192];
        try {
            for (var read = socket.getInputStream().read(bytes); read >= 0; read = socket.getInputStream().read(bytes)) {
                text.append(new String(bytes, 0, read, StandardCharsets.US_ASCII));
                if (text.indexOf("\n\n", Math.max(0, text.indexOf("id: " + position + "\n"))) >= 0 && text.indexOf("id: " + position + "\n") >= 0) {
                    break;
                }
            }
        } catch (SocketTimeoutException silent) {
            throw silent;
        } catch (IOException reset) {
            // Cut off: the same as an end.
        }
        var blocks = new ArrayList<String>();
        for (var end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
            var block = text.substring(0, end + 1);
            text.delete(0, end + 2);
            if (block.startsWith("id: ")) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** Without a read: a server that flushes before it closes would wait for that, for ever. */
    boolean isReset() {
        try {
            socket.getOutputStream().write('\n');
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
