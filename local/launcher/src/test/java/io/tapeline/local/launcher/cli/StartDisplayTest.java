package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.ServiceView;
import io.tapeline.local.launcher.stack.ServiceView.State;
import io.tapeline.local.launcher.stack.StackStatus;
import io.tapeline.local.launcher.stack.StackStatus.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartDisplayTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(10_000), ZoneOffset.UTC);

    private StartDisplay display(boolean terminal) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new StartDisplay(new Console(out, out, terminal, false, 100), clock);
    }

    private static ServiceView kinesis(State state, String note) {
        return new ServiceView("kinesis", state, 7, 4567, "http://127.0.0.1:4567", 6_900, 1_234, 2, note);
    }

    private static StackStatus status(ServiceView view) {
        return new StackStatus(Phase.STARTING, 1, "", List.of("port 4567 is taken"), List.of(view));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsALineForEachChangeWhereThereIsNoTerminal() {
        StartDisplay display = display(false);

        display.show(status(kinesis(State.WAITING, "")));
        display.show(status(kinesis(State.STARTING, "")));
        display.show(status(kinesis(State.READY, "")));
        display.show(status(kinesis(State.READY, "")));
        display.show(status(kinesis(State.RESTARTING, "it exited with code 1")));
        display.show(status(kinesis(State.FAILED, "gave up")));

        assertThat(written()).isEqualToNormalizingNewlines("""
                          ! port 4567 is taken
                          ✓ kinesis           ready in 1.2 s   http://127.0.0.1:4567
                          ↻ kinesis           restarting, for the 2nd time: it exited with code 1
                          ✗ kinesis           failed: gave up
                        """);
    }

    @Test
    void showsHowLongAStartTakesOnATerminal() {
        display(true).show(status(kinesis(State.STARTING, "")));

        assertThat(written()).contains("… kinesis           starting, 3.1 s");
    }
}
