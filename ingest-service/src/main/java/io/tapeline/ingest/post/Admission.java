package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.RejectCode;
import org.jspecify.annotations.Nullable;

/** Says which symbols and venues a post may hold. Thread safe. */
public interface Admission {
    /** Admits everything. */
    Admission ALL = (symbol, venue) -> null;

    /** Why an event of this symbol and venue is not taken; null if it is. Asked once for a run of equal pairs. */
    @Nullable
    RejectCode refusal(String symbol, String venue);

    /** Admits what both do. */
    default Admission and(Admission other) {
        if (this == ALL) {
            return other;
        }
        if (other == ALL) {
            return this;
        }
        return (symbol, venue) -> {
            RejectCode refusal = refusal(symbol, venue);
            return refusal == null ? other.refusal(symbol, venue) : refusal;
        };
    }
}
