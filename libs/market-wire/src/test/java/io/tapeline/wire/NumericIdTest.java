package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericIdTest {
    private static final BatchHeader HEADER = new BatchHeader("p", 1, 0, 255, 1, 2, 3);

    private static void add(BatchEncoder encoder, long id) {
        encoder.addTrade("S", "V", 10, 11, 12, 13, Side.SELL, 14, id, "@");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 999_999_999_999_999_999L})
    void encodesAsTheTextOfTheIdDoes(long id) {
        BatchEncoder byNumber = new BatchEncoder(Compression.NONE);
        add(byNumber, id);
        BatchEncoder byText = new BatchEncoder(Compression.NONE);
        MarketEvent trade = new Trade("S", "V", 10, 11, 0, 12, 13, Side.SELL, 14, Long.toString(id), "@");
        byText.add(trade);

        assertThat(byNumber.encode(HEADER)).isEqualTo(byText.encode(HEADER));
        assertThat(TradeKey.numericId(Long.toString(id))).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_000_000_000_000_000_000L, Long.MIN_VALUE})
    void refusesWhatNoIdIs(long id) {
        assertThatThrownBy(() -> add(new BatchEncoder(Compression.NONE), id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(id));
    }

    @Test
    void countsIt() {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        add(encoder, 1);

        assertThat(encoder.count()).isOne();
    }
}
