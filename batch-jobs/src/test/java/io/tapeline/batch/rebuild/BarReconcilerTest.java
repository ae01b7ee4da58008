package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.batch.rebuild.BarVerdict.Difference;
import io.tapeline.batch.rebuild.BarVerdict.Repair;
import io.tapeline.model.Interval;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarReconcilerTest {
    private static final BarKey KEY = new BarKey(Interval.M1, 60_000_000_000L);

    @Test
    void findsNothingWhereTheStreamIsRight() {
        BarVerdict verdict = judge(values(3), streamed(values(3), 0));

        assertThat(verdict.difference()).isNull();
        assertThat(verdict.repair()).isNull();
        assertThat(verdict.streamedRevision()).isZero();
    }

    @Test
    void comparesTheHighestRevisionWhateverTheOrderOfTheRows() {
        BarVerdict verdict = judge(values(3), streamed(values(3), 2), streamed(values(1), 0), streamed(values(2), 1));

        assertThat(verdict.difference()).isNull();
        assertThat(verdict.repair()).isNull();
        assertThat(verdict.streamedRevision()).isEqualTo(2);
    }

    @Test
    void publishesAMissingBarAsRevisionZero() {
        BarVerdict verdict = judge(values(3));

        assertThat(verdict.difference()).isEqualTo(Difference.MISSING);
        assertThat(verdict.streamedRevision()).isNull();
        assertThat(verdict.repair()).isEqualTo(new Repair(values(3), 0));
    }

    @Test
    void publishesAChangedBarAboveAllRevisions() {
        BarVerdict verdict = judge(values(3), streamed(values(2), 4), streamed(values(3), 3));

        assertThat(verdict.difference()).isEqualTo(Difference.CHANGED);
        assertThat(verdict.repair()).isEqualTo(new Repair(values(3), 5));
    }

    @Test
    void withdrawsAnExtraBarWithItsLastPrices() {
        BarVerdict verdict = judge(null, streamed(values(2), 1));

        assertThat(verdict.difference()).isEqualTo(Difference.EXTRA);
        Repair repair = requireNonNull(verdict.repair());
        assertThat(repair.revision()).isEqualTo(2);
        assertThat(repair.values().tradeCount()).isZero();
        assertThat(repair.values().volume()).isEqualByComparingTo("0");
        assertThat(repair.values().vwap()).isNull();
        assertThat(repair.values().close()).isEqualTo(values(2).close());
    }

    @Test
    void takesABarThatTheStreamWithdrewForNone() {
        BarValues withdrawn = values(2).withdraw();

        assertThat(judge(null, streamed(values(2), 0), streamed(withdrawn, 1)).repair())
                .isNull();
        assertThat(judge(null, streamed(values(2), 0), streamed(withdrawn, 1)).difference())
                .isNull();
        BarVerdict missing = judge(values(3), streamed(values(2), 0), streamed(withdrawn, 1));
        assertThat(missing.difference()).isEqualTo(Difference.MISSING);
        assertThat(missing.streamedRevision()).isEqualTo(1);
        assertThat(missing.repair()).isEqualTo(new Repair(values(3), 2));
    }

    @Test
    void findsTheSameDifferenceAgainButRepairsOnce() {
        BarVerdict verdict = judge(values(3), streamed(values(2), 0), nightly(values(3), 1));

        assertThat(verdict.difference()).isEqualTo(Difference.CHANGED);
        assertThat(verdict.streamed()).isEqualTo(values(2));
        assertThat(verdict.repair()).isNull();
    }

    @Test
    void repairsAgainWhereTheStreamHasSpokenAfterTheNight() {
        BarVerdict verdict = judge(values(3), streamed(values(2), 0), nightly(values(3), 1), streamed(values(4), 2));

        assertThat(verdict.repair()).isEqualTo(new Repair(values(3), 3));
    }

    @Test
    void settlesARevisionThatStreamAndNightBothWrote() {
        PublishedBar stream = streamed(values(4), 1);
        PublishedBar night = nightly(values(3), 1);

        assertThat(judge(values(3), stream, night).repair()).isEqualTo(new Repair(values(3), 2));
        assertThat(judge(values(3), night, stream).repair()).isEqualTo(new Repair(values(3), 2));
        assertThat(judge(values(3), streamed(values(3), 1), night).repair()).isNull();
    }

    @Test
    void doesNotTakeAProvisionalBarForTheStreamsLastWord() {
        PublishedBar provisional = new PublishedBar(KEY, values(3), 1, false, true);

        BarVerdict verdict = judge(values(3), provisional);

        assertThat(verdict.difference()).isEqualTo(Difference.MISSING);
        assertThat(verdict.repair()).isEqualTo(new Repair(values(3), 2));
    }

    @Test
    void seesADifferenceInTheLastPlace() {
        BarValues bar = values(3);
        BarValues other = new BarValues(
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.notional().add(new BigDecimal("0.00000000000000001")),
                bar.vwap(),
                bar.tradeCount());

        assertThat(judge(bar, streamed(other, 0)).difference()).isEqualTo(Difference.CHANGED);
    }

    @Test
    void writesValuesAsJsonInFull() {
        assertThat(values(3).json())
                .isEqualTo("{\"open\":10,\"high\":20.5,\"low\":9.999999999,\"close\":11,\"volume\":3,"
                        + "\"notional\":30.00000000000000001,\"vwap\":10,\"trade_count\":3}");
        assertThat(values(3).withdraw().json()).contains("\"volume\":0,", "\"vwap\":null", "\"trade_count\":0");
    }

    private static BarVerdict judge(@Nullable BarValues rebuilt, PublishedBar... published) {
        return BarReconciler.judge(KEY, rebuilt, List.of(published));
    }

    private static PublishedBar streamed(BarValues values, int revision) {
        return new PublishedBar(KEY, values, revision, true, true);
    }

    private static PublishedBar nightly(BarValues values, int revision) {
        return new PublishedBar(KEY, values, revision, true, false);
    }

    private static BarValues values(int trades) {
        return new BarValues(
                new BigDecimal("10.000000000"),
                new BigDecimal("20.500000000"),
                new BigDecimal("9.999999999"),
                new BigDecimal("11.000000000"),
                new BigDecimal(trades).setScale(8),
                new BigDecimal("30.00000000000000001"),
                new BigDecimal("10.000000000"),
                trades);
    }
}
