package io.tapeline.local.standins;

import io.tapeline.local.process.Health;
import io.tapeline.local.process.HealthCheck;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Opens a session on a PostgreSQL database by the wire protocol alone, so that callers need no driver. An open port
 * would not do: the server opens it before the databases exist.
 */
record PostgresHealthCheck(int port, String user, String database) implements HealthCheck {
    private static final int PROTOCOL_3_0 = 3 << 16;
    private static final int TIMEOUT_MILLIS = 2_000;

    @Override
    public Health check() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(startupMessage());
            out.flush();
            Health health = awaitReadyForQuery(new DataInputStream(socket.getInputStream()));
            if (health instanceof Health.Healthy) {
                // Terminate; a session that just vanishes leaves a line in the server's log.
                out.writeByte('X');
                out.writeInt(4);
            }
            return health;
        } catch (IOException e) {
            return Health.unhealthy("port " + port + ": " + e.getMessage());
        }
    }

    private byte[] startupMessage() throws IOException {
        byte[] parameters = ("user\0" + user + "\0database\0" + database + "\0\0").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(8 + parameters.length);
        out.writeInt(PROTOCOL_3_0);
        out.write(parameters);
        return bytes.toByteArray();
    }

    /** Messages are a type byte, a length that counts itself, and a body. */
    private static Health awaitReadyForQuery(DataInputStream in) throws IOException {
        while (true) {
            int type = in.readUnsignedByte();
            byte[] body = in.readNBytes(in.readInt() - 4);
            if (type == 'Z') {
                return Health.healthy();
            }
            if (type == 'E') {
                return Health.unhealthy(new String(body, StandardCharsets.UTF_8).replace('\0', ' '));
            }
        }
    }
}
