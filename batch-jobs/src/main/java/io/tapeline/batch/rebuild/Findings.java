package io.tapeline.batch.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;

import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.rebuild.BarVerdict.Difference;
import io.tapeline.batch.rebuild.BarVerdict.Repair;
import io.tapeline.batch.rebuild.SymbolDay.IntervalCounts;
import io.tapeline.batch.rebuild.TradeResolver.Counts;
import io.tapeline.model.Buckets;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows in which Spark carries what {@link SymbolDay} finds: each has one of {@code trades}, {@code bars},
 * {@code difference} and {@code repair}, or the last two both.
 */
final class Findings {
    static final String TRADES = "trades";
    static final String BARS = "bars";
    static final String DIFFERENCE = "difference";
    static final String REPAIR = "repair";

    static final StructType SCHEMA = StructType.fromDDL("""
            trades struct<trades: bigint, late: bigint, duplicates: bigint, corrected: bigint, cancelled: bigint,
              repeated: bigint, unmatched: bigint, too_large: bigint>,
            bars struct<interval: string, rebuilt: bigint, streamed: bigint, missing: bigint, extra: bigint,
              changed: bigint, repaired: bigint>,
            difference struct<symbol: string, interval: string, start_us: bigint, kind: string, streamed_revision: int,
              streamed: string, rebuilt: string>,
            repair struct<symbol: string, interval: string, start_us: bigint, end_us: bigint, open: decimal(19, 9),
              high: decimal(19, 9), low: decimal(19, 9), close: decimal(19, 9), volume: decimal(38, 8),
              notional: decimal(38, 17), vwap: decimal(19, 9), trade_count: bigint, revision: int, bucket: int>
            """);

    private Findings() {}

    static Row of(Counts counts, long tooLarge) {
        Row trades = RowFactory.create(
                counts.trades(),
                counts.late(),
                counts.duplicates(),
                counts.corrected(),
                counts.cancelled(),
                counts.repeated(),
                counts.unmatched(),
                tooLarge);
        return RowFactory.create(trades, null, null, null);
    }

    static Row of(IntervalCounts counts) {
        Row bars = RowFactory.create(
                counts.interval().code(),
                counts.rebuilt(),
                counts.streamed(),
                counts.missing(),
                counts.extra(),
                counts.changed(),
                counts.repaired());
        return RowFactory.create(null, bars, null, null);
    }

    static Row of(String symbol, BarVerdict verdict) {
        return RowFactory.create(null, null, difference(symbol, verdict), repair(symbol, verdict));
    }

    private static @Nullable Row difference(String symbol, BarVerdict verdict) {
        Difference difference = verdict.difference();
        BarValues streamed = verdict.streamed();
        BarValues rebuilt = verdict.rebuilt();
        return difference == null
                ? null
                : RowFactory.create(
                        symbol,
                        verdict.key().interval().code(),
                        verdict.key().start() / 1_000L,
                        difference.name().toLowerCase(Locale.ROOT),
                        verdict.streamedRevision(),
                        streamed == null ? null : streamed.json(),
                        rebuilt == null ? null : rebuilt.json());
    }

    private static @Nullable Row repair(String symbol, BarVerdict verdict) {
        Repair repair = verdict.repair();
        if (repair == null) {
            return null;
        }
        BarKey key = verdict.key();
        BarValues values = repair.values();
        return RowFactory.create(
                symbol,
                key.interval().code(),
                key.start() / 1_000L,
                (key.start() + key.interval().nanos()) / 1_000L,
                values.open(),
                values.high(),
                values.low(),
                values.close(),
                values.volume(),
                values.notional(),
                values.vwap(),
                values.tradeCount(),
                repair.revision(),
                Buckets.of(symbol));
    }

    /** The differences, as rows of {@code bar_differences}. */
    static Dataset<Row> differences(Dataset<Row> findings, TradingDate date, String runId) {
        return findings.filter(col(DIFFERENCE).isNotNull())
                .select(
                        lit(date.date()).as("trading_date"),
                        field(DIFFERENCE, "symbol"),
                        field(DIFFERENCE, "interval"),
                        timestamp_micros(col(DIFFERENCE + ".start_us")).as("ts_start"),
                        field(DIFFERENCE, "kind"),
                        field(DIFFERENCE, "streamed_revision"),
                        field(DIFFERENCE, "streamed"),
                        field(DIFFERENCE, "rebuilt"),
                        lit(runId).as("run_id"));
    }

    /** The repairs, as rows of {@code bars}. */
    static Dataset<Row> repairs(Dataset<Row> findings) {
        return findings.filter(col(REPAIR).isNotNull())
                .select(
                        field(REPAIR, "symbol"),
                        field(REPAIR, "interval"),
                        timestamp_micros(col(REPAIR + ".start_us")).as("ts_start"),
                        timestamp_micros(col(REPAIR + ".end_us")).as("ts_end"),
                        field(REPAIR, "open"),
                        field(REPAIR, "high"),
                        field(REPAIR, "low"),
                        field(REPAIR, "close"),
                        field(REPAIR, "volume"),
                        field(REPAIR, "notional"),
                        field(REPAIR, "vwap"),
                        field(REPAIR, "trade_count"),
                        field(REPAIR, "revision"),
                        lit(true).as("is_final"),
                        lit(PublishedBars.NIGHTLY).as("source"),
                        field(REPAIR, "bucket"));
    }

    private static Column field(String of, String name) {
        return col(of + "." + name).as(name);
    }
}
