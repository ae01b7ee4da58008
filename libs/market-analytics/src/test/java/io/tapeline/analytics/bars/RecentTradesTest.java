package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Interval;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecentTradesTest {
    private static final long SECOND = Interval.S1.nanos();

    static Stream<Named<LongFunction<TradeKey>>> keys() {
        return Stream.of(
                Named.of("one after the other", i -> new TradeKey(1, i)),
                Named.of("of two symbols in turn", i -> new TradeKey(i % 2 * 0x5555_5555_5555L, i)),
                Named.of("a thousand apart", i -> new TradeKey(7, i * 1_000)),
                Named.of("alike in their lower bits", i -> new TradeKey(3, i << 40)),
                Named.of("hashes", i -> TradeKey.ofText(9, "t" + i)),
                Named.of("of one hash", i -> new TradeKey(-8 * i, 64 * i)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void remembersWhatAQueueAndASetRemember(LongFunction<TradeKey> keys) throws IOException {
        remembersWhatAQueueAndASetRemember(keys, TradeRows.NO_ID);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void remembersTheSameOfNumericIds(LongFunction<TradeKey> keys) throws IOException {
        remembersWhatAQueueAndASetRemember(keys, TradeRows.NUMERIC_ID);
    }

    private static void remembersWhatAQueueAndASetRemember(LongFunction<TradeKey> keys, int id) throws IOException {
        Random random = new Random(5);
        RecentTrades recent = new RecentTrades();
        Deque<TradeKey> queue = new ArrayDeque<>();
        Set<TradeKey> set = new HashSet<>();
        int minimum = 50;
        long newest = 0;
        for (int step = 0; step < 4_000; step++) {
            long ts = step * SECOND / 4;
            List<TradeKey> batch = new ArrayList<>();
            List<TradeKey> expected = new ArrayList<>();
            for (int i = random.nextInt(step % 100 == 50 ? 1_000 : 4); i >= 0; i--) {
                // Mostly the next key, now and then one of before, remembered or not, or among these.
                long number = random.nextInt(step < 2_000 ? 3 : 30) == 0 ? random.nextLong(newest + 1) : newest++;
                TradeKey key = keys.apply(number);
                batch.add(key);
                if (set.add(key)) {
                    expected.add(key);
                }
            }
            assertThat(add(recent, batch, id, ts, 1, 1, 0)).isEqualTo(expected);
            queue.addAll(expected);
            if (step % 100 == 0) {
                int window = 20 + random.nextInt(200);
                recent.evict(ts - window * SECOND, minimum);
                while (queue.size() > recent.next() - recent.first()) {
                    set.remove(queue.remove());
                }
                assertThat(queue).hasSize((int) (recent.next() - recent.first()));
                assertThat(recent.next() - recent.first()).isGreaterThanOrEqualTo(Math.min(minimum, queue.size()));
            }
            if (step % 500 == 250) {
                RecentTrades before = recent;
                recent = recent.copy();
                before.cancel(before.first());
                add(before, List.of(new TradeKey(7, 7)), id, 7, 7, 7, 7);
            }
            if (step % 1_000 == 700) {
                recent = read(recent);
            }
        }
        for (long number = 0; number < newest; number++) {
            TradeKey key = keys.apply(number);
            long found = recent.find(key.high(), key.low());
            assertThat(found != RecentTrades.NONE).isEqualTo(set.contains(key));
            if (found != RecentTrades.NONE) {
                assertThat(recent.status(found)).isEqualTo(RecentTrades.COUNTED);
                assertThat(recent.symbolId(found)).isEqualTo(3);
            }
        }
    }

    @Test
    void forgetsAsManyAsTradeByTradeWould() throws IOException {
        Random random = new Random(11);
        RecentTrades recent = new RecentTrades();
        Deque<Long> times = new ArrayDeque<>();
        long number = 0;
        for (int step = 0; step < 2_000; step++) {
            long ts = (step / 10 + random.nextInt(20)) * SECOND;
            List<TradeKey> batch = new ArrayList<>();
            for (int i = random.nextInt(300); i >= 0; i--) {
                batch.add(new TradeKey(1, number++));
                times.add(ts);
            }
            add(recent, batch, TradeRows.NUMERIC_ID, ts, 1, 1, 0);
            int minimum = random.nextInt(50_000);
            long floor = (step / 10 - 10) * SECOND;
            while (times.size() > minimum && times.element() < floor) {
                times.remove();
            }
            recent.evict(floor, minimum);
            assertThat(recent.next() - recent.first()).isEqualTo(times.size());
            if (step % 150 == 149) {
                recent = step % 300 == 299 ? read(recent) : recent.copy();
            }
        }
    }

    @Test
    void keepsTheTradesOfABarThatTheFloorIsIn() {
        RecentTrades recent = new RecentTrades();
        add(recent, List.of(new TradeKey(1, 1)), TradeRows.NO_ID, 9 * SECOND + 999, 1, 1, 1);
        add(recent, List.of(new TradeKey(2, 2)), TradeRows.NO_ID, 10 * SECOND, 1, 1, 1);
        recent.evict(11 * SECOND - 1, 0);
        assertThat(recent.next() - recent.first()).isEqualTo(1);
        recent.evict(11 * SECOND, 0);
        assertThat(recent.next() - recent.first()).isZero();
    }

    @Test
    void aTradeThatIsCorrectedToALaterTimeIsKeptByThatTime() {
        RecentTrades recent = new RecentTrades();
        List<TradeKey> keys =
                LongStream.range(0, 300).mapToObj(i -> new TradeKey(1, i)).toList();
        add(recent, keys, TradeRows.NUMERIC_ID, SECOND, 1, 1, 1);
        recent.correct(recent.find(1, 200), 50 * SECOND, 1, 1, 1);

        recent.evict(20 * SECOND, 0);

        assertThat(recent.find(1, 199)).isEqualTo(RecentTrades.NONE);
        assertThat(recent.next() - recent.first()).isEqualTo(100);
    }

    @Test
    void aChangeShowsOnOneSideOfACopyOnly() {
        RecentTrades recent = new RecentTrades();
        for (int i = 0; i < 1_000; i++) {
            add(recent, List.of(new TradeKey(1, i)), TradeRows.NUMERIC_ID, i, i, i, i);
        }
        RecentTrades copy = recent.copy();
        long third = copy.find(1, 3);
        copy.correct(third, 30, 31, 32, 33);
        recent.cancel(recent.find(1, 4));

        assertThat(copy.reads(third, 30, 31, 32, 33)).isTrue();
        assertThat(recent.reads(third, 3, 3, 3, 3)).isTrue();
        assertThat(copy.status(copy.find(1, 4))).isEqualTo(RecentTrades.COUNTED);
        assertThat(recent.status(recent.find(1, 4))).isEqualTo(RecentTrades.CANCELLED);
    }

    @Test
    void aCancelShowsOnOneSideOfACopyOnly() {
        RecentTrades recent = new RecentTrades();
        add(recent, List.of(new TradeKey(1, 5)), TradeRows.NUMERIC_ID, 1, 1, 1, 1);
        RecentTrades copy = recent.copy();
        recent.cancel(recent.find(1, 5));

        assertThat(recent.status(recent.find(1, 5))).isEqualTo(RecentTrades.CANCELLED);
        assertThat(copy.status(copy.find(1, 5))).isEqualTo(RecentTrades.COUNTED);
    }

    @Test
    void whatOneSideOfACopyForgetsIsNotWrittenOverForTheOther() {
        RecentTrades recent = new RecentTrades();
        for (int i = 0; i < 5_000; i++) {
            add(recent, List.of(new TradeKey(1, i)), TradeRows.NUMERIC_ID, i, i, i, i);
        }
        RecentTrades copy = recent.copy();
        for (int round = 1; round < 4; round++) {
            recent.evict(Long.MAX_VALUE, 100);
            for (int i = 0; i < 5_000; i++) {
                add(recent, List.of(new TradeKey(2, round * 10_000 + i)), TradeRows.NUMERIC_ID, 7, 7, 7, 7);
            }
        }

        for (int i = 0; i < 5_000; i++) {
            assertThat(copy.reads(copy.find(1, i), i, i, i, i)).isTrue();
        }
    }

    /** Adds trades of one time, and gives back the keys of those that were not remembered. */
    private static List<TradeKey> add(
            RecentTrades recent, List<TradeKey> keys, int id, long ts, long price, long size, long sequence) {
        TradeRows rows = Rows.ofKeys(keys, id, ts, price, size, sequence);
        TradeRows fresh = recent.sift(rows);
        recent.append(fresh, new long[] {RecentTrades.label(3, RecentTrades.COUNTED)}, new RowList());
        return IntStream.range(0, fresh.count())
                .mapToObj(row -> new TradeKey(fresh.keyHigh(row), fresh.keyLow(row)))
                .toList();
    }

    private static RecentTrades read(RecentTrades recent) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        recent.write(new DataOutputStream(bytes));
        return RecentTrades.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
