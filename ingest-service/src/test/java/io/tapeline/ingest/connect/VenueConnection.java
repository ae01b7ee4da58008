package io.tapeline.ingest.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** One connection of a client, seen from the venue: as much of RFC 6455 as the tests need. Thread safe. */
final class VenueConnection {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final byte[] END = {};
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final Function<String, List<String>> answers;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> toSend = new LinkedBlockingQueue<>();
    private final AtomicInteger unsent = new AtomicInteger();

    VenueConnection(Socket socket, Function<String, List<String>> answers) {
        this.socket = socket;
        this.answers = answers;
    }

    /** Shakes hands and goes on, on threads of its own. */
    void start(Runnable opened) {
        Thread reading = new Thread(() -> read(opened), "venue-read");
        reading.setDaemon(true);
        reading.start();
    }

    private void read(Runnable opened) {
        try (Socket closing = socket) {
            DataInputStream in = new DataInputStream(closing.getInputStream());
            shakeHands(in);
            Thread writing = new Thread(this::write, "venue-write");
            writing.setDaemon(true);
            writing.start();
            opened.run();
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0F;
                byte[] payload = payload(in);
                if (opcode == CLOSE) {
                    return;
                }
                if (opcode == TEXT) {
                    String text = new String(payload, UTF_8);
                    List<String> replies = answers.apply(text);
                    received.add(text);
                    replies.forEach(this::send);
                }
            }
        } catch (IOException e) {
            // The other side has gone, or the test has.
        }
    }

    private void shakeHands(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String key = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no WebSocket: " + head));
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private void write() {
        try (Socket closing = socket) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(closing.getOutputStream()));
            while (true) {
                byte[] text = toSend.take();
                if (text == END) {
                    out.flush();
                    return;
                }
                out.writeByte(0x80 | TEXT);
                if (text.length < 126) {
                    out.writeByte(text.length);
                } else if (text.length <= 0xFFFF) {
                    out.writeByte(126);
                    out.writeShort(text.length);
                } else {
                    out.writeByte(127);
                    out.writeLong(text.length);
                }
                out.write(text);
                if (unsent.decrementAndGet() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The other side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next message from the client. */
    String received() throws InterruptedException {
        String next = received.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message came");
        }
        return next;
    }

    VenueConnection send(String... messages) {
        for (String message : messages) {
            send(message);
        }
        return this;
    }

    private void send(String message) {
        unsent.incrementAndGet();
        toSend.add(message.getBytes(UTF_8));
    }

    /** Whether what is sent piles up here, because the client does not read. */
    boolean isHeldUp() {
        return unsent.get() > 0;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Ends it, after what was sent, without a word. */
    void drop() {
        toSend.add(END);
    }

    /** Ends it at once. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
