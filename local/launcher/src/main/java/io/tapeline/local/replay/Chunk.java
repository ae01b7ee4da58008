package io.tapeline.local.replay;

import io.tapeline.local.replay.PostOutcome.Item;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Trades that are posted together, and the lines of the file on which they stand. Reusable. */
final class Chunk {
    /** Beyond it a chunk is full whatever its count, so that a post stays far below what a server takes. */
    private static final int MAX_BYTES = 1 << 20;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final long[] lines;
    private final int[] ends;
    private int count;
    private SourcePosition position = SourcePosition.START;

    Chunk(int size) {
        this.lines = new long[size];
        this.ends = new int[size];
    }

    void clear() {
        body.reset();
        count = 0;
    }

    /**
     * Adds a trade; there must be room.
     *
     * @param line on which it stands
     * @param behind the place in the file behind it
     */
    void add(byte[] item, long line, SourcePosition behind) {
        body.write(item, 0, item.length);
        body.write('\n');
        lines[count] = line;
        ends[count] = body.size() - 1;
        count++;
        position = behind;
    }

    boolean isFull() {
        return count == lines.length || body.size() >= MAX_BYTES;
    }

    int count() {
        return count;
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** The place in the file behind the last trade. */
    SourcePosition position() {
        return position;
    }

    /** The line of the item at {@code index}; 0 if there is no such item. */
    long line(int index) {
        return index >= 0 && index < count ? lines[index] : 0;
    }

    /** The last trade of its {@code sent} body that is not among the rejected. */
    Optional<String> lastBut(List<Item> rejected, byte[] sent) {
        BitSet out = new BitSet(count);
        rejected.stream().filter(item -> item.index() >= 0).forEach(item -> out.set(item.index()));
        int last = out.previousClearBit(count - 1);
        if (last < 0) {
            return Optional.empty();
        }
        int from = last == 0 ? 0 : ends[last - 1] + 1;
        return Optional.of(new String(sent, from, ends[last] - from, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "lines " + Arrays.stream(lines, 0, count).min().orElse(0) + "-"
                + Arrays.stream(lines, 0, count).max().orElse(0);
    }
}
