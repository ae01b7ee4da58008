package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void understandsEveryOption() {
        CommandLine line = CommandLine.parse(List.of(
                ("--port 7000 --data-dir /tmp/d --stream market-data=2 --stream live=1 --limits off --retention 36h "
                                + "--read-wait 20ms --max-heap 128m --region eu-west-1 --exit-with-parent")
                        .split(" ")));

        EmulatorConfig config = line.config();
        assertThat(config.port()).isEqualTo(7000);
        assertThat(config.dataDirectory()).contains(Path.of("/tmp/d"));
        assertThat(config.streams()).isEqualTo(Map.of("market-data", 2, "live", 1));
        assertThat(config.limits()).isFalse();
        assertThat(config.retention()).isEqualTo(Duration.ofHours(36));
        assertThat(config.readWait()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.maxHeapBytes()).isEqualTo(128 << 20);
        assertThat(config.region()).isEqualTo("eu-west-1");
        assertThat(line.exitWithParent()).isTrue();
        assertThat(line.help()).isFalse();
    }

    @Test
    void defaultsAreThoseOfTheService() {
        EmulatorConfig config = CommandLine.parse(List.of()).config();

        assertThat(config.port()).isEqualTo(4567);
        assertThat(config.limits()).isTrue();
        assertThat(config.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(config.readWait()).isZero();
        assertThat(config.dataDirectory()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--port x, '--port takes a number, not ''x'''",
        "--port 70000, port 70000 is not between 0 and 65535",
        "--port, --port needs a value",
        "--stream s, '--stream takes NAME=SHARDS, not ''s'''",
        "--stream s=0, stream s has 0 shards",
        "--retention 1w, '--retention takes something like 20ms, 30s or 24h, not ''1w'''",
        "--retention 0s, retention PT0S is below a second",
        "--max-heap lots, '--max-heap takes something like 64m, not ''lots'''",
        "--verbose, unknown option --verbose"
    })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
