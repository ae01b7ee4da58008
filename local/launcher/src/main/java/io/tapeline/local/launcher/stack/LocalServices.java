package io.tapeline.local.launcher.stack;

import io.tapeline.local.process.Health;
import io.tapeline.local.process.HealthCheck;
import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.ServiceSpec;
import io.tapeline.local.standins.CatalogStandIn;
import io.tapeline.local.standins.Credentials;
import io.tapeline.local.standins.DynamoDbStandIn;
import io.tapeline.local.standins.PostgresStandIn;
import io.tapeline.local.standins.S3StandIn;
import io.tapeline.local.standins.StandInLayout;
import io.tapeline.local.standins.StandInPorts;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** How each process of a stack is started: the same programs as on AWS, with other endpoints. */
final class LocalServices {
    private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private final Checkout checkout;
    private final StateDirectory state;
    private final Endpoints endpoints;
    private final StandInLayout layout;

    LocalServices(Checkout checkout, StateDirectory state, Endpoints endpoints) {
        this.checkout = checkout;
        this.state = state;
        this.endpoints = endpoints;
        this.layout = new StandInLayout(
                state.path(),
                new StandInPorts(
                        endpoints.port(Service.S3),
                        endpoints.port(Service.POSTGRES),
                        endpoints.port(Service.CATALOG),
                        endpoints.port(Service.DYNAMODB)));
    }

    /** Those of {@code which}, dependencies first. */
    List<ServiceSpec> specs(Set<Service> which) {
        return Arrays.stream(Service.values())
                .filter(which::contains)
                .map(this::spec)
                .toList();
    }

    private ServiceSpec spec(Service service) {
        return switch (service) {
            case KINESIS -> kinesis();
            case S3 -> s3();
            case POSTGRES -> PostgresStandIn.spec(layout.postgres());
            case CATALOG -> CatalogStandIn.spec(layout.catalog());
            case DYNAMODB -> DynamoDbStandIn.spec(layout.dynamoDb());
            case INGEST -> ingest();
            case STREAM -> stream();
            case LIVE -> live();
        };
    }

    /** What the warehouse's clients connect to, with role and password. */
    String warehouseJdbcUrl() {
        return layout.postgres().warehouseJdbcUrl();
    }

    /** The directory that holds one directory for each bucket. */
    Path objects() {
        return layout.s3().data();
    }

    private ServiceSpec kinesis() {
        JavaCommand command = JavaCommand.of("io.tapeline.local.kinesis.KinesisEmulatorMain", "192m")
                .jvmArgs("-XX:TieredStopAtLevel=1");
        ArgumentFile.read(checkout.emulatorClassPath()).addTo(command);
        return base(Service.KINESIS)
                .command(command.args("--port", Integer.toString(endpoints.port(Service.KINESIS)))
                        .args("--data-dir", state.data(Service.KINESIS.id()).toString())
                        .args("--stream", Settings.MARKET_STREAM + "=2")
                        .args("--stream", Settings.LIVE_STREAM + "=1")
                        .build())
                .health(HealthCheck.http(endpoints.http(Service.KINESIS).resolve("/health")))
                .build();
    }

    /** Well when its buckets are there: who depends on it need not ask. */
    private ServiceSpec s3() {
        ServiceSpec spec = S3StandIn.spec(layout.s3());
        return new ServiceSpec(
                spec.name(),
                spec.command(),
                spec.environment(),
                spec.workingDirectory(),
                spec.log(),
                spec.ports(),
                spec.health().and(this::createBuckets),
                spec.dependsOn(),
                spec.startTimeout(),
                spec.stopGrace());
    }

    private Health createBuckets() {
        try {
            S3StandIn.createBucket(endpoints.http(Service.S3), S3StandIn.LAKE_BUCKET);
            S3StandIn.createBucket(endpoints.http(Service.S3), S3StandIn.CHECKPOINT_BUCKET);
            return Health.healthy();
        } catch (UncheckedIOException | IllegalStateException e) {
            return Health.unhealthy(String.valueOf(e.getMessage()));
        }
    }

    private ServiceSpec ingest() {
        int port = endpoints.port(Service.INGEST);
        JavaCommand command = JavaCommand.of(QUARKUS, "192m")
                // On this machine no API keys are asked for, and only because of this profile.
                .property("quarkus.profile", "local")
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", Integer.toString(port))
                .property(
                        "ingest.reference.file",
                        state.path().resolve("instruments.json").toString())
                .classpath(checkout.ingestJar());
        Settings.kinesis(endpoints).forEach(command::property);
        return withCredentials(base(Service.INGEST))
                .command(command.build())
                .health(HealthCheck.http(endpoints.http(Service.INGEST).resolve("/q/health/ready")))
                .dependsOn(Service.KINESIS.id())
                .stopGrace(Duration.ofSeconds(20))
                .build();
    }

    private ServiceSpec stream() {
        JavaCommand command =
                JavaCommand.of("io.tapeline.stream.StreamProcessorJob", "640m").jvmArgs(Settings.flinkOpens());
        ArgumentFile.read(checkout.streamClassPath()).addTo(command);
        command.args(Settings.args(Settings.kinesis(endpoints)))
                .args(Settings.args(Settings.lake(endpoints)))
                .args("--checkpoints.uri=s3://" + S3StandIn.CHECKPOINT_BUCKET + "/stream-processor")
                .args("--web.port=" + endpoints.port(Service.STREAM));
        return withCredentials(base(Service.STREAM))
                .environment("FLINK_PLUGINS_DIR", checkout.streamPlugins().toString())
                .command(command.build())
                .health(new FlinkJobRunning(endpoints.http(Service.STREAM)))
                .dependsOn(Service.KINESIS.id())
                .dependsOn(S3StandIn.NAME)
                .dependsOn(CatalogStandIn.NAME)
                .startTimeout(Duration.ofMinutes(2))
                .stopGrace(Duration.ofSeconds(30))
                .build();
    }

    private ServiceSpec live() {
        JavaCommand command = JavaCommand.of(QUARKUS, "128m")
                .jvmArgs("-XX:TieredStopAtLevel=1")
                .property("quarkus.profile", "local")
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", Integer.toString(endpoints.port(Service.LIVE)))
                .classpath(checkout.liveJar());
        Settings.live(endpoints).forEach(command::property);
        return withCredentials(base(Service.LIVE))
                .command(command.build())
                .health(HealthCheck.http(endpoints.http(Service.LIVE).resolve("/q/health/ready")))
                .dependsOn(Service.KINESIS.id())
                .dependsOn(DynamoDbStandIn.NAME)
                .startTimeout(Duration.ofMinutes(2))
                .stopGrace(Duration.ofSeconds(20))
                .build();
    }

    private ServiceSpec.Builder base(Service service) {
        return ServiceSpec.builder(service.id())
                .workingDirectory(state.data(service.id()))
                .log(state.log(service.id()))
                .port(endpoints.port(service));
    }

    static ServiceSpec.Builder withCredentials(ServiceSpec.Builder spec) {
        return spec.environment("AWS_ACCESS_KEY_ID", Credentials.ACCESS_KEY_ID)
                .environment("AWS_SECRET_ACCESS_KEY", Credentials.SECRET_ACCESS_KEY)
                .environment("AWS_REGION", Credentials.REGION)
                // glibc gives each thread an arena of its own, which a JVM with many threads never uses well.
                .environment("MALLOC_ARENA_MAX", "2");
    }
}
