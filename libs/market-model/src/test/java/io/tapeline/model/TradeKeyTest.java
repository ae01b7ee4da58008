package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradeKeyTest {
    private static final Trade TRADE = new Trade("BTC-USD", "BITSTAMP", 1_000, 1_001, 1_002, 5, 6, Side.BUY, 7, "", "");

    @Test
    void aTradeWithAnIdIsKnownByVenueSymbolAndIdAlone() {
        TradeKey key = key("BITSTAMP", "BTC-USD", "42", 1, 2, 3, 4);
        assertThat(key("BITSTAMP", "BTC-USD", "42", 9, 9, 9, 9)).isEqualTo(key);
        assertThat(key("KRAKEN", "BTC-USD", "42", 1, 2, 3, 4)).isNotEqualTo(key);
        assertThat(key("BITSTAMP", "ETH-USD", "42", 1, 2, 3, 4)).isNotEqualTo(key);
        assertThat(key("BITSTAMP", "BTC-USD", "43", 1, 2, 3, 4)).isNotEqualTo(key);
        assertThat(key("BITSTAMP", "BTC-USD", "042", 1, 2, 3, 4)).isNotEqualTo(key);
        assertThat(key.low()).isEqualTo(42);
    }

    @Test
    void aTradeWithoutAnIdIsKnownByTimeSequencePriceAndSize() {
        TradeKey key = TradeKey.of(TRADE);
        assertThat(key("BITSTAMP", "BTC-USD", "", 1_000, 7, 5, 6)).isEqualTo(key);
        Set<TradeKey> others = new HashSet<>();
        others.add(key("BITSTAMP", "BTC-USD", "", 1_001, 7, 5, 6));
        others.add(key("BITSTAMP", "BTC-USD", "", 1_000, 8, 5, 6));
        others.add(key("BITSTAMP", "BTC-USD", "", 1_000, 7, 6, 6));
        others.add(key("BITSTAMP", "BTC-USD", "", 1_000, 7, 5, 7));
        others.add(key("BITSTAMP", "BTC-USD", "", 1_000, 7, 6, 5));
        others.add(key);
        assertThat(others).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "42, 42",
        "999999999999999999, 999999999999999999",
        "1000000000000000000, -1",
        "042, -1",
        "-1, -1",
        "12a, -1",
        "'', -1"
    })
    void onlyCanonicalIntegersAreNumericIds(String id, long expected) {
        assertThat(TradeKey.numericId(id)).isEqualTo(expected);
    }

    private static TradeKey key(
            String venue, String symbol, String id, long tsEvent, long sequence, long price, long size) {
        return TradeKey.of(venue, symbol, id, tsEvent, sequence, price, size);
    }
}
