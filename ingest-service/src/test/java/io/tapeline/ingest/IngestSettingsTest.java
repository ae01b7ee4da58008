package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tapeline.ingest.connect.FeedSettings;
import io.tapeline.ingest.kinesis.KinesisSettings;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.ingest.spool.SpoolSync;
import io.tapeline.wire.Compression;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestSettingsTest {
    private static IngestSettings settings(Map<String, String> values) {
        return settings(values, "prod");
    }

    private static IngestSettings settings(Map<String, String> values, String profile) {
        Map<String, String> all = new HashMap<>(Map.of("ingest.trust.keys-file", "keys.json"));
        all.putAll(values);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withMapping(KinesisConfig.class)
                .withConverters(
                        new Converter<?>[] {new DurationConverter(), new MemorySizeConverter(), new PathConverter()})
                .withDefaultValues(all)
                .build();
        return IngestSettings.of(
                config.getConfigMapping(IngestConfig.class),
                config.getConfigMapping(KinesisConfig.class),
                List.of(profile));
    }

    @Test
    void defaultsAreThoseOfTheParts() {
        IngestSettings settings = settings(Map.of());

        assertThat(settings.publisher()).isEqualTo(PublisherSettings.DEFAULT);
        assertThat(settings.spool()).isEmpty();
        assertThat(settings.rules()).isEqualTo(EventRules.DEFAULT);
        assertThat(settings.kinesis())
                .isEqualTo(new KinesisSettings(Optional.empty(), "us-east-1", "market-data", Optional.empty()));
    }

    @Test
    void takesWhatIsSet() {
        IngestSettings settings = settings(Map.of(
                "kinesis.endpoint", "http://127.0.0.1:4567",
                "kinesis.stream-arn", "arn:aws:kinesis:us-east-1:000000000000:stream/market-data",
                "ingest.publisher.compression", "zstd",
                "ingest.publisher.batch-bytes", "64K",
                "ingest.spool.directory", "/var/spool/tapeline",
                "ingest.spool.max-bytes", "64M",
                "ingest.spool.fsync", "interval",
                "ingest.validation.max-price", "1000.5"));

        assertThat(settings.kinesis().endpoint()).hasValue(URI.create("http://127.0.0.1:4567"));
        assertThat(settings.kinesis().streamArn()).isPresent();
        assertThat(settings.publisher().compression()).isEqualTo(Compression.ZSTD);
        assertThat(settings.publisher().batchBytes()).isEqualTo(65_536);
        assertThat(settings.spool())
                .hasValue(new SpoolSettings(Path.of("/var/spool/tapeline"), 64 << 20, SpoolSync.INTERVAL));
        assertThat(settings.rules().maxPrice()).isEqualTo(1_000_500_000_000L);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "kinesis.endpoint, localhost",
        "kinesis.stream, a stream",
        "kinesis.stream-arn, market-data",
        "ingest.publisher.linger, 11s",
        "ingest.publisher.batch-bytes, 2M",
        "ingest.publisher.batch-events, 0",
        "ingest.publisher.buffer-events, 100",
        "ingest.publisher.ranges-per-shard, 17",
        "ingest.publisher.layout-refresh, 0s",
        "ingest.publisher.backoff-max, 1ms",
        "ingest.spool.max-bytes, 15M",
        "ingest.validation.max-price, 0",
        "ingest.validation.max-price, 9223372037",
        "ingest.validation.oldest, 1969-12-31T00:00:00Z",
        "ingest.limits.max-item, 100",
        "ingest.limits.max-compression-ratio, 1",
        "ingest.replay.max-open, 0",
        "ingest.socket.max-connections, 0",
        "ingest.socket.max-message, 17M",
        "ingest.socket.max-unacknowledged, 0",
        "ingest.socket.max-unacknowledged-bytes, 1",
        "ingest.socket.ping-interval, 0s",
        "ingest.socket.idle-timeout, 20s",
        "ingest.reference.refresh, 0s",
        "ingest.reference.unknown, reject",
        "ingest.limits.head-timeout, 1h",
        "ingest.limits.body-timeout, 2m",
        "ingest.limits.body-min-rate, -1",
        "ingest.trust.enabled, false",
        "ingest.trust.keys-file, ''",
        "ingest.trust.refresh, 0s",
        "ingest.idempotency.max-entries, 0",
        "ingest.idempotency.max-bytes, 10",
        "ingest.idempotency.max-age, 0s",
    })
    void refusesValuesOutOfBounds(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the configuration has 1 problem: " + key + " ");
    }

    @ParameterizedTest
    @CsvSource({"local", "dev", "test"})
    void needsNoKeysOnADevelopersMachine(String profile) {
        IngestSettings settings =
                settings(Map.of("ingest.trust.enabled", "false", "ingest.trust.keys-file", ""), profile);

        assertThat(settings.guard().keysFile()).isNull();
    }

    @Test
    void needsKeysThereTooUnlessTrustIsOff() {
        assertThat(settings(Map.of(), "local").guard().keysFile()).isEqualTo(Path.of("keys.json"));
    }

    @Test
    void takesFeedsByTheirNames() {
        IngestSettings settings = settings(Map.of(
                "ingest.feeds.spot.type", "coinbase",
                "ingest.feeds.spot.symbols", "BTC-USD,ETH-USD",
                "ingest.feeds.spot.channels", "matches,ticker",
                "ingest.feeds.spot.silence", "5s",
                "ingest.feeds.old.type", "file",
                "ingest.feeds.old.path", "trades.csv.gz",
                "ingest.feeds.old.kind", "trade",
                "ingest.feeds.old.ts-unit", "ms",
                "ingest.feeds.old.speed", "2.5x"));

        assertThat(settings.feeds()).extracting(FeedSettings::name).containsExactly("old", "spot");
        FeedSettings old = settings.feeds().get(0);
        assertThat(old.file()).isEqualTo(Path.of("trades.csv.gz"));
        assertThat(old.kind()).isEqualTo(EventKind.TRADE);
        assertThat(old.unit()).isEqualTo(TimestampUnit.MS);
        assertThat(old.speed()).isEqualTo(2.5);
        FeedSettings spot = settings.feeds().get(1);
        assertThat(spot.url()).isEqualTo(URI.create("wss://ws-feed.exchange.coinbase.com"));
        assertThat(spot.restUrl()).isEqualTo(URI.create("https://api.exchange.coinbase.com"));
        assertThat(spot.symbols()).containsExactly("BTC-USD", "ETH-USD");
        assertThat(spot.channels()).containsExactly("matches", "ticker");
        assertThat(spot.silence()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest(name = "{0}: {1}={2}")
    @CsvSource({
        "coinbase, symbols,",
        "coinbase, channels, level2",
        "binance, channels, 'trade,aggTrade'",
        "kraken, url, https://ws.kraken.com",
        "kraken, rest-url, /0",
        "http, url, ws://127.0.0.1/",
        "http, url,",
        "file, path,",
        "file, dialect, kraken",
        "file, speed, 0x",
        "file, speed, fast",
        "file, speed, -1x",
        "coinbase, silence, 1ms",
        "coinbase, backoff-max, 1ms",
        "coinbase, max-backfill, 0",
        "http, interval, 0s",
    })
    void refusesAFeedThatCannotWork(String type, String key, @Nullable String value) {
        Map<String, String> feed = new HashMap<>(Map.of(
                "ingest.feeds.f.type", type,
                "ingest.feeds.f.symbols", "A",
                "ingest.feeds.f.path", "a.csv"));
        if (type.equals("http")) {
            feed.put("ingest.feeds.f.url", "http://127.0.0.1/");
        }
        if (value == null) {
            feed.remove("ingest.feeds.f." + key);
        } else {
            feed.put("ingest.feeds.f." + key, value);
        }

        assertThatThrownBy(() -> settings(feed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the configuration has 1 problem: ingest.feeds.f." + key + " ");
    }

    @Test
    void listsEveryProblem() {
        assertThatThrownBy(() -> settings(Map.of(
                        "kinesis.stream", "a b", "ingest.limits.max-posts", "0", "ingest.publisher.heartbeat", "0s")))
                .hasMessageContaining("3 problems")
                .hasMessageContaining("ingest.limits.max-posts is not between 1 and 10000: 0");
    }
}
