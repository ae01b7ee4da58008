package io.tapeline.infra.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved queries, run on tables as the jobs create them. Athena's SQL and DuckDB's are one in what they use. */
class SavedQueryTest {
    private Connection database;

    @BeforeEach
    void createTables() throws SQLException {
        database = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET TimeZone = 'UTC'");
        for (LakeTable table : LakeTables.ALL) {
            execute("CREATE TABLE " + table.name() + " ("
                    + table.schema().columns().stream()
                            .map(column -> '"' + column.name() + "\" " + type(column.type()))
                            .collect(Collectors.joining(", "))
                    + ")");
        }
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    static Stream<SavedQuery> all() {
        return SavedQuery.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void runsOnTheTablesOfTheLake(SavedQuery query) throws SQLException {
        assertThat(rows(query.name())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatItIsAndReadsPartitionsOfSomeDaysOnly(SavedQuery query) {
        assertThat(query.description()).endsWith(".").hasSizeBetween(20, 1024);
        assertThat(query.sql()).doesNotContain(";").contains("current_");
    }

    @Test
    void latestBarsAreTheHighestRevisionsWithoutThoseThatWereCancelled() throws SQLException {
        bar("A", "1m", 1, 10, 5);
        bar("A", "1m", 3, 12, 6);
        bar("A", "1m", 2, 11, 7);
        bar("A", "5m", 9, 99, 8);
        bar("B", "1m", 1, 20, 4);
        bar("B", "1m", 2, 0, 0);

        assertThat(rows("latest-bars"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("A|")
                .contains("|12.000000000|")
                .endsWith("|6|3|true|stream");
    }

    @Test
    void vwapIsNotionalOverVolumeOfTheLatestRevision() throws SQLException {
        bar("A", "1h", 1, 10, 5);
        bar("A", "1h", 2, 12, 6);

        assertThat(rows("vwap")).singleElement().asString().matches("A\\|.*\\|12\\.0\\|6\\.00000000\\|6");
    }

    @Test
    void dailyStatisticsCompareADayWithTheOneBefore() throws SQLException {
        day("A", 2, 100, 110);
        day("A", 1, 110, 99);
        day("B", 1, 50, 50);

        List<String> rows = rows("daily-statistics");

        // 99 / 110 - 1 = -0.1; the range of 110 to 99 is 10 % of the open; 99 of 149 notional.
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("|-0.0999999", "|10.0|0.66442953");
        assertThat(rows.get(2)).contains("|null|10.0|1.0|");
    }

    @Test
    void lateTradesAreCountedByDayAndKind() throws SQLException {
        for (int i = 0; i < 3; i++) {
            execute("INSERT INTO late_trades (symbol, ts_event, ts_ingest, kind, applied) SELECT 'S" + i
                    + "', t, t + INTERVAL '" + (90 + i) + "' SECOND, 'trade', false FROM (SELECT date_trunc('day',"
                    + " current_timestamp) - INTERVAL '1' DAY AS t)");
        }

        assertThat(rows("late-trades")).singleElement().asString().endsWith("|trade|false|3|3|92");
    }

    private void bar(String symbol, String interval, int revision, int price, int trades) throws SQLException {
        execute("INSERT INTO bars SELECT '" + symbol + "', '" + interval
                + "', t, t + INTERVAL '1' MINUTE, p, p, p, p, n, p * n, p, n, " + revision
                + ", true, 'stream', 0 FROM (SELECT date_trunc('hour', current_timestamp) - INTERVAL '2' HOUR AS t, "
                + price + " AS p, " + trades + " AS n)");
    }

    private void day(String symbol, int ago, int open, int close) throws SQLException {
        execute("INSERT INTO daily_bars SELECT '" + symbol + "', current_date - " + ago + ", " + open + ", "
                + Math.max(open, close) + ", " + Math.min(open, close) + ", " + close + ", 1, " + close + ", " + close
                + ", 1");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String name) throws SQLException {
        SavedQuery query = SavedQuery.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<String> rows = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(query.sql())) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private static String type(Type type) {
        return switch (type.typeId()) {
            case STRING -> "VARCHAR";
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
            case LONG -> "BIGINT";
            case BINARY -> "BLOB";
            case DECIMAL, INTEGER, DOUBLE, BOOLEAN, DATE ->
                type.toString().replace("int", "integer").toUpperCase(Locale.ROOT);
            default -> throw new IllegalArgumentException("no such column in the lake: " + type);
        };
    }
}
