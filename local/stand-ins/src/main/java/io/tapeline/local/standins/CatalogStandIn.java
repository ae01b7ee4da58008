package io.tapeline.local.standins;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.process.HealthCheck;
import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.ServiceSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Iceberg REST catalog, in place of Glue. It keeps its pointers in PostgreSQL and the tables' metadata in S3;
 * both survive a restart. A commit against an outdated table is refused, so concurrent writers are safe.
 */
public final class CatalogStandIn {
    /** The name of the service. */
    public static final String NAME = "catalog";
    /** The name of the catalog; every client uses this one. */
    public static final String CATALOG_NAME = "tapeline";
    /** Where tables stand. */
    public static final String WAREHOUSE = "s3://" + S3StandIn.LAKE_BUCKET + "/warehouse";

    private static final String FILE_IO = "org.apache.iceberg.aws.s3.S3FileIO";
    private static final String MAX_HEAP = "160m";

    private CatalogStandIn() {}

    /**
     * How to run it.
     *
     * @param port to listen on
     * @param catalogJdbcUrl the database of its own
     * @param s3 the S3 endpoint
     * @param log of the process
     */
    public record Settings(int port, String catalogJdbcUrl, URI s3, Path log) {
        public Settings {
            requireNonNull(catalogJdbcUrl, "catalogJdbcUrl is null");
            requireNonNull(s3, "s3 is null");
            requireNonNull(log, "log is null");
        }

        /** Where clients find it. */
        public URI uri() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /**
     * What an Iceberg client of any engine needs to reach the catalog and the tables' files, by Iceberg's own property
     * names; {@code type} and {@code catalog-impl}, which engines want each in their own way, are not among them.
     */
    public static Map<String, String> clientProperties(URI catalog, URI s3) {
        return Map.of(
                "uri",
                catalog.toString(),
                "warehouse",
                WAREHOUSE,
                "io-impl",
                FILE_IO,
                "client.region",
                Credentials.REGION,
                "s3.endpoint",
                s3.toString(),
                "s3.path-style-access",
                "true",
                "s3.access-key-id",
                Credentials.ACCESS_KEY_ID,
                "s3.secret-access-key",
                Credentials.SECRET_ACCESS_KEY);
    }

    /** The service. It is well when it answers {@code /v1/config}; it needs S3 and PostgreSQL to be well first. */
    public static ServiceSpec spec(Settings settings) {
        return ServiceSpec.builder(NAME)
                .command(JavaCommand.of("io.tapeline.local.standins.catalog.CatalogMain", MAX_HEAP)
                        .jvmArgs("-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=128m")
                        .property("aws.region", Credentials.REGION)
                        .classpathJarsIn(TapelineHome.built("local/stand-ins/target/lib"))
                        .args(Integer.toString(settings.port()), CATALOG_NAME)
                        .args(
                                "uri=" + settings.catalogJdbcUrl(),
                                "warehouse=" + WAREHOUSE,
                                "jdbc.schema-version=V1",
                                "io-impl=" + FILE_IO,
                                "client.region=" + Credentials.REGION,
                                "s3.endpoint=" + settings.s3(),
                                "s3.path-style-access=true",
                                "s3.access-key-id=" + Credentials.ACCESS_KEY_ID,
                                "s3.secret-access-key=" + Credentials.SECRET_ACCESS_KEY)
                        .build())
                .log(settings.log())
                .port(settings.port())
                .health(HealthCheck.http(settings.uri().resolve("/v1/config")))
                .dependsOn(S3StandIn.NAME)
                .dependsOn(PostgresStandIn.NAME)
                .build();
    }
}
