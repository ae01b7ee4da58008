package io.tapeline.live.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShardBookTest {
    private static final Instant START = Instant.parse("2026-01-05T14:30:00Z");

    private final ShardBook book = new ShardBook(Duration.ofMinutes(1));

    private static Instant after(int seconds) {
        return START.plusSeconds(seconds);
    }

    private void read(String shard, int seconds) {
        book.read(shard, Duration.ofMillis(seconds), after(seconds));
    }

    @Test
    void isNotReadyBeforeTheShardsAreKnown() {
        assertThat(book.state(START).problem()).contains("the shards of the stream are not known yet");
    }

    @Test
    void isReadyOnceEveryShardIsReadAndNotBefore() {
        book.open(List.of("s1", "s2"), START);
        read("s1", 1);
        assertThat(book.state(after(1)).problem()).contains("these shards are not being read: [s2]");

        read("s2", 2);
        assertThat(book.state(after(2)))
                .isEqualTo(new SourceState(
                        Optional.empty(), Optional.empty(), 2, 2, Optional.of(after(2)), Duration.ofMillis(2)));
    }

    @Test
    void staysReadyThroughAReshard() {
        book.open(List.of("s1"), START);
        read("s1", 1);
        assertThat(book.state(after(1)).problem()).isEmpty();

        book.left("s1");
        book.open(List.of("s2", "s3"), after(5));
        assertThat(book.state(after(5)).problem()).isEmpty();
        read("s2", 8);
        assertThat(book.state(after(64)).problem()).isEmpty();
        read("s3", 64);
        read("s2", 65);
        assertThat(book.state(after(66)).problem()).isEmpty();
        assertThat(book.state(after(66)).openShards()).isEqualTo(2);
    }

    @Test
    void isNotReadyWhenAShardHasNoReaderForTooLong() {
        book.open(List.of("s1"), START);
        read("s1", 1);
        assertThat(book.state(after(1)).problem()).isEmpty();
        book.open(List.of("s1", "s2"), after(10));

        read("s1", 70);
        assertThat(book.state(after(70)).problem()).isEmpty();
        assertThat(book.state(after(71)).problem()).contains("these shards are not being read: [s2]");
    }

    @Test
    void isNotReadyWhenAReaderGivesNoSignOfLife() {
        book.open(List.of("s1"), START);
        read("s1", 1);

        assertThat(book.state(after(61)).problem()).isEmpty();
        assertThat(book.state(after(62)).problem()).isPresent();
        read("s1", 63);
        assertThat(book.state(after(63)).problem()).isEmpty();
    }

    @Test
    void givesAShardThatWasLostTimeToBeTakenAgain() {
        book.open(List.of("s1"), START);
        read("s1", 100);
        assertThat(book.state(after(100)).problem()).isEmpty();

        book.left("s1");
        assertThat(book.state(after(130)).problem()).isEmpty();
        assertThat(book.state(after(161)).problem()).isPresent();
    }
}
