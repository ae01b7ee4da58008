package io.tapeline.stream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Bar;
import io.tapeline.model.Buckets;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.stream.Slices;
import io.tapeline.stream.bars.LateEvents;
import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.source.KinesisRecord;
import io.tapeline.stream.types.BarUpdate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    /** 2013-11-25T00:00:18.123456789Z. */
    private static final long TS_EVENT = 1_385_337_618_123_456_789L;

    private static final int BUCKET = Buckets.of("BTC-USD");

    private static final Trade TRADE = new Trade(
            "BTC-USD",
            "bitstamp",
            TS_EVENT,
            TS_EVENT + 1_000_000,
            TS_EVENT + 2_000_000,
            800_010_000_001L,
            12_345_678L,
            Side.SELL,
            42,
            "t-1",
            "@ TI");

    private static final Trade BEFORE_THE_EPOCH =
            new Trade("BTC-USD", "x", -1, -1_000, TS_EVENT + 2_000_000, Long.MAX_VALUE, 0, Side.NONE, 0, "7", "");

    @Test
    void writesTradesColumnByColumn() {
        List<RowData> rows = new ArrayList<>();
        new TradeTableRows()
                .flatMap(Slices.of(1, TS_EVENT, List.of(TRADE, BEFORE_THE_EPOCH)), new ListCollector<>(rows));

        assertThat(rows).hasSize(2);
        assertThat(columns(LakeTables.TRADES, rows.get(0)))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("venue", "bitstamp"),
                        entry("ts_event", "2013-11-25T00:00:18.123456Z"),
                        entry("ts_event_ns", TS_EVENT),
                        entry("ts_recv", "2013-11-25T00:00:18.124456Z"),
                        entry("ts_ingest", "2013-11-25T00:00:18.125456Z"),
                        entry("price", "800.010000001"),
                        entry("size", "0.12345678"),
                        entry("side", "A"),
                        entry("sequence", 42L),
                        entry("trade_id", "t-1"),
                        entry("conditions", "@ TI"),
                        entry("bucket", BUCKET));
        assertThat(columns(LakeTables.TRADES, rows.get(1)))
                .contains(
                        entry("ts_event", "1969-12-31T23:59:59.999999Z"),
                        entry("ts_event_ns", -1L),
                        entry("ts_recv", "1969-12-31T23:59:59.999999Z"),
                        entry("price", "9223372036.854775807"),
                        entry("size", "0.00000000"),
                        entry("side", "N"),
                        entry("trade_id", "7"),
                        entry("conditions", ""));
    }

    @Test
    void writesQuotesWithNullsForASideThatIsNotThere() {
        Quote both = new Quote(
                "BTC-USD",
                "bitstamp",
                TS_EVENT,
                TS_EVENT + 1_000_000,
                TS_EVENT + 2_000_000,
                800_010_000_001L,
                12_345_678L,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                42,
                "R");
        Quote noBid = new Quote("BTC-USD", "x", -1, -1, 0, 0, 0, 1, 0, 0, "");
        Quote noAsk = new Quote("BTC-USD", "x", -1, -1, 0, 0, 1, 0, 0, 0, "");
        Slice slice = Slice.ofQuotes(BUCKET, 1, TS_EVENT, TS_EVENT + 2_000_000, new Quote[] {both, noBid, noAsk});
        List<RowData> rows = new ArrayList<>();
        new QuoteTableRows().flatMap(slice, new ListCollector<>(rows));

        assertThat(rows).hasSize(3);
        assertThat(columns(LakeTables.QUOTES, rows.get(0)))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("venue", "bitstamp"),
                        entry("ts_event", "2013-11-25T00:00:18.123456Z"),
                        entry("ts_event_ns", TS_EVENT),
                        entry("ts_recv", "2013-11-25T00:00:18.124456Z"),
                        entry("ts_ingest", "2013-11-25T00:00:18.125456Z"),
                        entry("bid_price", "800.010000001"),
                        entry("bid_size", "0.12345678"),
                        entry("ask_price", "9223372036.854775807"),
                        entry("ask_size", "92233720368.54775807"),
                        entry("sequence", 42L),
                        entry("conditions", "R"),
                        entry("bucket", BUCKET));
        assertThat(columns(LakeTables.QUOTES, rows.get(1)))
                .contains(
                        entry("bid_price", null),
                        entry("bid_size", null),
                        entry("ask_price", "0.000000001"),
                        entry("ask_size", "0.00000000"));
        assertThat(columns(LakeTables.QUOTES, rows.get(2)))
                .contains(
                        entry("bid_price", "0.000000000"),
                        entry("bid_size", "0.00000001"),
                        entry("ask_price", null),
                        entry("ask_size", null));
    }

    @Test
    void writesLateTradesCorrectionsAndCancels() {
        Slice slice = Slices.of(
                1,
                TS_EVENT,
                List.of(TRADE),
                new TradeCorrection[] {new TradeCorrection(TS_EVENT - 5, TS_EVENT + 9, TRADE)},
                new TradeCancel[] {
                    new TradeCancel("BTC-USD", "bitstamp", "t-0", TS_EVENT - 7, TS_EVENT + 8, TS_EVENT + 2_000_000)
                });
        List<RowData> rows = new ArrayList<>();
        new LateTradeTableRows().flatMap(new LateEvents(slice, true), new ListCollector<>(rows));

        assertThat(rows).hasSize(3);
        assertThat(columns(LakeTables.LATE_TRADES, rows.get(0)))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("venue", "bitstamp"),
                        entry("ts_event", "2013-11-25T00:00:18.123456Z"),
                        entry("ts_event_ns", TS_EVENT),
                        entry("ts_recv", "2013-11-25T00:00:18.124456Z"),
                        entry("ts_ingest", "2013-11-25T00:00:18.125456Z"),
                        entry("price", "800.010000001"),
                        entry("size", "0.12345678"),
                        entry("side", "A"),
                        entry("sequence", 42L),
                        entry("trade_id", "t-1"),
                        entry("conditions", "@ TI"),
                        entry("bucket", BUCKET),
                        entry("kind", "trade"),
                        entry("applied", true),
                        entry("ts_original_ns", null),
                        entry("ts_amended_ns", null));
        assertThat(columns(LakeTables.LATE_TRADES, rows.get(1)))
                .contains(
                        entry("ts_event_ns", TS_EVENT),
                        entry("price", "800.010000001"),
                        entry("kind", "correction"),
                        entry("ts_original_ns", TS_EVENT - 5),
                        entry("ts_amended_ns", TS_EVENT + 9));
        assertThat(columns(LakeTables.LATE_TRADES, rows.get(2)))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("venue", "bitstamp"),
                        entry("ts_event", "2013-11-25T00:00:18.123456Z"),
                        entry("ts_event_ns", TS_EVENT - 7),
                        entry("ts_recv", null),
                        entry("ts_ingest", "2013-11-25T00:00:18.125456Z"),
                        entry("price", null),
                        entry("size", null),
                        entry("side", null),
                        entry("sequence", null),
                        entry("trade_id", "t-0"),
                        entry("conditions", null),
                        entry("bucket", BUCKET),
                        entry("kind", "cancel"),
                        entry("applied", true),
                        entry("ts_original_ns", TS_EVENT - 7),
                        entry("ts_amended_ns", TS_EVENT + 8));
    }

    @Test
    void writesBarsColumnByColumn() {
        Bar bar = new Bar(
                "BTC-USD",
                Interval.M5,
                1_385_337_600_000_000_000L,
                800_000_000_000L,
                802_000_000_000L,
                799_000_000_000L,
                801_000_000_000L,
                Int128.of(new BigInteger("9999999999999999999999999999")),
                Int128.of(new BigInteger("99999999999999999999999999999999999999")),
                12,
                3,
                true);

        assertThat(columns(LakeTables.BARS, new BarTableRows().map(BarUpdate.issued(bar))))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("interval", "5m"),
                        entry("ts_start", "2013-11-25T00:00:00Z"),
                        entry("ts_end", "2013-11-25T00:05:00Z"),
                        entry("open", "800.000000000"),
                        entry("high", "802.000000000"),
                        entry("low", "799.000000000"),
                        entry("close", "801.000000000"),
                        entry("volume", "99999999999999999999.99999999"),
                        entry("notional", "999999999999999999999.99999999999999999"),
                        entry("vwap", "10.000000000"),
                        entry("trade_count", 12L),
                        entry("revision", 3),
                        entry("is_final", true),
                        entry("source", "stream"),
                        entry("bucket", BUCKET));
    }

    @Test
    void writesAWithdrawnBarAsOneWithoutTrades() {
        BarUpdate withdrawn = new BarUpdate("BTC-USD", Interval.S1, 1_385_337_600_000_000_000L, 4, null);

        assertThat(columns(LakeTables.BARS, new BarTableRows().map(withdrawn)))
                .contains(
                        entry("ts_end", "2013-11-25T00:00:01Z"),
                        entry("open", "0.000000000"),
                        entry("volume", "0.00000000"),
                        entry("vwap", null),
                        entry("trade_count", 0L),
                        entry("revision", 4),
                        entry("is_final", true));
    }

    @Test
    void writesIndicatorsColumnByColumn() {
        IndicatorRow row = new IndicatorRow(
                "BTC-USD",
                Interval.D1,
                1_385_337_600_000_000_000L,
                2,
                1.0,
                2.0,
                3.0,
                4.0,
                5.0,
                6.0,
                7.0,
                8.0,
                9.0,
                null,
                11.0);

        assertThat(columns(LakeTables.INDICATORS, new IndicatorTableRows().map(row)))
                .containsExactly(
                        entry("symbol", "BTC-USD"),
                        entry("interval", "1d"),
                        entry("ts_start", "2013-11-25T00:00:00Z"),
                        entry("revision", 2),
                        entry("sma_20", 1.0),
                        entry("ema_12", 2.0),
                        entry("ema_26", 3.0),
                        entry("rsi_14", 4.0),
                        entry("macd", 5.0),
                        entry("macd_signal", 6.0),
                        entry("macd_histogram", 7.0),
                        entry("bollinger_upper", 8.0),
                        entry("bollinger_middle", 9.0),
                        entry("bollinger_lower", null),
                        entry("atr_14", 11.0),
                        entry("bucket", BUCKET));
    }

    @Test
    void writesDeadLettersColumnByColumn() {
        byte[] bytes = {(byte) 0xC3, 1, 2};
        DeadLetter letter = new DeadLetter(
                new KinesisRecord(bytes, "shardId-000000000003", "4957", 1_385_337_618_123L), "CORRUPT", "no");

        Map<String, @Nullable Object> columns = columns(LakeTables.DEAD_LETTERS, new DeadLetterTableRows().map(letter));

        assertThat(columns)
                .contains(
                        entry("ts_arrival", "2013-11-25T00:00:18.123Z"),
                        entry("shard_id", "shardId-000000000003"),
                        entry("sequence_number", "4957"),
                        entry("reason", "CORRUPT"),
                        entry("message", "no"));
        assertThat(columns.get("bytes"))
                .isInstanceOfSatisfying(
                        byte[].class,
                        kept -> assertThat(Arrays.equals(kept, bytes)).isTrue());
    }

    private static Map<String, @Nullable Object> columns(LakeTable table, RowData row) {
        return RowColumns.of(table, row);
    }
}
