package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ResumeHintTest {
    @Test
    void repeatsTheCommandAndAsksToResume() {
        assertThat(ResumeHint.of(List.of("--dir", "/tmp/x", "replay", "trades.csv", "--speed=10x")))
                .isEqualTo("./tapeline --dir /tmp/x replay trades.csv --speed=10x --resume");
        assertThat(ResumeHint.of(List.of("replay", "--resume", "trades.csv")))
                .isEqualTo("./tapeline replay --resume trades.csv");
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(ResumeHint.of(List.of("replay", "my trades.csv", "--symbol", "$A", "--venue", "it's", "")))
                .isEqualTo("./tapeline replay 'my trades.csv' --symbol '$A' --venue 'it'\\''s' '' --resume");
    }
}
