package io.tapeline.analytics.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Interval;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds indicators against TA-Lib's, to a relative 1e-9. */
public final class TaLibAssert {
    private static final double RELATIVE = 1e-9;
    private static final RecordComponent[] COMPONENTS = IndicatorRow.class.getRecordComponents();
    private static final int FIRST_VALUE = 4;

    private TaLibAssert() {}

    /** Feeds a state with the series and compares every value of every bar. */
    public static void assertEqualsTaLib(double[] high, double[] low, double[] close) {
        IndicatorState state = new IndicatorState();
        List<IndicatorRow> rows = new ArrayList<>();
        for (int i = 0; i < close.length; i++) {
            state.add(high[i], low[i], close[i]);
            rows.add(state.row("A", Interval.S1, i, 0));
        }
        assertEqualsTaLib(high, low, close, rows);
    }

    /** Compares every value of every row with TA-Lib's of the series. */
    public static void assertEqualsTaLib(double[] high, double[] low, double[] close, List<IndicatorRow> rows) {
        List<@Nullable Double[]> expected = new TaLib(high, low, close).all();
        assertThat(rows).hasSize(close.length);
        assertThat(expected).hasSize(COMPONENTS.length - FIRST_VALUE);
        for (int indicator = 0; indicator < expected.size(); indicator++) {
            RecordComponent component = COMPONENTS[FIRST_VALUE + indicator];
            for (int bar = 0; bar < close.length; bar++) {
                Double wanted = expected.get(indicator)[bar];
                Double found = value(component, rows.get(bar));
                if (!isClose(wanted, found)) {
                    throw new AssertionError(component.getName() + " at bar " + bar + " of " + close.length + " is "
                            + found + ", TA-Lib has " + wanted);
                }
            }
        }
    }

    private static boolean isClose(@Nullable Double wanted, @Nullable Double found) {
        if (wanted == null || found == null) {
            return wanted == null && found == null;
        }
        double scale = Math.max(Math.abs(wanted), Math.abs(found));
        return Math.abs(wanted - found) <= RELATIVE * scale;
    }

    private static @Nullable Double value(RecordComponent component, IndicatorRow row) {
        try {
            return (Double) component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
