package io.tapeline.model;

/** The aggressor's side of a trade, with Databento's one-letter codes. */
public enum Side {
    /** A buyer took the ask. */
    BUY('B'),
    /** A seller hit the bid. */
    SELL('A'),
    /** The venue does not say. */
    NONE('N');

    private final char code;

    Side(char code) {
        this.code = code;
    }

    /** {@code B}, {@code A} or {@code N}. */
    public char code() {
        return code;
    }

    /**
     * The side of a code.
     *
     * @throws IllegalArgumentException if the code is none of {@code B}, {@code A}, {@code N}
     */
    public static Side ofCode(char code) {
        return switch (code) {
            case 'B' -> BUY;
            case 'A' -> SELL;
            case 'N' -> NONE;
            default -> throw new IllegalArgumentException("side is not B, A or N: " + code);
        };
    }
}
