package io.tapeline.live.kcl;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the dead from the living: whoever shows the same sign in look after look is dead. It goes by looks and not by a
 * clock, so that no clocks need to agree, and time that the watcher itself has slept through proves nothing. State is
 * bounded by those who were there at the last look.
 */
final class Vigil {
    private final int looks;
    private final Map<String, Watched> watched = new HashMap<>();

    /** What was seen, and how often it has been the same since. */
    private record Watched(Object sign, int unmoved) {}

    /**
     * One that has seen nobody yet.
     *
     * @param looks how many in a row after the first must show the same
     */
    Vigil(int looks) {
        this.looks = looks;
    }

    /** Notes what one look shows of a name; true if it has not moved in as many as it takes. */
    boolean isDead(String name, Object sign) {
        Watched before = watched.get(name);
        Watched now = new Watched(sign, before != null && before.sign().equals(sign) ? before.unmoved() + 1 : 0);
        watched.put(name, now);
        return now.unmoved() >= looks;
    }

    /** Forgets all others: who comes again begins anew. */
    void retain(Collection<String> names) {
        watched.keySet().retainAll(names);
    }

    /** Forgets one. */
    void forget(String name) {
        watched.remove(name);
    }
}
