package io.tapeline.infra.lake;

import io.tapeline.infra.Texts;
import java.util.List;

/**
 * A query that analysts find in Athena.
 *
 * @param name of its file without the ending
 * @param description the comment that it begins with
 * @param sql all of it
 */
record SavedQuery(String name, String description, String sql) {
    private static final String COMMENT = "-- ";
    private static final List<String> NAMES = List.of(
            "latest-bars",
            "vwap",
            "daily-statistics",
            "spreads",
            "extremes",
            "delays",
            "late-trades",
            "dead-letters",
            "reconciliation",
            "batch-runs");

    /** Those of the project. */
    static List<SavedQuery> all() {
        return NAMES.stream().map(SavedQuery::read).toList();
    }

    private static SavedQuery read(String name) {
        String sql = Texts.read(SavedQuery.class, "queries/" + name + ".sql");
        return new SavedQuery(name, sql.lines().findFirst().orElse("").substring(COMMENT.length()), sql);
    }
}
