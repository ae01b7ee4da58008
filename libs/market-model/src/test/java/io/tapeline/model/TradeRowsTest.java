package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeRowsTest {
    @Test
    void aRowGivesBackTheTradeItWasWrittenFrom() {
        byte[] bytes = new byte[3 * TradeRows.WIDTH];
        TradeRows.put(bytes, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, TradeRows.NO_ID);
        TradeRows.put(bytes, 1, -11, 12, 13, 14, 15, 16, 17, 1, 0, TradeRows.NUMERIC_ID);
        TradeRows.put(bytes, 2, 21, 22, 23, 24, 25, 26, 27, 1, 0, 0);
        TradeRows rows = new TradeRows(
                3,
                bytes,
                new String[] {"A", "B"},
                new String[] {"X", "Y"},
                new byte[] {'B', 'A'},
                new String[] {"", "odd"},
                new String[] {"id-1"});

        assertThat(rows.trade(0, 9)).isEqualTo(new Trade("A", "Y", 1, 2, 9, 3, 4, Side.SELL, 5, "", "odd"));
        assertThat(rows.trade(1, 9)).isEqualTo(new Trade("B", "X", -11, 12, 9, 13, 14, Side.BUY, 15, "17", ""));
        assertThat(rows.trade(2, 9)).isEqualTo(new Trade("B", "X", 21, 22, 9, 23, 24, Side.BUY, 25, "id-1", ""));

        TradeRows selected = rows.select(new int[] {2, 0}, 2);
        assertThat(selected.trade(0, 9)).isEqualTo(rows.trade(2, 9));
        assertThat(selected.trade(1, 9)).isEqualTo(rows.trade(0, 9));
        assertThat(selected.count()).isEqualTo(2);
    }

    @Test
    void aLentArrayIsGivenBackOnceAndThenItsRowsCannotBeRead() {
        byte[] bytes = new byte[2 * TradeRows.WIDTH];
        TradeRows.put(bytes, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, TradeRows.NUMERIC_ID);
        List<byte[]> givenBack = new ArrayList<>();
        TradeRows rows = TradeRows.lent(1, bytes, dictionary(), givenBack::add);
        assertThat(rows.trade(0, 9).price()).isEqualTo(3);

        rows.release();
        rows.release();

        assertThat(givenBack).singleElement().isSameAs(bytes);
        assertThatThrownBy(() -> rows.trade(0, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> rows.tsEvent(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(rows.bytes()).isEmpty();
    }

    @Test
    void whatIsNotLentIsNotGivenBack() {
        byte[] bytes = new byte[TradeRows.WIDTH];
        TradeRows.put(bytes, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, TradeRows.NUMERIC_ID);
        TradeRows rows = new TradeRows(1, bytes, dictionary());

        rows.release();

        assertThat(rows.trade(0, 9).price()).isEqualTo(3);
    }

    private static RowDictionary dictionary() {
        return RowDictionaryBuilder.of(
                new String[] {"A"}, new String[] {"X"}, new byte[] {'B'}, new String[] {""}, new String[0]);
    }
}
