package io.tapeline.ingest.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.tapeline.ingest.feed.ManualClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadTimerTest {
    private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();

    private final ManualClock clock = new ManualClock();
    private final Set<HeadTimer> all = new LinkedHashSet<>();
    private final HeadTimer timer = new HeadTimer(all, clock);
    private final EmbeddedChannel channel = new EmbeddedChannel(timer, new HttpRequestDecoder());

    private boolean isOpenAfter(Duration time) {
        clock.advance(time);
        timer.check(TIMEOUT);
        channel.runPendingTasks();
        return channel.isOpen();
    }

    private void read() {
        // What it is does not matter to the timer, and the decoder passes on what it does not know.
        channel.writeInbound(new Object());
    }

    @Test
    void endsAConnectionOnWhichNoRequestComes() {
        assertThat(isOpenAfter(Duration.ofSeconds(10))).isTrue();
        read();
        assertThat(isOpenAfter(Duration.ofNanos(1))).isFalse();
        assertThat(all).isEmpty();
    }

    @Test
    void letsARequestTakeItsTime() {
        timer.requested();

        assertThat(isOpenAfter(Duration.ofHours(1))).isTrue();
        read();
        assertThat(isOpenAfter(Duration.ofHours(1))).isTrue();
    }

    @Test
    void timesTheNextHeadFromItsFirstByte() {
        timer.requested();
        timer.answered();
        assertThat(isOpenAfter(Duration.ofMinutes(1))).isTrue();

        read();

        assertThat(isOpenAfter(Duration.ofSeconds(10))).isTrue();
        read();
        assertThat(isOpenAfter(Duration.ofNanos(1))).isFalse();
    }

    @Test
    void leavesAConnectionAloneThatHasSwitchedToAnotherProtocol() {
        timer.requested();
        timer.answered();
        channel.pipeline().remove(HttpRequestDecoder.class);

        read();

        assertThat(isOpenAfter(Duration.ofHours(1))).isTrue();
    }

    @Test
    void forgetsAConnectionThatEnds() {
        assertThat(all).containsExactly(timer);

        channel.close().syncUninterruptibly();

        assertThat(all).isEmpty();
    }
}
