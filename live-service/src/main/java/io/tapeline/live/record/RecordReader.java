package io.tapeline.live.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapeline.live.board.LiveBar;
import io.tapeline.live.board.LiveIndicators;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.model.Interval;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the live stream, {@code {"bars":[...],"indicators":[...]}}. Fields that are not known are kept in the
 * text of their bar and otherwise passed over, so that the stream may say more than this reader knows. Thread safe.
 */
public final class RecordReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long NANOS = 1_000_000_000L;

    private RecordReader() {}

    /**
     * Reads a record.
     *
     * @throws MalformedRecordException if it is no JSON object; bars and rows that lack what is needed are only counted
     */
    public static LiveRecord read(byte[] data) throws MalformedRecordException {
        List<LiveBar> bars = new ArrayList<>();
        List<LiveIndicators> indicators = new ArrayList<>();
        int malformed = 0;
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("the record is no JSON object");
            }
            for (String list = parser.nextFieldName(); list != null; list = parser.nextFieldName()) {
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    Item item = item(parser, data);
                    if (item == null) {
                        malformed++;
                    } else if (list.equals("bars")) {
                        bars.add(item.bar());
                    } else if (list.equals("indicators")) {
                        indicators.add(item.indicators());
                    }
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("something follows the record");
            }
        } catch (IOException e) {
            throw new MalformedRecordException("the record is no JSON", e);
        }
        return new LiveRecord(bars, indicators, malformed);
    }

    /** What decides about a bar or a row, and its text. */
    private record Item(SeriesKey key, long start, int revision, LiveBar.Stage stage, String json) {
        LiveBar bar() {
            return new LiveBar(key, start, revision, stage, json);
        }

        LiveIndicators indicators() {
            return new LiveIndicators(key, start, revision, json);
        }
    }

    private static @Nullable Item item(JsonParser parser, byte[] data) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        String symbol = "";
        String interval = "";
        String start = "";
        long revision = -1;
        long trades = 1;
        boolean isFinal = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            boolean integer = value == JsonToken.VALUE_NUMBER_INT;
            switch (name) {
                case "symbol" -> symbol = parser.getValueAsString("");
                case "interval" -> interval = parser.getValueAsString("");
                case "ts_start" -> start = parser.getValueAsString("");
                case "revision" -> revision = integer ? parser.getValueAsLong(-1) : -1;
                case "trade_count" -> trades = integer ? parser.getValueAsLong(1) : 1;
                case "is_final" -> isFinal = value == JsonToken.VALUE_TRUE;
                default -> {}
            }
            parser.skipChildren();
        }
        int to = (int) parser.currentLocation().getByteOffset();
        if (symbol.isBlank() || revision < 0 || revision > Integer.MAX_VALUE) {
            return null;
        }
        LiveBar.Stage stage =
                !isFinal ? LiveBar.Stage.PROVISIONAL : trades == 0 ? LiveBar.Stage.WITHDRAWN : LiveBar.Stage.FINAL;
        try {
            return new Item(
                    new SeriesKey(symbol, Interval.ofCode(interval)),
                    nanos(Instant.parse(start)),
                    (int) revision,
                    stage,
                    new String(data, from, to - from, UTF_8));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }
}
