package io.tapeline.ingest.idempotency;

import io.tapeline.ingest.feed.NanoClock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers posts by their keys, in memory only. What is forgotten, by age, by bounds or by a restart, runs again when it
 * is posted again, which is harmless: an event is known by its identity. Thread safe. State bound: entries and bytes of the
 * settings; what was answered first is forgotten first, what is under way never.
 */
public final class PostMemory {
    private final IdempotencySettings settings;
    private final NanoClock clock;

    /** Under way: no answer. In the order in which they were answered, those under way in between. */
    private final Map<PostKey, Entry> entries = new LinkedHashMap<>();

    private long bytes;
    private int underWay;

    public PostMemory(IdempotencySettings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private static final class Entry {
        private @Nullable StoredAnswer answer;
        private long answeredAt;
    }

    /** What a post under this key may do now. */
    public synchronized Turn begin(PostKey key) {
        dropOld();
        Entry known = entries.get(key);
        if (known != null) {
            StoredAnswer answer = known.answer;
            return answer == null ? new Turn.UnderWay() : new Turn.Answered(answer);
        }
        if (underWay >= settings.maxEntries()) {
            return new Turn.NoRoom();
        }
        Entry entry = new Entry();
        entries.put(key, entry);
        underWay++;
        dropEldest();
        return new Turn.First(new Running(key, entry));
    }

    private final class Running implements Turn.Attempt {
        private final PostKey key;
        private final Entry entry;

        Running(PostKey key, Entry entry) {
            this.key = key;
            this.entry = entry;
        }

        @Override
        public void answered(StoredAnswer answer) {
            end(key, entry, answer);
        }

        @Override
        public void forget() {
            end(key, entry, null);
        }
    }

    private synchronized void end(PostKey key, Entry entry, @Nullable StoredAnswer answer) {
        if (entry.answer != null || !entries.remove(key, entry)) {
            return;
        }
        underWay--;
        if (answer != null && answer.weight() <= settings.maxBytes()) {
            entry.answer = answer;
            entry.answeredAt = clock.nanoTime();
            bytes += answer.weight();
            entries.put(key, entry);
            dropEldest();
        }
    }

    private void dropOld() {
        long now = clock.nanoTime();
        for (Iterator<Entry> eldest = entries.values().iterator(); eldest.hasNext(); ) {
            Entry entry = eldest.next();
            if (entry.answer != null) {
                if (now - entry.answeredAt < settings.maxAge().toNanos()) {
                    return;
                }
                bytes -= entry.answer.weight();
                eldest.remove();
            }
        }
    }

    private void dropEldest() {
        for (Iterator<Entry> eldest = entries.values().iterator();
                (entries.size() > settings.maxEntries() || bytes > settings.maxBytes()) && eldest.hasNext(); ) {
            Entry entry = eldest.next();
            if (entry.answer != null) {
                bytes -= entry.answer.weight();
                eldest.remove();
            }
        }
    }

    /** Posts that are remembered or under way. */
    public synchronized int size() {
        return entries.size();
    }

    /** Bytes of the answers that are remembered. */
    public synchronized long bytes() {
        return bytes;
    }
}
