package io.tapeline.ingest.connect;

import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one feed is connected to, and how. Built and checked by the service's configuration.
 *
 * @param name what it is called in metrics, logs and answers
 * @param type what it is connected to
 * @param url the socket or the address to ask; null for a file
 * @param restUrl where a venue's REST API is; null where there is none
 * @param file the file to replay; null for other feeds
 * @param symbols as the venue writes them
 * @param channels of the venue
 * @param kind what every item is, for an address and a file; null when each says so itself
 * @param dialect of an address or a file; null for events as the API words them
 * @param unit of timestamps that are plain numbers, for an address and a file
 * @param silence after how long without a frame an open socket counts as mute; also the longest wait for the confirmation
 *     of a subscription
 * @param backoffMin the bound of the wait before the first new attempt; it doubles with each one that fails
 * @param backoffMax the greatest such bound
 * @param backfill whether what was missed is fetched from the venue's REST API
 * @param maxBackfill the most trades that are fetched for one gap
 * @param interval between two questions to an address
 * @param speed how many times faster than recorded a file is replayed; 0 as fast as possible
 */
public record FeedSettings(
        String name,
        FeedType type,
        @Nullable URI url,
        @Nullable URI restUrl,
        @Nullable Path file,
        List<String> symbols,
        List<String> channels,
        @Nullable EventKind kind,
        @Nullable Dialect dialect,
        TimestampUnit unit,
        Duration silence,
        Duration backoffMin,
        Duration backoffMax,
        boolean backfill,
        int maxBackfill,
        Duration interval,
        double speed) {
    public FeedSettings {
        symbols = List.copyOf(symbols);
        channels = List.copyOf(channels);
    }
}
