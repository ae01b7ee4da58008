package io.tapeline.local.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts for values as JDBC drivers give them: exact ones for programs, short ones for people. */
final class Values {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    /** Of a double, more would be noise on a screen. */
    private static final int SHOWN_PLACES = 6;

    private Values() {}

    /** All that is in the value. */
    static String exact(@Nullable Object value) throws SQLException {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        Instant instant = instant(value);
        return instant != null ? instant.toString() : value.toString();
    }

    /** What a person needs of it. */
    static String shown(@Nullable Object value) throws SQLException {
        if (value == null) {
            return "∅";
        }
        if (value instanceof BigDecimal decimal) {
            return plain(decimal);
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number)
                    ? plain(BigDecimal.valueOf(number).setScale(SHOWN_PLACES, RoundingMode.HALF_EVEN))
                    : Double.toString(number);
        }
        Instant instant = instant(value);
        if (instant != null) {
            boolean whole = instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
            return (whole ? SECONDS : MICROS).format(instant.atOffset(ZoneOffset.UTC));
        }
        return exact(value).replaceAll("\\p{Cntrl}", " ");
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Timestamp time) {
            return time.toInstant();
        }
        return value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : null;
    }
}
