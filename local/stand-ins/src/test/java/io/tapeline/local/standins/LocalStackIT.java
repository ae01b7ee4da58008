package io.tapeline.local.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.local.process.Health;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** All stand-ins in one run of processes, through the clients that the pipeline uses. */
class LocalStackIT {
    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "symbol", Types.StringType.get()),
            Types.NestedField.required(2, "price", Types.LongType.get()));

    @TempDir
    static Path state;

    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(state, EnumSet.allOf(StandIn.class));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void listensOnTheLoopbackAddressOnly() throws IOException {
        // As the kernel writes them: 127.0.0.1, the same mapped into IPv6, and ::1.
        Set<String> loopback =
                Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");
        Set<String> ports = Stream.of(stack.s3Endpoint(), stack.catalogUri(), stack.dynamoDbEndpoint())
                .map(URI::getPort)
                .map(LocalStackIT::hex)
                .collect(Collectors.toSet());
        ports.add(hex(
                URI.create(stack.warehouseJdbcUrl().substring("jdbc:".length())).getPort()));

        List<String> listening = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+", -1);
                String[] address = fields[1].split(":", -1);
                if (fields[3].equals("0A") && ports.contains(address[1])) {
                    listening.add(address[0]);
                }
            }
        }
        assertThat(listening).hasSize(4).allMatch(loopback::contains);
    }

    private static String hex(int port) {
        return String.format(Locale.ROOT, "%04X", port);
    }

    @Test
    void writesAnObjectOnlyOnceWhenManyTryAtOnce() throws Exception {
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try (S3Client s3 = Clients.s3(stack)) {
            Callable<Integer> write = () -> {
                try {
                    s3.putObject(
                            request -> request.bucket(S3StandIn.LAKE_BUCKET)
                                    .key("once")
                                    .ifNoneMatch("*"),
                            RequestBody.fromString(Thread.currentThread().getName()));
                    return 200;
                } catch (S3Exception e) {
                    return e.statusCode();
                }
            };
            List<Integer> statuses = pool.invokeAll(Collections.nCopies(writers, write)).stream()
                    .map(Clients::join)
                    .toList();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status != 200).containsOnly(412);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void joinsTheParts() {
        byte[] first = new byte[5 << 20];
        byte[] second = {1, 2, 3};
        first[first.length - 1] = 42;
        try (S3Client s3 = Clients.s3(stack)) {
            String bucket = S3StandIn.CHECKPOINT_BUCKET;
            String upload = s3.createMultipartUpload(
                            request -> request.bucket(bucket).key("parts"))
                    .uploadId();
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part : List.of(first, second)) {
                int number = parts.size() + 1;
                String tag = s3.uploadPart(
                                request -> request.bucket(bucket)
                                        .key("parts")
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromBytes(part))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(bucket).key("parts").uploadId(upload).multipartUpload(each -> each.parts(parts)));

            byte[] whole = s3.getObjectAsBytes(request -> request.bucket(bucket).key("parts"))
                    .asByteArray();
            assertThat(whole).hasSize(first.length + second.length).endsWith(42, 1, 2, 3);
        }
    }

    @Test
    void refusesACommitAgainstAnOutdatedTable() throws Exception {
        try (RESTCatalog catalog = Clients.catalog(stack)) {
            TableIdentifier name = TableIdentifier.of("conflicts", "trades");
            catalog.createNamespace(Namespace.of("conflicts"));
            Table table = catalog.createTable(name, SCHEMA);
            assertThat(table.location()).isEqualTo("s3://tapeline-lake/warehouse/conflicts/trades");

            Transaction outdated = catalog.loadTable(name).newTransaction();
            outdated.updateSchema().addColumn("size", Types.LongType.get()).commit();
            catalog.loadTable(name)
                    .updateSchema()
                    .addColumn("venue", Types.StringType.get())
                    .commit();

            assertThatThrownBy(outdated::commitTransaction).isInstanceOf(CommitFailedException.class);
            assertThat(catalog.loadTable(name).schema().columns())
                    .extracting(Types.NestedField::name)
                    .containsExactly("symbol", "price", "venue");
        }
    }

    @Test
    void appendsOfManyWritersAllArrive() throws Exception {
        int writers = 4;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try (RESTCatalog catalog = Clients.catalog(stack)) {
            catalog.createNamespace(Namespace.of("appends"));
            TableIdentifier name = TableIdentifier.of("appends", "trades");
            catalog.createTable(name, SCHEMA);
            List<Callable<Void>> appends = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                appends.add(() -> {
                    catalog.loadTable(name).newAppend().appendFile(file(writer)).commit();
                    return null;
                });
            }
            pool.invokeAll(appends).forEach(Clients::join);
            assertThat(catalog.loadTable(name).snapshots()).hasSize(writers);
            assertThat(catalog.loadTable(name).currentSnapshot().summary()).containsEntry("total-records", "4");
        } finally {
            pool.shutdownNow();
        }
    }

    private static DataFile file(int writer) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("s3://tapeline-lake/warehouse/appends/" + writer + ".parquet")
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    @Test
    void runsTransactionsInTheWarehouse() throws Exception {
        try (var connection = DriverManager.getConnection(stack.warehouseJdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE daily_bars (symbol text PRIMARY KEY, close numeric(18, 9))");
            statement.execute("INSERT INTO daily_bars VALUES ('BTC/USD', 799.000000001)");
            try (var rows = statement.executeQuery("SELECT close, current_user, current_database() FROM daily_bars")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("799.000000001");
                assertThat(rows.getString(2)).isEqualTo("tapeline");
                assertThat(rows.getString(3)).isEqualTo("warehouse");
            }
        }
    }

    @Test
    void isNotWellBeforeTheWarehouseExists() {
        int port = stack.layout().ports().postgres();
        assertThat(new PostgresHealthCheck(port, "tapeline", "warehouse").check())
                .isEqualTo(Health.healthy());
        assertThat(new PostgresHealthCheck(port, "tapeline", "tomorrow").check())
                .isInstanceOfSatisfying(
                        Health.Unhealthy.class,
                        found -> assertThat(found.reason()).contains("database \"tomorrow\" does not exist"));
    }

    @Test
    void keepsLeasesUnderAnyCredentials() {
        try (DynamoDbClient writer = Clients.dynamoDb(stack, "writer");
                DynamoDbClient reader = Clients.dynamoDb(stack, "reader")) {
            Clients.createTable(writer, "leases", "leaseKey");
            writer.putItem(put -> put.tableName("leases")
                    .item(Map.of(
                            "leaseKey", AttributeValue.fromS("shard-0"), "checkpoint", AttributeValue.fromS("495"))));

            assertThat(reader.getItem(get ->
                                    get.tableName("leases").key(Map.of("leaseKey", AttributeValue.fromS("shard-0"))))
                            .item())
                    .containsEntry("checkpoint", AttributeValue.fromS("495"));
        }
    }
}
