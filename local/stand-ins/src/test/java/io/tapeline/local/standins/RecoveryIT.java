package io.tapeline.local.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.Liveness;
import io.tapeline.local.process.PidFiles;
import io.tapeline.local.process.ProcessRecord;
import io.tapeline.local.process.ServiceStatus;
import io.tapeline.local.process.Supervisor;
import io.tapeline.local.standins.postgres.Postmaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is left of the stand-ins and their data when processes end in all the wrong ways. */
class RecoveryIT {
    private static final TableIdentifier TABLE = TableIdentifier.of("market", "bars");

    @TempDir
    Path state;

    /** Starts a stack on the given directory and waits. */
    public static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException, IOException {
            Path state = Path.of(args[0]);
            try (LocalStack stack = LocalStack.start(state, EnumSet.of(StandIn.POSTGRES, StandIn.S3))) {
                Files.writeString(state.resolve("up"), stack.warehouseJdbcUrl());
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void dataSurviveARestartOfTheStackOfTheDatabaseAndAKillOfEachService() throws Exception {
        EnumSet<StandIn> which = EnumSet.of(StandIn.CATALOG, StandIn.DYNAMODB);
        try (LocalStack stack = LocalStack.start(state, which)) {
            createTables(stack);
        }
        try (LocalStack stack = LocalStack.start(state, which)) {
            assertTables(stack);
            assertCatalogOutlivesRestartOfItsDatabase(stack);

            ProcessHandle postmaster = postmaster();
            List<String> services =
                    List.of(PostgresStandIn.NAME, S3StandIn.NAME, CatalogStandIn.NAME, DynamoDbStandIn.NAME);
            List<Long> killed = pids(stack, services);
            services.forEach(service -> stack.process(service).kill());
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> allReady(stack) && Collections.disjoint(killed, pids(stack, services)));
            assertTables(stack);
            assertThat(Liveness.isAlive(postmaster)).isFalse();
            assertThat(postmaster().pid()).isNotEqualTo(postmaster.pid());
        }
    }

    private void assertCatalogOutlivesRestartOfItsDatabase(LocalStack stack) throws Exception {
        try (RESTCatalog catalog = Clients.catalog(stack)) {
            assertThat(catalog.listNamespaces()).contains(TABLE.namespace());
            long catalogPid = stack.process(CatalogStandIn.NAME).pid();
            long postgresPid = stack.process(PostgresStandIn.NAME).pid();

            // The server itself, not the program around it; in good order, so that it tells its clients.
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster().pid()))
                    .start()
                    .waitFor();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> stack.process(PostgresStandIn.NAME).pid() != postgresPid && allReady(stack));

            // At once and every time, though the connections of its pool are all broken.
            for (int i = 0; i < 6; i++) {
                assertThat(catalog.listNamespaces()).contains(TABLE.namespace());
            }
            assertThat(stack.process(CatalogStandIn.NAME).pid()).isEqualTo(catalogPid);
        }
    }

    private static boolean allReady(LocalStack stack) {
        return stack.supervisor().status().stream().allMatch(each -> each.state() == ServiceStatus.State.READY);
    }

    private static List<Long> pids(LocalStack stack, List<String> services) {
        return services.stream().map(service -> stack.process(service).pid()).toList();
    }

    @Test
    void nothingIsLeftWhenTheStartingJvmIsKilledAndTheNextStartStopsWhatIs() throws Exception {
        Process program = startProgram();
        List<ProcessHandle> ending = processes();
        assertThat(ending).hasSize(3).allMatch(Liveness::isAlive);
        program.destroyForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> ending.stream().noneMatch(Liveness::isAlive));

        // Once more, and now the programs that would stop the server are killed as well.
        Files.delete(state.resolve("up"));
        program = startProgram();
        List<ProcessHandle> left = processes();
        ProcessHandle postmaster = postmaster();
        String url = Files.readString(state.resolve("up"));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        program.destroyForcibly();
        left.stream().filter(each -> each.pid() != postmaster.pid()).forEach(ProcessHandle::destroyForcibly);
        await().until(() -> left.stream().filter(Liveness::isAlive).count() == 1);
        assertThat(Liveness.isAlive(postmaster)).isTrue();

        try (LocalStack stack = LocalStack.start(state, EnumSet.of(StandIn.POSTGRES))) {
            assertThat(Liveness.isAlive(postmaster)).isFalse();
            assertThat(query(stack.warehouseJdbcUrl(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
        }
    }

    private Process startProgram() throws IOException {
        Process program = new ProcessBuilder(JavaCommand.of(Program.class.getName(), "64m")
                        .classpath(JavaCommand.codeSource(RecoveryIT.class))
                        .args(state.toString())
                        .build())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("program.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(state.resolve("up")));
        return program;
    }

    private List<ProcessHandle> processes() {
        List<ProcessHandle> processes = new ArrayList<>();
        for (ProcessRecord each : new PidFiles(Supervisor.runDirectory(state)).running()) {
            processes.add(each.running().orElseThrow());
        }
        processes.add(postmaster());
        return processes;
    }

    private ProcessHandle postmaster() {
        long pid =
                Postmaster.running(state.resolve("data/postgres")).orElseThrow().pid();
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void createTables(LocalStack stack) throws Exception {
        try (RESTCatalog catalog = Clients.catalog(stack);
                DynamoDbClient dynamoDb = Clients.dynamoDb(stack, "test")) {
            catalog.createNamespace(Namespace.of("market"));
            catalog.createTable(TABLE, new Schema(Types.NestedField.required(1, "symbol", Types.StringType.get())));
            Clients.createTable(dynamoDb, "leases", "leaseKey");
        }
    }

    private static void assertTables(LocalStack stack) throws Exception {
        try (RESTCatalog catalog = Clients.catalog(stack);
                DynamoDbClient dynamoDb = Clients.dynamoDb(stack, "test")) {
            assertThat(catalog.loadTable(TABLE).schema().findField("symbol")).isNotNull();
            assertThat(dynamoDb.listTables().tableNames()).containsExactly("leases");
        }
        assertThat(query(stack.warehouseJdbcUrl(), "SELECT current_database()")).isEqualTo("warehouse");
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
