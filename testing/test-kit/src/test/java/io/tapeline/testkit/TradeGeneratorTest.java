package io.tapeline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeSettings.Sequences;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TradeGeneratorTest {
    private static final int COUNT = 50_000;
    private static final TradeSettings SETTINGS = TradeSettings.equities(42, 500);

    @Test
    void equalSettingsGiveEqualTrades() {
        List<Trade> trades = new TradeGenerator(SETTINGS).next(1_000);
        assertThat(new TradeGenerator(SETTINGS).next(1_000)).isEqualTo(trades);
        assertThat(new TradeGenerator(TradeSettings.equities(43, 500)).next(1_000))
                .isNotEqualTo(trades);
    }

    @Test
    void aVenuesFeedDoesNotOvertakeItself() {
        Map<String, Long> ids = new HashMap<>();
        for (Trade trade : new TradeGenerator(SETTINGS).next(COUNT)) {
            long id = Long.parseLong(trade.tradeId());
            assertThat(id).isEqualTo(ids.getOrDefault(trade.venue(), id - 1) + 1);
            ids.put(trade.venue(), id);
        }
    }

    @Test
    void tradesComeInOrderOfReceiptAtTheGivenRate() {
        List<Trade> trades = new TradeGenerator(SETTINGS).next(COUNT);
        assertThat(trades).isSortedAccordingTo(Comparator.comparingLong(Trade::tsRecv));
        assertThat(trades).allMatch(trade -> trade.tsRecv() > trade.tsEvent());
        double seconds = (trades.get(COUNT - 1).tsRecv() - trades.get(0).tsRecv()) / 1e9;
        assertThat(COUNT / seconds).isBetween(48_000.0, 52_000.0);
        // Receipt does not follow the order of the events.
        assertThat(trades.stream().map(Trade::tsEvent).toList())
                .isNotEqualTo(trades.stream().map(Trade::tsEvent).sorted().toList());
    }

    @Test
    void aVenueNumbersItsTradesWithoutAGap() {
        Map<String, Set<Long>> ids = new HashMap<>();
        for (Trade trade : new TradeGenerator(SETTINGS).next(COUNT)) {
            assertThat(ids.computeIfAbsent(trade.venue(), venue -> new HashSet<>())
                            .add(Long.parseLong(trade.tradeId())))
                    .isTrue();
        }
        assertThat(ids).hasSizeGreaterThan(5);
        ids.forEach((venue, seen) -> {
            long min = seen.stream().mapToLong(id -> id).min().orElseThrow();
            long max = seen.stream().mapToLong(id -> id).max().orElseThrow();
            // The last few may still be under way.
            assertThat(max - min + 1 - seen.size()).as(venue).isBetween(0L, 100L);
        });
    }

    @Test
    void activityIsZipfs() {
        Map<String, Long> counts = new TradeGenerator(SETTINGS.withMeanFills(1))
                .next(COUNT).stream().collect(Collectors.groupingBy(Trade::symbol, Collectors.counting()));
        List<Long> ranked =
                counts.values().stream().sorted(Comparator.reverseOrder()).toList();
        assertThat(ranked.get(0)).isBetween((long) (1.8 * ranked.get(1)), (long) (2.2 * ranked.get(1)));
        assertThat(ranked.get(0)).isBetween(9 * ranked.get(9), 11 * ranked.get(9));
        assertThat(counts).hasSizeGreaterThan(490);
    }

    @Test
    void pricesAreCentsAndSizesWholeShares() {
        for (Trade trade : new TradeGenerator(SETTINGS).next(COUNT)) {
            assertThat(trade.price() % 10_000_000L).isZero();
            assertThat(trade.size() % 100_000_000L).isZero();
            assertThat(trade.sequence()).isZero();
        }
    }

    @Test
    void anOrderFillsInAsManyTradesAsAsked() {
        assertThat(tradesPerOrder(SETTINGS.withMeanFills(1))).isBetween(1.0, 1.02);
        assertThat(tradesPerOrder(SETTINGS.withMeanFills(3))).isBetween(2.9, 3.1);
    }

    @Test
    void clocksTickAsAsked() {
        for (Trade trade : new TradeGenerator(SETTINGS.withResolution(1_000)).next(1_000)) {
            assertThat(trade.tsEvent() % 1_000).isZero();
            assertThat(trade.tsRecv() % 1_000).isZero();
        }
        assertThat(new TradeGenerator(SETTINGS).next(1_000)).anyMatch(trade -> trade.tsEvent() % 1_000 != 0);
    }

    @Test
    void sequencesOfAVenueAreDistinct() {
        TradeSettings settings = SETTINGS.withSequences(Sequences.PER_VENUE);
        assertThat(new TradeGenerator(settings).next(COUNT))
                .extracting(trade -> trade.venue() + trade.sequence())
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesSettingsThatMakeNoStream() {
        assertThatThrownBy(() -> SETTINGS.withTradesPerSecond(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tradesPerSecond is not above zero: 0.0");
        assertThatThrownBy(() -> SETTINGS.withMeanFills(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("meanFills is below 1: 0.5");
        assertThatThrownBy(() -> TradeSettings.equities(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("symbols is not in [1, 100000]: 0");
    }

    /** Trades of one order share symbol, venue and both clocks; of clocks of a nanosecond, so do no others. */
    private static double tradesPerOrder(TradeSettings settings) {
        List<Trade> trades = new TradeGenerator(settings).next(COUNT);
        long orders = trades.stream()
                .map(trade -> trade.symbol() + trade.venue() + trade.tsEvent() + trade.tsRecv())
                .distinct()
                .count();
        return (double) COUNT / orders;
    }
}
