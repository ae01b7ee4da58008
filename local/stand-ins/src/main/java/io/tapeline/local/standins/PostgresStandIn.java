package io.tapeline.local.standins;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;

/**
 * PostgreSQL: the warehouse in place of Redshift, and the catalog's own database. Role {@value #USER} with password
 * {@value #PASSWORD}; its data survive a restart, and a power cut.
 *
 * <p>A server that an earlier run has left on the data directory is stopped by the next start.
 */
public final class PostgresStandIn {
    /** The name of the service. */
    public static final String NAME = "postgres";

    public static final String USER = "tapeline";
    public static final String PASSWORD = "tapeline";
    /** The database of the REST catalog. */
    public static final String CATALOG_DATABASE = "catalog";
    /** The database in place of Redshift. */
    public static final String WAREHOUSE_DATABASE = "warehouse";

    private static final String MAX_HEAP = "192m";

    private PostgresStandIn() {}

    /**
     * How to run it.
     *
     * @param port to listen on
     * @param data the data directory
     * @param binaries where the server's programs are unpacked, once
     * @param log of the process and the server
     */
    public record Settings(int port, Path data, Path binaries, Path log) {
        public Settings {
            requireNonNull(data, "data is null");
            requireNonNull(binaries, "binaries is null");
            requireNonNull(log, "log is null");
        }

        /** The warehouse, with role and password. */
        public String warehouseJdbcUrl() {
            return jdbcUrl(WAREHOUSE_DATABASE);
        }

        /** The catalog's database, with role and password. */
        public String catalogJdbcUrl() {
            return jdbcUrl(CATALOG_DATABASE);
        }

        private String jdbcUrl(String database) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + USER + "&password=" + PASSWORD;
        }
    }

    /**
     * The service. It is well when the warehouse, which is created last, accepts queries. The program checks its port
     * itself, after it has stopped a server of an earlier run that may still hold it.
     */
    public static ServiceSpec spec(Settings settings) {
        Path data = settings.data().toAbsolutePath();
        return ServiceSpec.builder(NAME)
                .command(JavaCommand.of("io.tapeline.local.standins.postgres.PostgresMain", MAX_HEAP)
                        .jvmArgs("-XX:TieredStopAtLevel=1")
                        // The heap is wide for the unpacking at the first start only, and shrinks after it.
                        .jvmArgs("-Xms8m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20")
                        .classpathJarsIn(TapelineHome.built("local/stand-ins/target/lib"))
                        .args(Integer.toString(settings.port()), data.toString())
                        .args(settings.binaries().toAbsolutePath().toString(), USER)
                        .args(CATALOG_DATABASE, WAREHOUSE_DATABASE)
                        .build())
                .log(settings.log())
                .health(new PostgresHealthCheck(settings.port(), USER, WAREHOUSE_DATABASE))
                .stopGrace(Duration.ofSeconds(20))
                .build();
    }
}
