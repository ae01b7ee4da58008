package io.tapeline.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import io.tapeline.stream.Slices;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SliceSerializerTest {
    private static final List<Trade> TRADES = List.of(
            trade("XNAS", 10, Side.BUY, "17", ""),
            trade("XNYS", 11, Side.SELL, "A-17", "@ TI"),
            trade("XNYS", Long.MAX_VALUE, Side.NONE, "", "@ TI"));

    private final TypeSerializer<Slice> serializer =
            SingletonTypeInfo.SLICE.createSerializer(new SerializerConfigImpl());

    @Test
    void keepsEverythingASliceHolds() throws IOException {
        TradeCorrection[] corrections = {new TradeCorrection(5, 12, TRADES.get(1))};
        TradeCancel[] cancels = {new TradeCancel("ACME", "XNAS", "17", 10, 13, 99)};
        Quote[] quotes = {
            new Quote("ACME", "XNAS", 14, 15, 99, 16, 17, 18, 19, 20, "R"),
            new Quote("ACME", "XNYS", -14, 15, 99, 0, 0, Long.MAX_VALUE, 1, 0, "")
        };
        Slice trades = Slices.of(-7, 20, TRADES);
        Slice slice = new Slice(trades.bucket(), -7, 20, 99, trades.trades(), corrections, cancels, quotes);

        Slice read = roundTrip(slice);

        assertThat(read.bucket()).isEqualTo(slice.bucket());
        assertThat(read.batchId()).isEqualTo(-7);
        assertThat(read.clock()).isEqualTo(20);
        assertThat(read.tsIngest()).isEqualTo(99);
        assertThat(trades(read.trades())).isEqualTo(TRADES);
        assertThat(read.corrections()).containsExactly(corrections);
        assertThat(read.cancels()).containsExactly(cancels);
        assertThat(read.quotes()).containsExactly(quotes);
    }

    @Test
    void keepsTextsOfAnyLengthAndAlphabet() throws IOException {
        for (int length : new int[] {1, 8, 9, 127, 128, 255}) {
            String text = "Ünï€".repeat(length).substring(0, length);
            Trade trade = trade(text, 1, Side.BUY, "id " + text, text);

            assertThat(trades(roundTrip(Slices.of(1, 20, List.of(trade))).trades()))
                    .containsExactly(trade);
        }
    }

    @Test
    void sendsTheDictionaryAsItLies() throws IOException {
        Slice slice = Slices.of(1, 20, TRADES);

        assertThat(roundTrip(slice).trades().dictionary().bytes())
                .isEqualTo(slice.trades().dictionary().bytes());
    }

    @Test
    void keepsASliceThatOnlyTellsTheTime() throws IOException {
        Slice read = roundTrip(Slice.ofClock(255, 1, Long.MIN_VALUE, 3));

        assertThat(read.bucket()).isEqualTo(255);
        assertThat(read.clock()).isEqualTo(Long.MIN_VALUE);
        assertThat(read.trades().count()).isZero();
    }

    @Test
    void sendsOnlyTheRowsThatCount() throws IOException {
        TradeRows all = Slices.rows(TRADES);
        TradeRows first = new TradeRows(
                1, all.bytes(), all.symbols(), all.venues(), all.sides(), all.conditions(), all.textIds());

        Slice read = roundTrip(Slice.ofTrades(3, 1, 2, 99, first));

        assertThat(trades(read.trades())).isEqualTo(TRADES.subList(0, 1));
        assertThat(read.trades().bytes()).hasSize(TradeRows.WIDTH);
    }

    @Test
    void rowsGivenBackMakePlaceForTheNext() throws IOException {
        TradeRows first = roundTrip(Slices.of(1, 20, TRADES)).trades();
        byte[] array = first.bytes();
        first.release();

        TradeRows shorter = roundTrip(Slices.of(2, 21, TRADES.subList(1, 2))).trades();

        assertThat(shorter.bytes()).isSameAs(array);
        assertThat(trades(shorter)).isEqualTo(TRADES.subList(1, 2));
        shorter.release();
        assertThat(trades(roundTrip(Slices.of(3, 22, TRADES)).trades())).isEqualTo(TRADES);
    }

    @Test
    void rowsThatAreTooFewAreNotTakenForMore() throws IOException {
        roundTrip(Slices.of(1, 20, TRADES.subList(0, 1))).trades().release();

        assertThat(trades(roundTrip(Slices.of(2, 21, TRADES)).trades())).isEqualTo(TRADES);
    }

    @Test
    void rowsThatAreKeptStayAsTheyAre() throws IOException {
        roundTrip(Slices.of(1, 20, TRADES)).trades().release();
        TradeRows kept = roundTrip(Slices.of(2, 21, TRADES)).trades();

        TradeRows next = roundTrip(Slices.of(3, 22, TRADES.subList(2, 3))).trades();

        assertThat(trades(kept)).isEqualTo(TRADES);
        assertThat(trades(next)).isEqualTo(TRADES.subList(2, 3));
    }

    @Test
    void twoReadersLendNoArrayToEachOther() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        serializer.serialize(Slices.of(1, 20, TRADES), written);
        TypeSerializer<Slice> other = serializer.duplicate();
        TradeRows first = serializer
                .deserialize(new DataInputDeserializer(written.getCopyOfBuffer()))
                .trades();
        byte[] array = first.bytes();
        first.release();

        assertThat(other.deserialize(new DataInputDeserializer(written.getCopyOfBuffer()))
                        .trades()
                        .bytes())
                .isNotSameAs(array);
    }

    @Test
    void copiesFromStreamToStreamWhatItWouldWrite() throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        serializer.serialize(Slices.of(1, 2, TRADES), written);
        DataOutputSerializer copied = new DataOutputSerializer(64);

        serializer.copy(new DataInputDeserializer(written.getCopyOfBuffer()), copied);

        assertThat(copied.getCopyOfBuffer()).isEqualTo(written.getCopyOfBuffer());
    }

    private Slice roundTrip(Slice slice) throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        serializer.serialize(slice, written);
        DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
        Slice read = serializer.deserialize(source);
        assertThat(source.available()).isZero();
        return read;
    }

    private static List<Trade> trades(TradeRows rows) {
        return IntStream.range(0, rows.count())
                .mapToObj(row -> rows.trade(row, 99))
                .toList();
    }

    private static Trade trade(String venue, long tsEvent, Side side, String id, String conditions) {
        return new Trade("ACME", venue, tsEvent, tsEvent, 99, 1_500_000_000, 300_000_000, side, 4, id, conditions);
    }
}
