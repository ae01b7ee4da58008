package io.tapeline.ingest.parse;

import org.jspecify.annotations.Nullable;

/**
 * The first thing that is wrong with an item, kept as a code and worded only when asked for; what follows it is ignored.
 * Reusable; not thread safe.
 */
final class ItemProblem {
    private @Nullable RejectCode code;
    private @Nullable Field field;
    private String text = "";

    boolean exists() {
        return code != null;
    }

    /** What is wrong; null when nothing is. */
    @Nullable
    RejectCode code() {
        return code;
    }

    void clear() {
        code = null;
        field = null;
    }

    /** A problem that needs no text to be understood. */
    void add(RejectCode code, Field field) {
        if (this.code == null) {
            this.code = code;
            this.field = field;
            text = "";
        }
    }

    /** A problem with these bytes, of which an excerpt is kept; they stand in no field when {@code field} is null. */
    void add(RejectCode code, @Nullable Field field, byte[] value, int from, int to) {
        if (this.code == null) {
            this.code = code;
            this.field = field;
            text = JsonText.excerpt(value, from, to);
        }
    }

    /** Says more about the problem just added. */
    void explain(String more) {
        text += more;
    }

    /** The problem in words: which field, what is wrong with it, and what it holds. */
    String message(EventRules rules) {
        RejectCode wrong = code;
        if (wrong == null) {
            throw new IllegalStateException("the item has no problem");
        }
        return RejectMessages.of(wrong, field == null ? "" : field.label(), text, rules);
    }
}
