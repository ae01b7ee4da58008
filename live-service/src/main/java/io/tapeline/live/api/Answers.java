package io.tapeline.live.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The forms of answers, for the API's document. The service hands bars on as the text they came as, and makes none. */
final class Answers {
    private static final String TIME = "2013-11-25T00:00:00Z";

    private Answers() {}

    @Schema(name = "Symbols")
    record Symbols(List<Symbol> symbols) {}

    @Schema(name = "Symbol")
    record Symbol(
            String symbol,
            List<String> intervals,

            @Schema(description = "The newest bar of the finest interval.")
            Bar last) {}

    @Schema(name = "Bars")
    record Bars(String symbol, String interval, List<Bar> bars, List<Indicators> indicators) {}

    @Schema(
            name = "Bar",
            description = "Numbers are exact. Of a withdrawn bar, which only a WebSocket tells, prices are null.")
    record Bar(
            String symbol,
            String interval,

            @Schema(examples = TIME) @JsonProperty("ts_start")
            String start,

            @Schema(examples = TIME) @JsonProperty("ts_end") String end,
            @Nullable BigDecimal open,
            @Nullable BigDecimal high,
            @Nullable BigDecimal low,
            @Nullable BigDecimal close,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal notional,
            @Nullable BigDecimal vwap,
            @JsonProperty("trade_count") long tradeCount,

            @Schema(description = "Of bars with the same start, the highest revision is the bar.")
            int revision,

            @Schema(description = "Whether the bar's end has passed.") @JsonProperty("is_final")
            boolean isFinal) {}

    @Schema(name = "Indicators", description = "At a final bar; null until there are the bars that a formula needs.")
    record Indicators(
            String symbol,
            String interval,

            @Schema(examples = TIME) @JsonProperty("ts_start")
            String start,

            int revision,
            @JsonProperty("sma_20") @Nullable Double sma20,
            @JsonProperty("ema_12") @Nullable Double ema12,
            @JsonProperty("ema_26") @Nullable Double ema26,
            @JsonProperty("rsi_14") @Nullable Double rsi14,
            @Nullable Double macd,
            @JsonProperty("macd_signal") @Nullable Double macdSignal,
            @JsonProperty("macd_histogram") @Nullable Double macdHistogram,
            @JsonProperty("bollinger_upper") @Nullable Double bollingerUpper,
            @JsonProperty("bollinger_middle") @Nullable Double bollingerMiddle,
            @JsonProperty("bollinger_lower") @Nullable Double bollingerLower,
            @JsonProperty("atr_14") @Nullable Double atr14) {}
}
