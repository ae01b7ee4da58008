package io.tapeline.stream.lake;

import io.tapeline.model.FixedPoint;
import io.tapeline.model.Int128;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Values of the lake's columns in Flink's internal form. */
final class Columns {
    private static final int PRICE_PRECISION = 19;
    private static final int SIZE_PRECISION = 19;
    private static final int SUM_PRECISION = 38;
    private static final int NOTIONAL_SCALE = FixedPoint.PRICE_SCALE + FixedPoint.SIZE_SCALE;

    private Columns() {}

    static StringData text(String value) {
        return StringData.fromString(value);
    }

    /** Nanoseconds since the epoch as a timestamp; rounded down to the microsecond, the lake's finest. */
    static TimestampData timestamp(long nanos) {
        int nanoOfMilli = (int) Math.floorMod(nanos, 1_000_000L);
        return TimestampData.fromEpochMillis(Math.floorDiv(nanos, 1_000_000L), nanoOfMilli - nanoOfMilli % 1_000);
    }

    static DecimalData price(long price) {
        return decimal(FixedPoint.priceDecimal(price), PRICE_PRECISION);
    }

    static DecimalData price(BigDecimal price) {
        return decimal(price, PRICE_PRECISION);
    }

    static DecimalData size(long size) {
        return decimal(FixedPoint.sizeDecimal(size), SIZE_PRECISION);
    }

    static DecimalData volume(Int128 volume) {
        return decimal(new BigDecimal(volume.toBigInteger(), FixedPoint.SIZE_SCALE), SUM_PRECISION);
    }

    static DecimalData notional(Int128 notional) {
        return decimal(new BigDecimal(notional.toBigInteger(), NOTIONAL_SCALE), SUM_PRECISION);
    }

    private static DecimalData decimal(BigDecimal value, int precision) {
        DecimalData decimal = DecimalData.fromBigDecimal(value, precision, value.scale());
        if (decimal == null) {
            throw new ArithmeticException("does not fit " + precision + " digits: " + value);
        }
        return decimal;
    }
}
