package io.tapeline.stream.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
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

/**
 * No two fields have the same value, and none fits fewer bytes than its type has: a field that is written in another's
 * place or too narrow does not come back.
 */
class SliceSerializerFieldsTest {
    private static final long TS_INGEST = 0x11_22_33_44_55_66_77_88L;
    private static final String SYMBOL = "SYM-Ω";

    private final TypeSerializer<Slice> serializer =
            SingletonTypeInfo.SLICE.createSerializer(new SerializerConfigImpl());

    private int fields;

    @Test
    void everyFieldComesBackInItsPlaceAndWhole() throws IOException {
        List<Trade> trades = List.of(trade(Side.BUY, "T"), trade(Side.SELL, "11"), trade(Side.NONE, ""));
        TradeCorrection[] corrections = {
            new TradeCorrection(next(), next(), trade(Side.SELL, "C")),
            new TradeCorrection(-next(), -next(), trade(Side.NONE, "12")),
        };
        TradeCancel[] cancels = {
            new TradeCancel("CS" + fields++, "CV" + fields++, "CT" + fields++, next(), next(), next()),
            new TradeCancel("CS" + fields++, "CV" + fields++, "CT" + fields++, -next(), -next(), -next()),
            new TradeCancel("CS" + fields++, "", "CT" + fields++, next(), next(), next()),
        };

        Slice read = roundTrip(Slices.of(-next(), -next(), trades, corrections, cancels));

        assertThat(read.bucket()).isEqualTo(Buckets.of(SYMBOL));
        assertThat(read.tsIngest()).isEqualTo(TS_INGEST);
        assertThat(trades(read.trades())).isEqualTo(trades);
        assertThat(read.corrections()).containsExactly(corrections);
        assertThat(read.cancels()).containsExactly(cancels);
    }

    @Test
    void theNumbersOfTheSliceItselfComeBackInTheirPlacesAndWhole() throws IOException {
        Slice read = roundTrip(Slice.ofClock(255, Long.MIN_VALUE, Long.MAX_VALUE, -2));

        assertThat(read.bucket()).isEqualTo(255);
        assertThat(read.batchId()).isEqualTo(Long.MIN_VALUE);
        assertThat(read.clock()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.tsIngest()).isEqualTo(-2);
    }

    @Test
    void whatOneKindHasIsNotTakenForTheOthers() throws IOException {
        List<Trade> trades = List.of(trade(Side.BUY, "T"));
        TradeCorrection correction = new TradeCorrection(next(), next(), trade(Side.BUY, "C"));
        TradeCancel cancel = new TradeCancel("S", "V", "T", next(), next(), next());

        Slice corrected = roundTrip(Slices.of(1, 2, trades, new TradeCorrection[] {correction}, Slice.NO_CANCELS));
        Slice cancelled = roundTrip(Slices.of(1, 2, trades, Slice.NO_CORRECTIONS, new TradeCancel[] {cancel}));

        assertThat(corrected.corrections()).containsExactly(correction);
        assertThat(corrected.cancels()).isEmpty();
        assertThat(cancelled.corrections()).isEmpty();
        assertThat(cancelled.cancels()).containsExactly(cancel);
    }

    private Slice roundTrip(Slice slice) throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(16);
        serializer.serialize(slice, written);
        DataInputDeserializer source = new DataInputDeserializer(written.getCopyOfBuffer());
        Slice read = serializer.deserialize(source);
        assertThat(source.available()).isZero();
        assertThat(read.batchId()).isEqualTo(slice.batchId());
        assertThat(read.clock()).isEqualTo(slice.clock());
        return read;
    }

    private static List<Trade> trades(TradeRows rows) {
        return IntStream.range(0, rows.count())
                .mapToObj(row -> rows.trade(row, TS_INGEST))
                .toList();
    }

    private Trade trade(Side side, String id) {
        String text = id.isEmpty() || Character.isDigit(id.charAt(0)) ? id : id + fields++;
        return new Trade(
                SYMBOL,
                "venue-" + fields++,
                next(),
                -next(),
                TS_INGEST,
                next(),
                next(),
                side,
                next(),
                text,
                "conditions-" + fields++);
    }

    /** A number that no other field has, with something in each of its eight bytes. */
    private long next() {
        return 0x0102_0304_0506_0708L * ++fields;
    }
}
