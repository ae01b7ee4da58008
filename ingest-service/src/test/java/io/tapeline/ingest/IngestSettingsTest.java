package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tapeline.ingest.kinesis.KinesisSettings;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.ingest.spool.SpoolSync;
import io.tapeline.wire.Compression;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
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
                .withConverters(new Converter<?>[] {new DurationConverter(), new MemorySizeConverter()})
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
    void listsEveryProblem() {
        assertThatThrownBy(() -> settings(Map.of(
                        "kinesis.stream", "a b", "ingest.limits.max-posts", "0", "ingest.publisher.heartbeat", "0s")))
                .hasMessageContaining("3 problems")
                .hasMessageContaining("ingest.limits.max-posts is not between 1 and 10000: 0");
    }
}
