package io.tapeline.batch.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.batch.rebuild.TradeEvent.Kind;
import io.tapeline.batch.rebuild.TradeResolver.Counts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeResolverTest {
    private final List<TradeEvent> standing = new ArrayList<>();

    @Test
    void keepsEachTradeOnceTheFirstOfThem() {
        Counts counts = resolve(trade(1, 100), trade(1, 999), trade(2, 200), late(2, 777), late(3, 300));

        assertThat(standing).containsExactly(trade(1, 100), trade(2, 200), late(3, 300));
        assertThat(counts).isEqualTo(new Counts(3, 2, 2, 0, 0, 0, 0));
    }

    @Test
    void takesTheLastCorrection() {
        Counts counts = resolve(trade(1, 100), correction(1, 110), correction(1, 120), trade(2, 200));

        assertThat(standing).containsExactly(correction(1, 120), trade(2, 200));
        assertThat(counts).isEqualTo(new Counts(2, 0, 0, 2, 0, 0, 0));
    }

    @Test
    void correctsALateTrade() {
        resolve(late(1, 100), correction(1, 110));

        assertThat(standing).containsExactly(correction(1, 110));
    }

    @Test
    void cancelsForGood() {
        Counts counts = resolve(trade(1, 100), cancel(1), correction(1, 110), cancel(1));

        assertThat(standing).isEmpty();
        assertThat(counts).isEqualTo(new Counts(1, 0, 0, 0, 1, 2, 0));
    }

    @Test
    void countsACorrectionSaidTwiceOnce() {
        Counts counts = resolve(trade(1, 100), correction(1, 110), correction(1, 110));

        assertThat(standing).containsExactly(correction(1, 110));
        assertThat(counts).isEqualTo(new Counts(1, 0, 0, 1, 0, 1, 0));
    }

    @Test
    void countsAmendmentsOfTradesNobodyReported() {
        Counts counts = resolve(correction(1, 100), cancel(2), trade(3, 300));

        assertThat(standing).containsExactly(trade(3, 300));
        assertThat(counts).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void doesNotTakeATradeForTheOneBefore() {
        resolve(trade(1, 100), cancel(1), trade(2, 200), trade(3, 300));

        assertThat(standing).containsExactly(trade(2, 200), trade(3, 300));
    }

    private Counts resolve(TradeEvent... events) {
        return TradeResolver.resolve(List.of(events).iterator(), standing::add);
    }

    private static TradeEvent trade(long id, long price) {
        return new TradeEvent(Kind.TRADE, 1, id, 10, 10, 0, price, 5);
    }

    private static TradeEvent late(long id, long price) {
        return new TradeEvent(Kind.LATE, 1, id, 10, 10, 0, price, 5);
    }

    private static TradeEvent correction(long id, long price) {
        return new TradeEvent(Kind.CORRECTION, 1, id, 10, 11, 0, price, 5);
    }

    private static TradeEvent cancel(long id) {
        return new TradeEvent(Kind.CANCEL, 1, id, 10, 10, 0, 0, 0);
    }
}
