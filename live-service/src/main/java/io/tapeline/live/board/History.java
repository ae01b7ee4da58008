package io.tapeline.live.board;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The newest values of a series by time, at most so many. For one thread. */
final class History {
    /** What a value takes beside its text: the entry, the node of the map, the key, the string. */
    private static final int OVERHEAD = 160;

    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final int capacity;
    private long bytes;
    private long lastChange;

    /** A value: {@code stage} decides between equal revisions. */
    record Entry(int revision, LiveBar.Stage stage, String json, long change) {
        private boolean yieldsTo(int otherRevision, LiveBar.Stage otherStage) {
            if (otherRevision != revision) {
                return otherRevision > revision;
            }
            // An open bar grows without a new revision; everything else comes twice only if it is the same.
            return otherStage == LiveBar.Stage.PROVISIONAL
                    ? stage == LiveBar.Stage.PROVISIONAL
                    : otherStage.compareTo(stage) > 0;
        }

        private long bytes() {
            return (long) OVERHEAD + json.length();
        }
    }

    /** A value and its time. */
    record Timed(long start, Entry entry) {
        String json() {
            return entry.json();
        }

        long change() {
            return entry.change();
        }
    }

    History(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a value in; false if a later one of its time is there already, or it is older than all that is kept. */
    boolean put(long start, Entry entry) {
        Entry known = entries.get(start);
        if (known != null && !known.yieldsTo(entry.revision(), entry.stage())) {
            return false;
        }
        if (known == null && entries.size() == capacity) {
            if (start < entries.firstKey()) {
                return false;
            }
            bytes -= entries.pollFirstEntry().getValue().bytes();
        }
        entries.put(start, entry);
        bytes += entry.bytes() - (known == null ? 0 : known.bytes());
        lastChange = entry.change();
        return true;
    }

    /** The newest values before a time that there are to show, oldest first. */
    List<Timed> newestBefore(long before, int limit) {
        List<Timed> found = new ArrayList<>(Math.min(limit, entries.size()));
        for (Map.Entry<Long, Entry> each :
                entries.headMap(before, false).descendingMap().entrySet()) {
            if (found.size() == limit) {
                break;
            }
            if (each.getValue().stage() != LiveBar.Stage.WITHDRAWN) {
                found.add(new Timed(each.getKey(), each.getValue()));
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** The values of a time and later, but before another, oldest first. */
    List<Timed> between(long from, long before) {
        return from >= before
                ? List.of()
                : entries.subMap(from, before).entrySet().stream()
                        .map(each -> new Timed(each.getKey(), each.getValue()))
                        .toList();
    }

    /** What has changed since, oldest first; also what was withdrawn. */
    List<Timed> changedSince(long change) {
        return lastChange <= change
                ? List.of()
                : entries.entrySet().stream()
                        .filter(each -> each.getValue().change() > change)
                        .map(each -> new Timed(each.getKey(), each.getValue()))
                        .toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The newest value; there is one. */
    String last() {
        Map.Entry<Long, Entry> last = entries.lastEntry();
        return last.getValue().json();
    }

    long bytes() {
        return bytes;
    }
}
