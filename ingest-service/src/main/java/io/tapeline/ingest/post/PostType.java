package io.tapeline.ingest.post;

import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.dialect.DialectParser;
import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.parse.BatchReader;
import io.tapeline.ingest.parse.BodyReader;
import io.tapeline.ingest.parse.CsvReader;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventParser;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.ItemParser;
import io.tapeline.ingest.parse.JsonReader;
import io.tapeline.ingest.parse.TimestampUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a post's body holds, and how.
 *
 * @param kind what every item is; null when each says so itself
 * @param format the format
 * @param unit of timestamps that are plain numbers; of no meaning to Avro, whose are nanoseconds, and to a dialect
 * @param dialect whose messages the items of JSON or NDJSON are; null when they are events as the API words them
 * @param missingTime what a message of a dialect without a time gets
 */
public record PostType(
        @Nullable EventKind kind,
        Format format,
        TimestampUnit unit,
        @Nullable Dialect dialect,
        MissingTime missingTime) {
    /** Events as the API words them. */
    public PostType(@Nullable EventKind kind, Format format, TimestampUnit unit) {
        this(kind, format, unit, null, MissingTime.REFUSED);
    }

    public PostType {
        if (dialect != null && format != Format.JSON && format != Format.NDJSON) {
            throw new IllegalArgumentException("a dialect in a format other than JSON: " + format);
        }
    }

    /** What the body's type says it is. */
    public enum Format {
        /** An array, or one object, or NDJSON: the first bytes tell. */
        JSON,
        /** One object a line. */
        NDJSON,
        /** Values with commas between them, under a header. */
        CSV,
        /** One batch as on the stream. */
        AVRO
    }

    /** How the body is packed. */
    public enum Packing {
        PLAIN,
        GZIP,
        ZSTD
    }

    BodyReader reader(EventRules rules, long maxBodyBytes, LongSupplier clock) {
        return switch (format) {
            case JSON -> new JsonReader(parser(rules), false, rules, maxBodyBytes, clock);
            case NDJSON -> new JsonReader(parser(rules), true, rules, maxBodyBytes, clock);
            case CSV -> new CsvReader(rules, kind, unit, maxBodyBytes, clock);
            case AVRO -> new BatchReader(rules, kind, clock);
        };
    }

    private ItemParser parser(EventRules rules) {
        return dialect == null
                ? new EventParser(rules, kind, unit)
                : new DialectParser(dialect, rules, kind, missingTime);
    }
}
