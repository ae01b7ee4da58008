package io.tapeline.ingest.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** A connection on which a test can be as slow, or as rude, as it likes. */
public final class RawConnection implements AutoCloseable {
    private final Socket socket;

    public RawConnection(URI server) throws IOException {
        socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(30_000);
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends the head of a post of trades, with these headers. */
    public RawConnection sendHead(String... headers) throws IOException {
        return send("POST /v1/trades HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** Says that nothing more will come, and goes on reading. */
    public RawConnection halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** What comes until the server ends the connection. */
    public String readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                read.write(buffer, 0, count);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server has not ended the connection; it said: " + read, e);
        }
        return read.toString(US_ASCII);
    }

    /** What comes until, and with, this text. */
    public String readUntil(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int value = socket.getInputStream().read();
            if (value < 0) {
                throw new AssertionError("the connection ended before '" + end + "': " + read);
            }
            read.append((char) value);
        }
        return read.toString();
    }

    /** Sends as long as the server takes it, up to a bound; how much that was. */
    public long sendUntilCut(String chunk, long most) {
        long sent = 0;
        try {
            while (sent < most) {
                send(chunk);
                sent += chunk.length();
            }
        } catch (IOException e) {
            return sent;
        }
        return sent;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
