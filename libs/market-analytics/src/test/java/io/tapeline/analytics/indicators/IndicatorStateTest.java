package io.tapeline.analytics.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Interval;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorStateTest {
    @ParameterizedTest(name = "walk from {0} in steps of {1}")
    @CsvSource({"100, 0.01", "100, 5", "60000, 25", "0.5, 0.01", "9000000000, 1000000"})
    void equalsTaLibOnRandomWalks(double start, double step) {
        Random random = new Random(42);
        int bars = 3_000;
        double[] high = new double[bars];
        double[] low = new double[bars];
        double[] close = new double[bars];
        double price = start;
        for (int i = 0; i < bars; i++) {
            price = Math.max(step, price + step * random.nextGaussian());
            close[i] = price;
            high[i] = price + step * random.nextDouble();
            low[i] = Math.max(step / 2, price - step * random.nextDouble());
        }
        TaLibAssert.assertEqualsTaLib(high, low, close);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.00000123, 1, 123.45, 60_000.01})
    void equalsTaLibWhereNothingMoves(double price) {
        double[] prices = new double[100];
        Arrays.fill(prices, price);
        TaLibAssert.assertEqualsTaLib(prices, prices, prices);

        IndicatorRow last = rows(prices).get(99);
        assertThat(last.rsi14()).isZero();
        assertThat(last.atr14()).isZero();
    }

    @Test
    void equalsTaLibWherePricesOnlyRise() {
        double[] prices = new double[60];
        Arrays.setAll(prices, i -> 10 + i * 0.25);
        TaLibAssert.assertEqualsTaLib(prices, prices, prices);

        assertThat(rows(prices).get(59).rsi14()).isEqualTo(100);
    }

    @ParameterizedTest(name = "{0} at bar {1}")
    @CsvSource({
        "sma20, 20",
        "ema12, 12",
        "ema26, 26",
        "rsi14, 15",
        "macd, 34",
        "macdSignal, 34",
        "macdHistogram, 34",
        "bollingerUpper, 20",
        "bollingerMiddle, 20",
        "bollingerLower, 20",
        "atr14, 15"
    })
    void aValueIsNullUntilItsFormulaHasItsBars(String indicator, int firstBar) throws ReflectiveOperationException {
        double[] prices = new double[40];
        Arrays.setAll(prices, i -> 10 + Math.sin(i));
        List<IndicatorRow> rows = rows(prices);
        for (int i = 0; i < rows.size(); i++) {
            Object value = IndicatorRow.class.getMethod(indicator).invoke(rows.get(i));
            assertThat(value == null).as("null at bar %d", i + 1).isEqualTo(i + 1 < firstBar);
        }
    }

    @Test
    void keepsItsPrecisionForPricesFarBelowOne() {
        // TA-Lib 0.4 takes a variance below 1e-8 for none, and bands of cheap coins collapse.
        double[] prices = new double[20];
        Arrays.setAll(prices, i -> i % 2 == 0 ? 0.00001 : 0.00003);
        IndicatorRow last = rows(prices).get(19);

        assertThat(Objects.requireNonNull(last.bollingerUpper())).isCloseTo(0.00004, within(1e-15));
        assertThat(Objects.requireNonNull(last.bollingerLower())).isCloseTo(0, within(1e-15));
        assertThat(Objects.requireNonNull(last.rsi14())).isBetween(40.0, 60.0);
    }

    @Test
    void aCopyGoesOnByItself() {
        IndicatorState state = new IndicatorState();
        for (int i = 0; i < 33; i++) {
            state.add(i + 1, i, i);
        }
        IndicatorRow before = state.row("A", Interval.S1, 0, 0);
        IndicatorState copy = state.copy();
        copy.add(500, 1, 7);

        assertThat(state.row("A", Interval.S1, 0, 0)).isEqualTo(before);
        assertThat(copy.row("A", Interval.S1, 0, 0)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 12, 14, 15, 19, 20, 25, 26, 33, 34, 70})
    void whatWasWrittenAtAnyBarGoesOnAsTheOriginal(int bars) throws IOException {
        IndicatorState state = new IndicatorState();
        Random random = new Random(bars);
        for (int i = 0; i < bars; i++) {
            double price = 100 + random.nextGaussian();
            state.add(price + 1, price - 1, price);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        IndicatorState read = IndicatorState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        for (int i = 0; i < 60; i++) {
            double price = 100 + random.nextGaussian();
            state.add(price + 1, price - 1, price);
            read.add(price + 1, price - 1, price);
            assertThat(read.row("A", Interval.M1, i, 0)).isEqualTo(state.row("A", Interval.M1, i, 0));
        }
    }

    private static Offset<Double> within(double value) {
        return Offset.offset(value);
    }

    private static List<IndicatorRow> rows(double[] prices) {
        IndicatorState state = new IndicatorState();
        List<IndicatorRow> rows = new ArrayList<>();
        for (double price : prices) {
            state.add(price, price, price);
            rows.add(state.row("A", Interval.S1, rows.size(), 0));
        }
        return rows;
    }
}
