package io.tapeline.ingest.parse;

import java.nio.charset.StandardCharsets;

/** The grammar of JSON's tokens over bytes. All positions are indices into the array given. */
public final class JsonText {
    /** The bytes end before the token does. */
    public static final int END = -1;
    /** Not JSON. */
    public static final int MALFORMED = -2;

    private static final int MAX_DEPTH = 64;

    private JsonText() {}

    /** The first byte at or after {@code at} that is not white space; {@code lines} keeps it from passing a line's end. */
    static int skipSpace(byte[] text, int at, int to, boolean lines) {
        int i = at;
        while (i < to) {
            byte c = text[i];
            if (c > ' ' || (c != ' ' && c != '\t' && c != '\r' && (c != '\n' || lines))) {
                break;
            }
            i++;
        }
        return i;
    }

    /** The closing quote of the string whose first byte is {@code at}, {@link #END} or {@link #MALFORMED}. */
    static int closingQuote(byte[] text, int at, int to) {
        for (int i = at; i < to; i++) {
            byte c = text[i];
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                // The escaped byte is looked at by unescape; here it must only not be a line's end.
                i++;
                if (i < to && text[i] >= 0 && text[i] < ' ') {
                    return MALFORMED;
                }
            } else if (c >= 0 && c < ' ') {
                return MALFORMED;
            }
        }
        return END;
    }

    /** The byte after a run of the characters numbers are made of. */
    static int numberEnd(byte[] text, int at, int to) {
        int i = at;
        for (; i < to; i++) {
            int c = text[i];
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return i;
            }
        }
        return END;
    }

    /** The byte after a word of letters, such as {@code null}. */
    static int wordEnd(byte[] text, int at, int to) {
        for (int i = at; i < to; i++) {
            int letter = text[i] | 0x20;
            if (letter < 'a' || letter > 'z') {
                return i;
            }
        }
        return END;
    }

    static boolean is(byte[] text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (text[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether these bytes are a number by RFC 8259. */
    static boolean isNumber(byte[] text, int from, int to) {
        int i = from;
        if (i < to && text[i] == '-') {
            i++;
        }
        int integer = i;
        i = digits(text, i, to);
        if (i == integer || (text[integer] == '0' && i - integer > 1)) {
            return false;
        }
        if (i < to && text[i] == '.') {
            int fraction = ++i;
            i = digits(text, i, to);
            if (i == fraction) {
                return false;
            }
        }
        if (i < to && (text[i] | 0x20) == 'e') {
            i++;
            if (i < to && (text[i] == '+' || text[i] == '-')) {
                i++;
            }
            int exponent = i;
            i = digits(text, i, to);
            if (i == exponent) {
                return false;
            }
        }
        return i == to;
    }

    private static int digits(byte[] text, int at, int to) {
        int i = at;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }

    /**
     * The byte after the value at {@code at}, {@link #END} or {@link #MALFORMED}. Checks that brackets match and strings
     * end, not that each value within is right: the value is refused anyway.
     */
    public static int skipValue(byte[] text, int at, int to, boolean lines) {
        int i = at;
        int depth = 0;
        long objects = 0;
        while (true) {
            i = skipSpace(text, i, to, lines);
            if (i >= to) {
                return END;
            }
            byte c = text[i];
            if (c == '{' || c == '[') {
                if (++depth >= MAX_DEPTH) {
                    return MALFORMED;
                }
                objects = c == '{' ? objects | 1L << depth : objects & ~(1L << depth);
                i++;
            } else if (c == '}' || c == ']') {
                if (depth == 0 || (c == '}') != ((objects & 1L << depth) != 0)) {
                    return MALFORMED;
                }
                depth--;
                i++;
            } else if (c == '"') {
                i = closingQuote(text, i + 1, to);
                if (i < 0) {
                    return i;
                }
                i++;
            } else if (depth > 0 && (c == ',' || c == ':')) {
                i++;
            } else {
                int start = i;
                i = c == '-' || (c >= '0' && c <= '9') ? numberEnd(text, i, to) : wordEnd(text, i, to);
                if (i == END) {
                    return END;
                }
                if (i == start) {
                    return MALFORMED;
                }
            }
            if (depth == 0) {
                return i;
            }
        }
    }

    /** Writes the string between the quotes without its escapes, as UTF-8; answers its length, or {@link #MALFORMED}. */
    static int unescape(byte[] text, int from, int to, byte[] into) {
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '\\') {
                into[length++] = text[i];
                continue;
            }
            if (++i >= to) {
                return MALFORMED;
            }
            switch (text[i]) {
                case '"', '\\', '/' -> into[length++] = text[i];
                case 'b' -> into[length++] = '\b';
                case 'f' -> into[length++] = '\f';
                case 'n' -> into[length++] = '\n';
                case 'r' -> into[length++] = '\r';
                case 't' -> into[length++] = '\t';
                case 'u' -> {
                    int unit = hex(text, i + 1, to);
                    if (unit < 0) {
                        return MALFORMED;
                    }
                    i += 4;
                    // Only ASCII is allowed in any field: another character need only stay recognisable as such.
                    if (unit < 0x80) {
                        into[length++] = (byte) unit;
                    } else {
                        into[length++] = (byte) 0xC3;
                        into[length++] = (byte) 0xBF;
                    }
                }
                default -> {
                    return MALFORMED;
                }
            }
        }
        return length;
    }

    private static int hex(byte[] text, int from, int to) {
        if (from + 4 > to) {
            return MALFORMED;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return MALFORMED;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Whether these bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
    public static boolean isUtf8(byte[] text, int from, int to) {
        int i = from;
        while (i < to) {
            int c = text[i++];
            if (c >= 0) {
                continue;
            }
            int lead = c & 0xFF;
            int more = lead >= 0xC2 && lead <= 0xDF
                    ? 1
                    : lead >= 0xE0 && lead <= 0xEF ? 2 : lead >= 0xF0 && lead <= 0xF4 ? 3 : 0;
            if (more == 0 || i + more > to) {
                return false;
            }
            int second = text[i] & 0xFF;
            int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
            if (second < low || second > high) {
                return false;
            }
            for (int k = 1; k < more; k++) {
                if ((text[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += more;
        }
        return true;
    }

    /** A piece of the body as it may stand in a message: short, and printable ASCII only. */
    public static String excerpt(byte[] text, int from, int to) {
        int end = Math.min(to, from + 40);
        StringBuilder out = new StringBuilder(new String(text, from, end - from, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) < ' ' || out.charAt(i) > '~') {
                out.setCharAt(i, '?');
            }
        }
        return end < to ? out.append("...").toString() : out.toString();
    }
}
