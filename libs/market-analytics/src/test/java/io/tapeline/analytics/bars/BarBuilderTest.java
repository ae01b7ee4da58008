package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Bar;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarBuilderTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void makesTheNaiveBarsOfTradesInAnyOrder(long seed) {
        RandomTape tape = new RandomTape(seed);
        List<Trade> trades = new ArrayList<>();
        for (Slice slice : tape.slices(
                300, Duration.ofDays(2).toNanos(), Duration.ofHours(1).toNanos())) {
            trades.addAll(Rows.trades(slice, slice.trades()));
        }
        trades.removeIf(trade -> !trade.symbol().equals("ETH-USD"));
        Collections.shuffle(trades, tape.random());
        BarBuilder builder = new BarBuilder("ETH-USD");
        trades.forEach(builder::add);

        assertThat(builder.bars())
                .containsExactlyElementsOf(NaiveBars.of(trades, Long.MAX_VALUE).values())
                .isNotEmpty();
    }

    @Test
    void hasNoBarsWithoutTrades() {
        List<Bar> bars = new BarBuilder("A").bars();
        assertThat(bars).isEmpty();
    }

    @Test
    void refusesAnotherSymbolsTrade() {
        BarBuilder builder = new BarBuilder("ETH-USD");
        assertThatThrownBy(() -> builder.add(Tape.trade("BTC-USD", 1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trade is not of ETH-USD: BTC-USD");
    }
}
