package io.tapeline.batch.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The SQL as text. What PostgreSQL makes of its share the integration test shows; Redshift's share is not run. */
class DialectTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/redshift";

    private final PostgresDialect postgres = new PostgresDialect();
    private final RedshiftDialect redshift = new RedshiftDialect("s3://tapeline-staging/night", ROLE);

    @Test
    void createsTablesForPostgres() {
        assertThat(postgres.createTable(WarehouseTable.BATCH_LOAD))
                .isEqualTo("CREATE TABLE IF NOT EXISTS tapeline.batch_load (table_name VARCHAR(256) NOT NULL, "
                        + "trading_date DATE NOT NULL, row_count BIGINT NOT NULL, run_id VARCHAR(256) NOT NULL, "
                        + "loaded_at TIMESTAMPTZ NOT NULL, PRIMARY KEY (table_name, trading_date))");
    }

    @Test
    void createsDistributedAndSortedTablesForRedshift() {
        assertThat(redshift.createTable(WarehouseTable.BARS_1M))
                .startsWith("CREATE TABLE IF NOT EXISTS tapeline.bars_1m (symbol VARCHAR(256) NOT NULL, ")
                .contains("volume NUMERIC(38, 8) NOT NULL", "vwap NUMERIC(19, 9),")
                .endsWith("PRIMARY KEY (symbol, ts_start)) DISTSTYLE KEY DISTKEY (symbol) "
                        + "COMPOUND SORTKEY (trading_date, symbol)");
    }

    @Test
    void stagesInATemporaryTable() {
        assertThat(postgres.createStaging(WarehouseTable.DAILY_BARS))
                .startsWith("CREATE TEMPORARY TABLE staging_daily_bars (symbol VARCHAR(256) NOT NULL, ")
                .endsWith(") ON COMMIT DROP");
        assertThat(redshift.createStaging(WarehouseTable.DAILY_BARS))
                .isEqualTo("CREATE TEMPORARY TABLE staging_daily_bars (LIKE tapeline.daily_bars)");
    }

    @Test
    void fillsPostgresRowByRow() {
        assertThat(PostgresDialect.insertRow(WarehouseTable.BATCH_LOAD))
                .isEqualTo("INSERT INTO staging_batch_load (table_name, trading_date, row_count, run_id, loaded_at) "
                        + "VALUES (?, ?, ?, ?, ?)");
    }

    @Test
    void fillsRedshiftFromAPrefixOfTheLoadsOwn() {
        assertThat(redshift.copy(WarehouseTable.DAILY_BARS, "run-1"))
                .isEqualTo("COPY staging_daily_bars (symbol, trading_date, open, high, low, close, volume, notional, "
                        + "vwap, trade_count) FROM 's3://tapeline-staging/night/run-1/daily_bars/' IAM_ROLE '" + ROLE
                        + "' FORMAT AS PARQUET");
    }

    @Test
    void claimsRedshiftByATableLock() {
        assertThat(redshift.prepareClaims())
                .containsExactly("CREATE TABLE IF NOT EXISTS tapeline.batch_claim (claimed BOOLEAN)");
        assertThat(RedshiftDialect.claimStatement()).isEqualTo("LOCK tapeline.batch_claim");
    }

    @Test
    void movesWhatIsStagedByName() {
        assertThat(Warehouse.insert(WarehouseTable.BATCH_LOAD))
                .isEqualTo("INSERT INTO tapeline.batch_load (table_name, trading_date, row_count, run_id, loaded_at) "
                        + "SELECT table_name, trading_date, row_count, run_id, loaded_at FROM staging_batch_load");
    }

    @Test
    void doesNotShowAPassword() {
        WarehouseSettings settings = new WarehouseSettings(
                "jdbc:postgresql://127.0.0.1:5432/warehouse?user=u&password=hidden",
                Optional.empty(),
                Optional.of("hidden"),
                Optional.empty(),
                "",
                "");

        assertThat(settings.toString()).isEqualTo("WarehouseSettings[jdbc:postgresql://127.0.0.1:5432/warehouse]");
    }
}
