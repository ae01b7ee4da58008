package io.tapeline.local.kinesis;

import io.tapeline.local.kinesis.fault.Faults;
import io.tapeline.local.kinesis.http.EmulatorServer;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/**
 * A Kinesis Data Streams inside this process.
 *
 * <p>It serves AWS SDK clients over HTTP/1.1 and h2c, in JSON and CBOR, on 127.0.0.1; any credentials will do. With a data directory, a
 * record that was acknowledged survives the death of the process (but not a power cut: writes are not forced to the disk). Thread-safe.
 */
public final class KinesisEmulator implements AutoCloseable {
    private final StreamRegistry registry;
    private final EmulatorServer server;
    private final Faults faults;

    private KinesisEmulator(StreamRegistry registry, EmulatorServer server, Faults faults) {
        this.registry = registry;
        this.server = server;
        this.faults = faults;
    }

    /**
     * Starts an emulator; it is ready when this returns.
     *
     * @throws UncheckedIOException if the port is taken, or the data directory cannot be read or is in use
     */
    public static KinesisEmulator start(EmulatorConfig config) {
        Faults faults = new Faults();
        try {
            StreamRegistry registry = StreamRegistry.open(new StreamRegistry.Settings(
                    config.dataDirectory().orElse(null),
                    config.maxHeapBytes(),
                    config.retention(),
                    config.limits(),
                    config.region(),
                    config.clock()));
            try {
                for (Map.Entry<String, Integer> stream : config.streams().entrySet()) {
                    if (!registry.streams().containsKey(stream.getKey())) {
                        registry.create(stream.getKey(), stream.getValue(), "PROVISIONED", Map.of());
                    }
                }
                EmulatorServer server = EmulatorServer.start(
                        registry, faults, config.port(), config.subscriptionLifetime(), config.readWait());
                return new KinesisEmulator(registry, server, faults);
            } catch (IOException | RuntimeException e) {
                registry.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the Kinesis emulator: " + e.getMessage(), e);
        }
    }

    /** What clients take as endpoint override. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The script of faults, empty at first. */
    public Faults faults() {
        return faults;
    }

    /**
     * Cuts off all active subscriptions to shards, as a lost connection does.
     *
     * @return how many there were
     */
    public int dropSubscriptions() {
        return server.dropSubscriptions();
    }

    /** Trims what is beyond its retention now; it also happens every second. */
    public void trim() {
        registry.trim();
    }

    /** Stops listening and lets go of the files. */
    @Override
    public void close() {
        try {
            try {
                server.close();
            } finally {
                registry.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
