package io.tapeline.local.standins.postgres;

import io.tapeline.local.process.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Runs PostgreSQL on 127.0.0.1 until this JVM ends. Arguments: the port, the data directory, the directory of the
 * unpacked binaries, the role (also its password), then the databases to create in order.
 *
 * <p>A postmaster that an earlier run left on the data directory is stopped first. If the postmaster dies, so does
 * this program, so that whoever watches it restarts both.
 */
public final class PostgresMain {
    private PostgresMain() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        int port = Integer.parseInt(args[0]);
        Path data = Path.of(args[1]);
        Path binaries = Path.of(args[2]);
        String role = args[3];
        List<String> databases = List.of(args).subList(4, args.length);

        Postmaster.running(data).ifPresent(Postmaster::stop);
        FreePorts.requireFree(port);
        removeHalfMade(data);
        EmbeddedPostgres postgres = Binaries.whileUnpackingAlone(binaries, () -> start(port, data, binaries));
        createRoleAndDatabases(postgres, role, databases);
        System.out.println("ready: jdbc:postgresql://127.0.0.1:" + port + "/" + databases.get(databases.size() - 1)
                + "?user=" + role + "&password=" + role);
        // The library unpacks its archive in memory; this gives the memory back.
        System.gc();
        exitWhenGone(data);
    }

    /** A data directory whose creation was cut short has no configuration file yet, and initdb refuses to reuse it. */
    private static void removeHalfMade(Path data) throws IOException {
        if (Files.exists(data) && !Files.exists(data.resolve("postgresql.conf"))) {
            Directories.delete(data);
        }
    }

    private static EmbeddedPostgres start(int port, Path data, Path binaries) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                // To the log of this process. Pipes would outlive it, and then block or break what writes to them.
                .setOutputRedirector(ProcessBuilder.Redirect.INHERIT)
                .setErrorRedirector(ProcessBuilder.Redirect.INHERIT)
                .setPGStartupWait(Duration.ofSeconds(45))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                // The library turns both off; the catalog must not lose what a table's files say is committed.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "40")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_wal_size", "128MB")
                .setServerConfig("jit", "off")
                .start();
    }

    private static void createRoleAndDatabases(EmbeddedPostgres postgres, String role, List<String> databases)
            throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                statement.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD '" + role + "'");
            }
            for (String database : databases) {
                if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                    statement.execute("CREATE DATABASE " + database + " OWNER " + role);
                }
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static void exitWhenGone(Path data) throws InterruptedException {
        Postmaster postmaster =
                Postmaster.running(data).orElseThrow(() -> new IllegalStateException("no postmaster runs on " + data));
        postmaster.awaitEnd();
        System.out.println("the postmaster has ended");
        System.exit(1);
    }
}
