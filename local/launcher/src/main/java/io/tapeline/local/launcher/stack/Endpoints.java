package io.tapeline.local.launcher.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where each service of a stack listens; all on 127.0.0.1. Immutable. */
public final class Endpoints {
    private final Map<Service, Integer> ports;

    /** @throws IllegalArgumentException if a service has no port */
    Endpoints(Map<Service, Integer> ports) {
        this.ports = new EnumMap<>(ports);
        for (Service service : Service.values()) {
            if (!this.ports.containsKey(service)) {
                throw new IllegalArgumentException("no port for " + service);
            }
        }
    }

    /** The port of a service. */
    public int port(Service service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalStateException("no port for " + service);
        }
        return port;
    }

    /** The root of a service that speaks HTTP. */
    public URI http(Service service) {
        return URI.create("http://127.0.0.1:" + port(service));
    }

    /** What a person opens, or points a client at. */
    public String url(Service service) {
        return service == Service.POSTGRES
                ? "postgresql://127.0.0.1:" + port(service) + "/warehouse"
                : http(service).toString();
    }

    /** What was written by {@link #save}; empty if the file is missing or not whole. */
    static Optional<Endpoints> load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            Map<Service, Integer> ports = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                ports.put(service, Integer.valueOf(properties.getProperty(key(service), "")));
            }
            return Optional.of(new Endpoints(ports));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the ports, and beside them the addresses for other programs to read. */
    void save(Path file) {
        Properties properties = new Properties();
        for (Service service : Service.values()) {
            properties.setProperty(key(service), Integer.toString(port(service)));
            properties.setProperty(service.id() + ".url", url(service));
        }
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Where the services listen; a free port stays theirs across restarts");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String key(Service service) {
        return service.id() + ".port";
    }
}
