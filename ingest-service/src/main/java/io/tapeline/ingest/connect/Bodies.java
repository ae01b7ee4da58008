package io.tapeline.ingest.connect;

import io.tapeline.ingest.dialect.DialectParser;
import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.parse.BodyReader;
import io.tapeline.ingest.parse.CsvReader;
import io.tapeline.ingest.parse.EventParser;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.JsonReader;
import java.util.function.LongSupplier;

/** Readers of what an address answers and of what a file holds. */
final class Bodies {
    /** What a body is in. */
    enum Format {
        JSON,
        NDJSON,
        CSV
    }

    private Bodies() {}

    /** @param clock our clock, nanoseconds since the epoch */
    static BodyReader reader(
            FeedSettings settings, Format format, MissingTime missingTime, EventRules rules, LongSupplier clock) {
        if (format == Format.CSV && settings.dialect() == null) {
            return new CsvReader(rules, settings.kind(), settings.unit(), Long.MAX_VALUE, clock);
        }
        return new JsonReader(
                settings.dialect() == null
                        ? new EventParser(rules, settings.kind(), settings.unit())
                        : new DialectParser(settings.dialect(), rules, settings.kind(), missingTime),
                format == Format.NDJSON,
                rules,
                Long.MAX_VALUE,
                clock);
    }
}
