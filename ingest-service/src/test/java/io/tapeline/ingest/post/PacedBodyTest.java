package io.tapeline.ingest.post;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.feed.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PacedBodyTest {
    private final ManualClock clock = new ManualClock();
    private final BodyPace pace = new BodyPace(Duration.ofSeconds(10), 100, clock);

    /** Gives some bytes for each read, each after some time. */
    private InputStream trickle(int bytes, Duration every) {
        return new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("one by one");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                clock.advance(every);
                pace.check();
                if (Thread.interrupted()) {
                    throw new InterruptedIOException();
                }
                return bytes;
            }
        };
    }

    /** Gives a lot at once, which would do for a long time, and then waits until it is interrupted. */
    private static final class Silence extends InputStream {
        private final CountDownLatch waits = new CountDownLatch(1);
        private boolean begun;

        @Override
        public int read() throws IOException {
            waits.countDown();
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                throw (IOException) new InterruptedIOException().initCause(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!begun) {
                begun = true;
                return length;
            }
            return read();
        }
    }

    @Test
    void endsAReadThatWaitsTooLong() throws Exception {
        Silence silence = new Silence();
        PacedBody body = pace.watch(silence);
        CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                int unused = body.read(new byte[100_000]) + body.read();
            } catch (IOException e) {
                interruptedAfter.complete(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        reader.start();
        silence.waits.await();

        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        pace.check();
        assertThat(failure).isNotDone();
        clock.advanceNanos(1);
        pace.check();

        await().until(failure::isDone);
        assertThat(failure.get())
                .isInstanceOf(PacedBody.TooSlowException.class)
                .hasMessageContaining("at most 10000 ms of silence, and after that at least 100 bytes a second");
        // The thread goes back to its pool: it must not carry our interrupt there.
        assertThat(interruptedAfter.get()).isFalse();
        reader.join();
    }

    @Test
    void doesNotAskForARateAfterAPauseWithinTheTimeOut() throws IOException {
        PacedBody body = pace.watch(trickle(1, Duration.ofSeconds(10).minusNanos(1)));

        assertThat(body.read(new byte[10])).isEqualTo(1);
    }

    @Test
    void leavesNoInterruptBehindWhenTheBytesCameAtTheLastMoment() {
        PacedBody body = pace.watch(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("one by one");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                clock.advance(Duration.ofSeconds(10));
                pace.check();
                return 1;
            }
        });

        assertThatThrownBy(body::read).isInstanceOf(PacedBody.TooSlowException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void passesOnAnInterruptThatIsNotOurs() throws Exception {
        Silence silence = new Silence();
        PacedBody body = pace.watch(silence);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                int unused = body.read(new byte[100_000]) + body.read();
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        reader.start();
        silence.waits.await();

        reader.interrupt();

        await().until(failure::isDone);
        assertThat(failure.get()).isInstanceOf(InterruptedIOException.class);
        reader.join();
    }

    @Test
    void endsABodyThatTrickles() throws IOException {
        PacedBody body = pace.watch(trickle(99, Duration.ofSeconds(1)));
        byte[] into = new byte[1000];
        for (int second = 1; second < 10; second++) {
            assertThat(body.read(into)).isEqualTo(99);
        }

        assertThatThrownBy(() -> body.read(into)).isInstanceOf(PacedBody.TooSlowException.class);
    }

    @Test
    void letsABodyGoOnThatComesFastEnough() throws IOException {
        // The read under way counts as time, and not yet as bytes: 101 a second would be too few at first.
        PacedBody body = pace.watch(trickle(120, Duration.ofSeconds(1)));
        byte[] into = new byte[1000];

        for (int second = 1; second < 1000; second++) {
            assertThat(body.read(into)).isEqualTo(120);
        }
    }

    @Test
    void doesNotCountTheTimeThatItsReaderTakes() throws IOException {
        PacedBody body = pace.watch(new ByteArrayInputStream("abc".getBytes(US_ASCII)));
        int first = body.read();

        clock.advance(Duration.ofHours(1));
        pace.check();

        assertThat(first).isEqualTo('a');
        assertThat(body.readAllBytes()).hasSize(2);
    }

    @Test
    void isWatchedUntilItIsClosed() {
        PacedBody body = pace.watch(InputStream.nullInputStream());
        assertThat(pace.watched()).isEqualTo(1);

        body.close();

        assertThat(pace.watched()).isZero();
    }
}
