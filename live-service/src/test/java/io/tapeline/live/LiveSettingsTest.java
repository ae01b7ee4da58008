package io.tapeline.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tapeline.live.kcl.Consumer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSettingsTest {
    private static LiveSettings settings(Map<String, String> properties) {
        return settings(new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(properties, "test", 100)));
    }

    private static LiveSettings settings(SmallRyeConfigBuilder sources) {
        SmallRyeConfig config = sources.withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(LiveConfig.class)
                .build();
        return LiveSettings.of(config.getConfigMapping(LiveConfig.class));
    }

    @Test
    void areGoodByDefault() throws Exception {
        LiveSettings settings = settings(Map.of());

        assertThat(settings.kcl().application())
                .isEqualTo("tapeline-live-" + InetAddress.getLocalHost().getHostName());
        assertThat(settings.kcl().consumer()).isEqualTo(Consumer.FAN_OUT);
        assertThat(settings.board().maxBytes()).isEqualTo(128L << 20);
    }

    @Test
    void takeWhatTheyAreTold() {
        LiveSettings settings = settings(Map.of(
                "live.instance", "a", "live.application", "app", "live.consumer", "polling", "live.failover", "1s"));

        assertThat(settings.kcl().application()).isEqualTo("app-a");
        assertThat(settings.kcl().family()).isEqualTo("app-");
        assertThat(settings.kcl().consumer()).isEqualTo(Consumer.POLLING);
        assertThat(settings.kcl().failover()).isEqualTo(Duration.ofSeconds(1));
    }

    /** A container's name need not be one that a resolver knows. */
    @Test
    void areNamedAfterTheHostOfTheEnvironment() throws Exception {
        LiveSettings settings = settings(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Objects.requireNonNull(LiveSettings.class.getResource("/application.properties")), 250))
                .withSources(new PropertiesConfigSource(Map.of("HOSTNAME", "ip-10-40-1-17.nowhere"), "test", 300)));

        assertThat(settings.kcl().application()).isEqualTo("tapeline-live-ip-10-40-1-17.nowhere");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            live.application             | a b
            live.stream                  | arn:aws:kinesis:eu-west-1:000000000000:stream/live
            live.endpoint                | localhost
            live.dynamodb-endpoint       | /here
            live.failover                | 0s
            live.patience                | 2h
            live.sweep-after             | 24s
            live.history                 | 0
            live.max-symbols             | 0
            live.max-memory              | 1K
            live.socket.max-connections  | 0
            live.socket.max-subscriptions| 0
            live.socket.max-message      | 1
            live.socket.ping-interval    | 0s
            live.socket.idle-timeout     | 20s
            live.socket.send-timeout     | 0s
            """)
    void refuseWhatCannotBe(String key, String value) {
        assertThatThrownBy(() -> settings(Map.of(key, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the configuration has 1 problem: " + key + " ");
    }

    @Test
    void tellEveryProblemAtOnce() {
        assertThatThrownBy(() -> settings(Map.of("live.history", "0", "live.max-symbols", "0", "live.region", " x")))
                .hasMessageContaining("2 problems")
                .hasMessageContaining("live.history is not between 1 and 100000: 0")
                .hasMessageContaining("live.max-symbols");
    }
}
