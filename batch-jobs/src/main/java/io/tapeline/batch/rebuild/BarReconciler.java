package io.tapeline.batch.rebuild;

import io.tapeline.batch.rebuild.BarVerdict.Difference;
import io.tapeline.batch.rebuild.BarVerdict.Repair;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds a rebuilt bar against what was published of it. Pure.
 *
 * <p>Two questions, with two answers: how does the rebuild differ from the <em>stream's</em> last word (that is the
 * published difference, and it stays what it is however often the night runs), and do readers, who take the highest
 * revision of anyone, see what they should (if not, that is repaired, once).
 */
final class BarReconciler {
    private BarReconciler() {}

    /**
     * Judges one bar.
     *
     * @param key which bar
     * @param rebuilt what it should say; null if there should be none
     * @param published every row of {@code bars} for it, in any order
     */
    static BarVerdict judge(BarKey key, @Nullable BarValues rebuilt, List<PublishedBar> published) {
        PublishedBar streamed = null;
        PublishedBar last = null;
        boolean contradicted = false;
        for (PublishedBar bar : published) {
            if (bar.streamed() && bar.isFinal() && (streamed == null || bar.revision() > streamed.revision())) {
                streamed = bar;
            }
            if (last == null || bar.revision() > last.revision()) {
                last = bar;
                contradicted = !bar.isFinal();
            } else if (bar.revision() == last.revision()) {
                // Stream and night have both written this revision: a reader may take either.
                contradicted |= !bar.isFinal() || !bar.values().equals(last.values());
            }
        }
        BarValues streamedValues = streamed == null ? null : standing(streamed.values());
        return new BarVerdict(
                key,
                rebuilt,
                streamedValues,
                streamed == null ? null : streamed.revision(),
                difference(rebuilt, streamedValues),
                repair(rebuilt, last, contradicted));
    }

    private static @Nullable Difference difference(@Nullable BarValues rebuilt, @Nullable BarValues streamed) {
        if (Objects.equals(rebuilt, streamed)) {
            return null;
        } else if (streamed == null) {
            return Difference.MISSING;
        }
        return rebuilt == null ? Difference.EXTRA : Difference.CHANGED;
    }

    private static @Nullable Repair repair(
            @Nullable BarValues rebuilt, @Nullable PublishedBar last, boolean contradicted) {
        BarValues seen = last == null ? null : standing(last.values());
        if (Objects.equals(rebuilt, seen) && !contradicted) {
            return null;
        }
        int revision = last == null ? 0 : Math.addExact(last.revision(), 1);
        if (rebuilt != null) {
            return new Repair(rebuilt, revision);
        }
        return last == null ? null : new Repair(last.values().withdraw(), revision);
    }

    private static @Nullable BarValues standing(BarValues values) {
        return values.withdrawn() ? null : values;
    }
}
