package io.tapeline.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts on their way to the wire. */
final class Texts {
    private Texts() {}

    /**
     * A text's UTF-8.
     *
     * @throws IllegalArgumentException if it is too long, or has half a surrogate pair, which UTF-8 cannot hold
     */
    static byte[] utf8(String what, String text) {
        int length = text.length();
        if (length > WireLimits.MAX_TEXT_BYTES) {
            throw tooLong(what, text);
        }
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == length
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException(what + " is not valid Unicode at index " + i);
                }
                i++;
            }
        }
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > WireLimits.MAX_TEXT_BYTES) {
            throw tooLong(what, text);
        }
        return bytes;
    }

    private static IllegalArgumentException tooLong(String what, String text) {
        String start = text.substring(0, Math.min(text.length(), 32));
        return new IllegalArgumentException(
                what + " is longer than " + WireLimits.MAX_TEXT_BYTES + " bytes: " + start + "...");
    }
}
