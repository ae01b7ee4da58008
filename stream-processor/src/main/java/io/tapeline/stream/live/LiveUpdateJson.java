package io.tapeline.stream.live;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Int128;
import io.tapeline.stream.types.BarUpdate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.jspecify.annotations.Nullable;

/**
 * Live updates as JSON: {@code {"bars":[...],"indicators":[...]}}, the fields named as the lake's columns. Decimals are
 * exact JSON numbers, times are ISO-8601 in UTC, what is not known is null. A withdrawn bar has trade_count 0 and null
 * prices.
 */
public final class LiveUpdateJson implements SerializationSchema<LiveUpdate> {
    private static final long serialVersionUID = 1;
    private static final int NOTIONAL_SCALE = FixedPoint.PRICE_SCALE + FixedPoint.SIZE_SCALE;

    @Override
    public byte[] serialize(LiveUpdate update) {
        JsonText json = new JsonText();
        json.beginObject().name("bars").beginArray();
        for (BarUpdate bar : update.bars()) {
            bar(json, bar);
        }
        json.endArray().name("indicators").beginArray();
        for (IndicatorRow row : update.indicators()) {
            indicators(json, row);
        }
        json.endArray().endObject();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void bar(JsonText json, BarUpdate update) {
        Bar bar = update.bar();
        json.beginObject();
        json.name("symbol").text(update.symbol());
        json.name("interval").text(update.interval().code());
        json.name("ts_start").text(instant(update.start()));
        json.name("ts_end").text(instant(update.end()));
        json.name("open").decimal(bar == null ? null : FixedPoint.priceDecimal(bar.open()));
        json.name("high").decimal(bar == null ? null : FixedPoint.priceDecimal(bar.high()));
        json.name("low").decimal(bar == null ? null : FixedPoint.priceDecimal(bar.low()));
        json.name("close").decimal(bar == null ? null : FixedPoint.priceDecimal(bar.close()));
        json.name("volume").decimal(bar == null ? null : decimal(bar.volume(), FixedPoint.SIZE_SCALE));
        json.name("notional").decimal(bar == null ? null : decimal(bar.notional(), NOTIONAL_SCALE));
        json.name("vwap").decimal(bar == null ? null : bar.vwap().orElse(null));
        json.name("trade_count").integer(bar == null ? 0 : bar.tradeCount());
        json.name("revision").integer(update.revision());
        json.name("is_final").flag(bar == null || bar.isFinal());
        json.endObject();
    }

    private static void indicators(JsonText json, IndicatorRow row) {
        json.beginObject();
        json.name("symbol").text(row.symbol());
        json.name("interval").text(row.interval().code());
        json.name("ts_start").text(instant(row.start()));
        json.name("revision").integer(row.revision());
        json.name("sma_20").number(row.sma20());
        json.name("ema_12").number(row.ema12());
        json.name("ema_26").number(row.ema26());
        json.name("rsi_14").number(row.rsi14());
        json.name("macd").number(row.macd());
        json.name("macd_signal").number(row.macdSignal());
        json.name("macd_histogram").number(row.macdHistogram());
        json.name("bollinger_upper").number(row.bollingerUpper());
        json.name("bollinger_middle").number(row.bollingerMiddle());
        json.name("bollinger_lower").number(row.bollingerLower());
        json.name("atr_14").number(row.atr14());
        json.endObject();
    }

    private static String instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).toString();
    }

    private static BigDecimal decimal(Int128 unscaled, int scale) {
        return new BigDecimal(unscaled.toBigInteger(), scale);
    }

    /** Text of one JSON value, appended to in order. */
    private static final class JsonText {
        private final StringBuilder text = new StringBuilder(512);
        private boolean separate;

        private JsonText beginObject() {
            return open('{');
        }

        private JsonText endObject() {
            return close('}');
        }

        private JsonText beginArray() {
            return open('[');
        }

        private JsonText endArray() {
            return close(']');
        }

        private JsonText name(String name) {
            text(name);
            text.append(':');
            separate = false;
            return this;
        }

        private void text(String value) {
            separate();
            text.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' || c == '\\') {
                    text.append('\\').append(c);
                } else if (c < ' ') {
                    text.append("\\u00").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
                } else {
                    text.append(c);
                }
            }
            text.append('"');
        }

        private void decimal(@Nullable BigDecimal value) {
            raw(value == null ? "null" : value.stripTrailingZeros().toPlainString());
        }

        private void number(@Nullable Double value) {
            raw(value == null ? "null" : value.toString());
        }

        private void integer(long value) {
            raw(Long.toString(value));
        }

        private void flag(boolean value) {
            raw(value ? "true" : "false");
        }

        private void raw(String value) {
            separate();
            text.append(value);
        }

        private JsonText open(char bracket) {
            separate();
            text.append(bracket);
            separate = false;
            return this;
        }

        private JsonText close(char bracket) {
            text.append(bracket);
            separate = true;
            return this;
        }

        private void separate() {
            if (separate) {
                text.append(',');
            }
            separate = true;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
