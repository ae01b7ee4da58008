package io.tapeline.local.standins;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.process.HealthCheck;
import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.ServiceSpec;
import java.net.URI;
import java.nio.file.Path;

/**
 * DynamoDB, by DynamoDB Local, for the leases and checkpoints of stream consumers. Any credentials, one set of tables
 * for all of them; tables survive a restart.
 */
public final class DynamoDbStandIn {
    /** The name of the service. */
    public static final String NAME = "dynamodb";

    private static final String MAX_HEAP = "192m";
    private static final String DIRECTORY = "local/stand-ins/dynamodb/target";

    private DynamoDbStandIn() {}

    /**
     * How to run it.
     *
     * @param port to listen on
     * @param data holds the tables
     * @param log of the process
     */
    public record Settings(int port, Path data, Path log) {
        public Settings {
            requireNonNull(data, "data is null");
            requireNonNull(log, "log is null");
        }

        /** Where clients find it. */
        public URI endpoint() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /** The service. It is well when its port accepts connections, which is the last thing it opens. */
    public static ServiceSpec spec(Settings settings) {
        Path libraries = TapelineHome.built(DIRECTORY + "/lib");
        Path data = settings.data().toAbsolutePath();
        return ServiceSpec.builder(NAME)
                .command(JavaCommand.of("io.tapeline.local.dynamodb.DynamoDbMain", MAX_HEAP)
                        .jvmArgs("-XX:TieredStopAtLevel=1")
                        .property("sqlite4java.library.path", libraries.toString())
                        .classpath(TapelineHome.built(DIRECTORY + "/classes"))
                        .classpathJarsIn(libraries)
                        .args("-port", Integer.toString(settings.port()), "-disableTelemetry")
                        .args("-sharedDb", "-dbPath", data.toString())
                        .build())
                .workingDirectory(data)
                .log(settings.log())
                .port(settings.port())
                .health(HealthCheck.tcp(settings.port()))
                .build();
    }
}
