package io.tapeline.model;

/**
 * Stable 64-bit hashes. Their values are part of the wire and of checkpointed state: they never change.
 *
 * <p>Mixing is Stafford's variant 13 of the MurmurHash3 finalizer (D. Stafford, "Better Bit Mixing", 2011), the one in
 * {@code java.util.SplittableRandom}.
 */
public final class Hashing {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Hashing() {}

    /** A bijection of the 64-bit integers in which every input bit moves every output bit. */
    public static long mix64(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of {@code value} following {@code seed}; chain it to hash several values in order. */
    public static long combine(long seed, long value) {
        return mix64(seed * GOLDEN_GAMMA + mix64(value + GOLDEN_GAMMA));
    }

    /** The hash of a text's UTF-16 units. */
    public static long hash64(CharSequence text) {
        return hash64(text, 0);
    }

    /** The hash of a text's UTF-16 units from a seed; different seeds give independent hashes. */
    public static long hash64(CharSequence text, long seed) {
        int length = text.length();
        long hash = mix64(seed + GOLDEN_GAMMA * (length + 1L));
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << 16 | text.charAt(i);
            if ((i & 3) == 3) {
                hash = combine(hash, word);
                word = 0;
            }
        }
        return (length & 3) == 0 ? hash : combine(hash, word);
    }
}
