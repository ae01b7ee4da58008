package io.tapeline.ingest.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a segment that an earlier process left. An entry that was not completely written can only be the last one, and is cut
 * off: it was never sent. Anything else that is not as it was written is copied aside, and reading goes on at the next entry.
 */
final class SegmentScan {
    private static final int CHUNK_BYTES = 64 << 10;

    private final Segment segment;
    private final SpoolListener listener;
    private final List<SpoolEntry> pending = new ArrayList<>();

    private SegmentScan(Segment segment, SpoolListener listener) {
        this.segment = segment;
        this.listener = listener;
    }

    /** The entries that are not done, in order. */
    static List<SpoolEntry> pendingOf(Segment segment, SpoolListener listener) throws IOException {
        SegmentScan scan = new SegmentScan(segment, listener);
        scan.run();
        return scan.pending;
    }

    private void run() throws IOException {
        long offset = Segment.HEADER_BYTES;
        if (!segment.hasHeader()) {
            if (segment.size() < Segment.HEADER_BYTES) {
                cut(0);
                return;
            }
            offset = nextEntry(0);
            keepAside(0, offset);
        }
        while (offset < segment.size()) {
            long end = endOfEntry(offset);
            if (end < 0) {
                end = nextEntry(offset + 1);
                if (end == segment.size() && isTorn(offset)) {
                    cut(offset);
                    return;
                }
                keepAside(offset, end);
            }
            offset = end;
        }
    }

    /** Where the entry ends that begins here, which is noted if it is to be published; -1 if none begins here. */
    private long endOfEntry(long offset) throws IOException {
        if (segment.size() - offset < Entries.HEADER_BYTES) {
            return -1;
        }
        ByteBuffer header = segment.read(offset, ByteBuffer.allocate(Entries.HEADER_BYTES));
        int length = Entries.bodyBytes(header);
        long end = offset + Entries.HEADER_BYTES + length;
        if (length < 0 || end > segment.size()) {
            return -1;
        }
        ByteBuffer body = segment.read(offset + Entries.HEADER_BYTES, ByteBuffer.allocate(length));
        if (!Entries.matches(header, body)) {
            return -1;
        }
        if (!Entries.isDone(header)) {
            pending.add(new SpoolEntry(segment, offset, length, body.getShort(0), body.getShort(2)));
        }
        return end;
    }

    /** Whether what begins here, behind which no entry follows, looks like one whose end is missing. */
    private boolean isTorn(long offset) throws IOException {
        long left = segment.size() - offset;
        if (left < Entries.HEADER_BYTES) {
            return true;
        }
        ByteBuffer header = segment.read(offset, ByteBuffer.allocate(Entries.HEADER_BYTES));
        int length = Entries.bodyBytes(header);
        // A file system may have made a file longer and not have written what is in it: zeros.
        return length < 0 ? isZero(header) : length > left - Entries.HEADER_BYTES;
    }

    private static boolean isZero(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the next entry begins, at this offset or behind it; the end of the file if there is none. */
    private long nextEntry(long from) throws IOException {
        for (long start = from; segment.size() - start >= Entries.HEADER_BYTES; ) {
            int length = (int) Math.min(CHUNK_BYTES, segment.size() - start);
            ByteBuffer chunk = segment.read(start, ByteBuffer.allocate(length));
            for (int i = 0; i + Integer.BYTES <= length; i++) {
                if (chunk.getInt(i) == Entries.MARK && isEntry(start + i)) {
                    return start + i;
                }
            }
            start += length - (Integer.BYTES - 1);
        }
        return segment.size();
    }

    private boolean isEntry(long offset) throws IOException {
        int before = pending.size();
        boolean found = endOfEntry(offset) >= 0;
        while (pending.size() > before) {
            pending.remove(pending.size() - 1);
        }
        return found;
    }

    private void cut(long offset) throws IOException {
        long bytes = segment.size() - offset;
        segment.truncate(offset);
        listener.torn(segment.path(), bytes);
    }

    private void keepAside(long from, long to) throws IOException {
        Path file = segment.path().resolveSibling(segment + "." + from + ".corrupt");
        int length = (int) Math.min(to - from, Integer.MAX_VALUE - 8);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Found at an earlier start already.
            return;
        }
        try (var out = Files.newOutputStream(file)) {
            for (long at = from; at < from + length; at += CHUNK_BYTES) {
                int part = (int) Math.min(CHUNK_BYTES, from + length - at);
                out.write(segment.read(at, ByteBuffer.allocate(part)).array(), 0, part);
            }
        }
        listener.corrupt(file, to - from);
    }
}
