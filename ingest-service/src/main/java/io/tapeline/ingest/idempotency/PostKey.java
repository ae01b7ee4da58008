package io.tapeline.ingest.idempotency;

/**
 * What makes two posts the same one.
 *
 * @param caller the id of the caller's API key
 * @param target path and query
 * @param key the header {@code Idempotency-Key}
 */
public record PostKey(String caller, String target, String key) {
    private static final int MAX_LENGTH = 128;

    /** What a key must be, for people. */
    public static final String RULE = "an Idempotency-Key is 1 to 128 printable ASCII characters";

    /** Whether a header's value can be a key. */
    public static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c >= ' ' && c <= '~')
                && !text.isBlank();
    }
}
