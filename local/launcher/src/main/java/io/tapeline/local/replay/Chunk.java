package io.tapeline.local.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Trades that are posted together, and the lines of the file on which they stand. Reusable. */
final class Chunk {
    /** Beyond it a chunk is full whatever its count, so that a post stays far below what a server takes. */
    private static final int MAX_BYTES = 1 << 20;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final long[] lines;
    private int count;

    Chunk(int size) {
        this.lines = new long[size];
    }

    /**
     * Takes trades from {@code source} until this chunk is full or the source is empty.
     *
     * @return whether there is a trade in it
     */
    boolean fill(TradeSource source) throws IOException {
        body.reset();
        count = 0;
        while (count < lines.length && body.size() < MAX_BYTES) {
            byte[] item = source.next();
            if (item == null) {
                break;
            }
            body.write(item, 0, item.length);
            body.write('\n');
            lines[count] = source.line();
            count++;
        }
        return count > 0;
    }

    int count() {
        return count;
    }

    byte[] body() {
        return body.toByteArray();
    }

    /** The line of the item at {@code index}; 0 if there is no such item. */
    long line(int index) {
        return index >= 0 && index < count ? lines[index] : 0;
    }

    @Override
    public String toString() {
        return "lines " + Arrays.stream(lines, 0, count).min().orElse(0) + "-"
                + Arrays.stream(lines, 0, count).max().orElse(0);
    }
}
