package io.tapeline.local.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are made by Iceberg, their files by DuckDB with Iceberg's field ids. */
final class LakeSqlTest {
    private static final Schema BARS = new Schema(
            NestedField.required(1, "symbol", Types.StringType.get()),
            NestedField.required(2, "interval", Types.StringType.get()),
            NestedField.required(3, "ts_start", Types.TimestampType.withZone()),
            NestedField.required(4, "close", Types.DecimalType.of(19, 9)),
            NestedField.required(5, "trade_count", Types.LongType.get()),
            NestedField.required(6, "revision", Types.IntegerType.get()));
    private static final String FIELD_IDS =
            "{symbol: 1, interval: 2, ts_start: 3, close: 4, trade_count: 5, revision: 6}";

    @TempDir
    private Path objects;

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private Lake lake;
    private int files;

    @BeforeEach
    void openLake() {
        catalog.initialize("tapeline", Map.of());
        lake = Lake.of(catalog, objects, catalog);
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    private Table createTable(String name, Schema schema) {
        if (!catalog.namespaceExists(Namespace.of("market"))) {
            catalog.createNamespace(Namespace.of("market"));
        }
        return catalog.createTable(TableIdentifier.of("market", name), schema, PartitionSpec.unpartitioned());
    }

    private void append(Table table, String fieldIds, String select) throws SQLException, IOException {
        String key = "lake/" + table.name() + "/data=1/" + files++ + ".parquet";
        Path file = objects.resolve(key);
        Files.createDirectories(file.getParent());
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet, FIELD_IDS " + fieldIds + ")");
        }
        DataFile added = DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("s3://" + key)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(Files.size(file))
                .withRecordCount(select.split("UNION ALL", -1).length)
                .build();
        table.newAppend().appendFile(added).commit();
    }

    private static String bar(String minute, String close, int trades, int revision) {
        return "SELECT 'BTC-USD' AS symbol, '1m' AS interval, TIMESTAMPTZ '2013-11-25 00:" + minute
                + ":00Z' AS ts_start, " + close + "::DECIMAL(19,9) AS close, " + trades + "::BIGINT AS trade_count, "
                + revision + "::INTEGER AS revision";
    }

    private String run(String sql, ResultFormat format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LakeSql database = LakeSql.lake(lake);
                PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            database.query(sql, rows -> {
                format.write(rows, out, 2);
                return true;
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Table someBars() throws SQLException, IOException {
        Table bars = createTable("bars", BARS);
        append(bars, FIELD_IDS, bar("00", "800.5", 3, 0) + " UNION ALL " + bar("01", "801", 1, 0));
        append(bars, FIELD_IDS, bar("00", "799.25", 2, 1));
        return bars;
    }

    @Test
    void showsTheRowsOfAllFilesOfTheCurrentSnapshot() throws Exception {
        someBars();

        assertThat(run("SELECT count(*) AS n, min(close) AS low FROM bars", ResultFormat.CSV))
                .isEqualToNormalizingNewlines("n,low\n3,799.250000000\n");
    }

    @Test
    void keepsOfEachBarTheHighestRevisionUnlessAllItsTradesWereWithdrawn() throws Exception {
        Table bars = someBars();
        append(bars, FIELD_IDS, bar("01", "801", 0, 1));

        assertThat(run("SELECT ts_start, close, revision FROM latest_bars", ResultFormat.CSV))
                .isEqualToNormalizingNewlines("ts_start,close,revision\n2013-11-25T00:00:00Z,799.250000000,1\n");
    }

    @Test
    void findsColumnsByFieldIdAfterTheyWereRenamedAndAdded() throws Exception {
        Table bars = someBars();
        bars.updateSchema()
                .renameColumn("close", "last")
                .addColumn("source", Types.StringType.get())
                .commit();

        assertThat(run("SELECT last, source FROM bars ORDER BY last LIMIT 1", ResultFormat.JSON))
                .isEqualToNormalizingNewlines("{\"last\":799.250000000,\"source\":null}\n");
    }

    @Test
    void showsATableWithoutRowsWithItsColumns() {
        createTable("bars", BARS);

        assertThat(run("SELECT symbol, close FROM latest_bars", ResultFormat.CSV))
                .isEqualToNormalizingNewlines("symbol,close\n");
        assertThat(lake.rows("bars")).hasValue(0);
        assertThat(lake.rows("nothing")).isEmpty();
    }

    @Test
    void hasNoTablesBeforeTheFirstStart() {
        assertThat(lake.tables()).isEmpty();
        assertThat(run("SHOW TABLES", ResultFormat.CSV)).isEqualToNormalizingNewlines("name\n");
    }

    @Test
    void countsRowsByTheSnapshotAlone() throws Exception {
        someBars();

        assertThat(lake.rows("bars")).hasValue(3);
        assertThat(lake.tables()).isEqualTo(List.of("bars"));
    }

    @Test
    void refusesATableWithRowLevelDeletes() throws Exception {
        Table bars = someBars();
        DeleteFile deletes = FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                .ofPositionDeletes()
                .withPath("s3://lake/deletes.parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
        bars.newRowDelta().addDeletes(deletes).commit();

        assertThatThrownBy(() -> run("SELECT 1", ResultFormat.CSV))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("bars has row-level deletes");
    }

    @Test
    void refusesLocationsThatLeadOutOfTheObjects() {
        LocalObjects files = new LocalObjects();
        files.initialize(Map.of(LocalObjects.ROOT, objects.toString()));

        assertThatThrownBy(() -> files.file("s3://../../etc/passwd")).hasMessageContaining("leads out of");
        assertThatThrownBy(() -> files.file("file:/etc/passwd")).hasMessageContaining("not an S3 location");
    }

    @Test
    void saysInTheDatabasesWordsWhatIsWrongWithAStatement() throws Exception {
        someBars();

        assertThatThrownBy(() -> run("SELECT * FROM barz", ResultFormat.TABLE))
                .isInstanceOf(LakeException.class)
                .hasMessageContaining("Table with name barz does not exist")
                .hasMessageContaining("bars");
    }

    @Test
    void alignsATableAndSaysWhatItLeavesOut() throws Exception {
        someBars();

        assertThat(run("SELECT symbol, close, ts_start FROM bars ORDER BY ts_start, close", ResultFormat.TABLE))
                .isEqualToNormalizingNewlines("""
                        symbol    close  ts_start
                        ───────  ──────  ───────────────────
                        BTC-USD  799.25  2013-11-25 00:00:00
                        BTC-USD   800.5  2013-11-25 00:00:00

                        the first 2 rows; --limit N shows more, --format csv or json all
                        """);
    }

    @Test
    void writesValuesOfEveryKindForPeopleAndForPrograms() {
        String sql = "SELECT NULL AS n, true AS b, 1.5::DOUBLE AS d, 'a\"b,c' AS s, DATE '2013-11-25' AS day,"
                + " TIMESTAMPTZ '2013-11-25 00:00:00.5Z' AS t, 'ab'::BLOB AS x, sum(2) AS big";

        assertThat(run(sql, ResultFormat.CSV)).isEqualToNormalizingNewlines("""
                n,b,d,s,day,t,x,big
                ,true,1.5,"a""b,c",2013-11-25,2013-11-25T00:00:00.500Z,6162,2
                """);
        assertThat(run(sql, ResultFormat.JSON)).isEqualToNormalizingNewlines("""
                {"n":null,"b":true,"d":1.5,"s":"a\\"b,c","day":"2013-11-25","t":"2013-11-25T00:00:00.500Z","x":"6162","big":2}
                """);
        assertThat(run(sql, ResultFormat.TABLE).lines().skip(2).findFirst())
                .hasValue("∅  true  1.5  a\"b,c  2013-11-25  2013-11-25 00:00:00.500000  6162    2");
    }
}
