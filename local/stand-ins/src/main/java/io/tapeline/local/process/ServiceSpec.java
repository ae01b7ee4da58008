package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start one service as a child process, and how to know that it is well. A plain value: nothing happens
 * until a {@link Supervisor} or {@link ManagedProcess} is given it.
 *
 * @param name unique among the services of one supervisor; names its pid file; letters, digits and hyphens
 * @param command the program and its arguments
 * @param environment variables added to, or replacing, those of the parent
 * @param workingDirectory created if missing
 * @param log the file to which standard output and error are appended; its directory is created if missing
 * @param ports what the service will listen on; they are checked to be free before it starts
 * @param health asked until it passes, then the service counts as started
 * @param dependsOn names of the services that must be well before this one is started
 * @param startTimeout how long the service may take to become well
 * @param stopGrace how long the service may take to stop before it is killed
 */
public record ServiceSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path workingDirectory,
        Path log,
        List<Integer> ports,
        HealthCheck health,
        List<String> dependsOn,
        Duration startTimeout,
        Duration stopGrace) {

    public ServiceSpec {
        requireNonNull(name, "name is null");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("name is not letters, digits and hyphens: " + name);
        }
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command of " + name + " is empty");
        }
        environment = Map.copyOf(environment);
        requireNonNull(workingDirectory, "workingDirectory is null");
        requireNonNull(log, "log is null");
        ports = List.copyOf(ports);
        requireNonNull(health, "health is null");
        dependsOn = List.copyOf(dependsOn);
        requirePositive(startTimeout, "startTimeout");
        requirePositive(stopGrace, "stopGrace");
    }

    private static void requirePositive(Duration value, String what) {
        requireNonNull(value, what + " is null");
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " is not positive: " + value);
        }
    }

    /** A builder for a service called {@code name}. Command, log and health have no default; the working directory is
     * that of the log if nothing else is said. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Collects the parts of a {@link ServiceSpec}. For one thread. */
    public static final class Builder {
        private final String name;
        private List<String> command = List.of();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path workingDirectory;
        private @Nullable Path log;
        private final List<Integer> ports = new ArrayList<>();
        private @Nullable HealthCheck health;
        private final List<String> dependsOn = new ArrayList<>();
        private Duration startTimeout = Duration.ofSeconds(60);
        private Duration stopGrace = Duration.ofSeconds(10);

        private Builder(String name) {
            this.name = name;
        }

        public Builder command(List<String> value) {
            command = value;
            return this;
        }

        public Builder environment(String key, String value) {
            environment.put(key, value);
            return this;
        }

        public Builder workingDirectory(Path value) {
            workingDirectory = value;
            return this;
        }

        public Builder log(Path value) {
            log = value;
            return this;
        }

        public Builder port(int value) {
            ports.add(value);
            return this;
        }

        public Builder health(HealthCheck value) {
            health = value;
            return this;
        }

        public Builder dependsOn(String service) {
            dependsOn.add(service);
            return this;
        }

        public Builder startTimeout(Duration value) {
            startTimeout = value;
            return this;
        }

        public Builder stopGrace(Duration value) {
            stopGrace = value;
            return this;
        }

        public ServiceSpec build() {
            Path logFile = requireNonNull(log, "log is null").toAbsolutePath();
            Path directory = workingDirectory != null
                    ? workingDirectory
                    : logFile.resolveSibling(".").normalize();
            return new ServiceSpec(
                    name,
                    command,
                    environment,
                    directory,
                    logFile,
                    ports,
                    requireNonNull(health, "health is null"),
                    dependsOn,
                    startTimeout,
                    stopGrace);
        }
    }
}
