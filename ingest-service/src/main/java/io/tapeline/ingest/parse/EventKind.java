package io.tapeline.ingest.parse;

import static io.tapeline.ingest.parse.Field.ASK_PRICE;
import static io.tapeline.ingest.parse.Field.ASK_SIZE;
import static io.tapeline.ingest.parse.Field.BID_PRICE;
import static io.tapeline.ingest.parse.Field.BID_SIZE;
import static io.tapeline.ingest.parse.Field.CONDITIONS;
import static io.tapeline.ingest.parse.Field.PRICE;
import static io.tapeline.ingest.parse.Field.SEQUENCE;
import static io.tapeline.ingest.parse.Field.SIDE;
import static io.tapeline.ingest.parse.Field.SIZE;
import static io.tapeline.ingest.parse.Field.SYMBOL;
import static io.tapeline.ingest.parse.Field.TRADE_ID;
import static io.tapeline.ingest.parse.Field.TS_EVENT;
import static io.tapeline.ingest.parse.Field.TS_ORIGINAL;
import static io.tapeline.ingest.parse.Field.TS_RECV;
import static io.tapeline.ingest.parse.Field.TS_TRADE;
import static io.tapeline.ingest.parse.Field.TYPE;
import static io.tapeline.ingest.parse.Field.VENUE;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of events, with the fields that each must and may have. */
public enum EventKind {
    TRADE(EnumSet.of(SYMBOL, VENUE, TS_EVENT, PRICE, SIZE), EnumSet.of(TS_RECV, SIDE, SEQUENCE, TRADE_ID, CONDITIONS)),
    /** A quote may lack its bid or its ask, but not both. */
    QUOTE(
            EnumSet.of(SYMBOL, VENUE, TS_EVENT),
            EnumSet.of(TS_RECV, BID_PRICE, BID_SIZE, ASK_PRICE, ASK_SIZE, SEQUENCE, CONDITIONS)),
    CORRECTION(
            EnumSet.of(SYMBOL, VENUE, TRADE_ID, TS_EVENT, TS_ORIGINAL, PRICE, SIZE),
            EnumSet.of(TS_RECV, TS_TRADE, SIDE, SEQUENCE, CONDITIONS)),
    CANCEL(EnumSet.of(SYMBOL, VENUE, TRADE_ID, TS_EVENT, TS_ORIGINAL), EnumSet.noneOf(Field.class));

    private static final EventKind[] VALUES = values();

    private final String label = name().toLowerCase(Locale.ROOT);
    private final int requiredBits;
    private final int allowedBits;

    EventKind(Set<Field> required, Set<Field> optional) {
        this.requiredBits = bits(required);
        this.allowedBits = requiredBits | bits(optional) | TYPE.bit();
    }

    /** The name in the API. */
    public String label() {
        return label;
    }

    /** The kind of a name in the API, or null. */
    static @Nullable EventKind of(byte[] text, int from, int to) {
        for (EventKind kind : VALUES) {
            if (JsonText.is(text, from, to, kind.label)) {
                return kind;
            }
        }
        return null;
    }

    /** The first required field whose bit is not set, or null. */
    @Nullable
    Field missing(int seen) {
        return Field.first(requiredBits & ~seen);
    }

    /** The first field whose bit is set and that this kind does not have, or null. */
    @Nullable
    Field foreign(int seen) {
        return Field.first(seen & ~allowedBits);
    }

    private static int bits(Set<Field> fields) {
        int bits = 0;
        for (Field field : fields) {
            bits |= field.bit();
        }
        return bits;
    }
}
