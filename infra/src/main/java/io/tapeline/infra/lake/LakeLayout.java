package io.tapeline.infra.lake;

import java.util.List;

/** What stands where in the lake's bucket. */
final class LakeLayout {
    /** Tables. */
    static final String WAREHOUSE = "warehouse";
    /** The stream job's state. */
    static final String CHECKPOINTS = "checkpoints";
    /** What the warehouse loads, once. */
    static final String STAGING = "staging";

    /**
     * The tables. The jobs create them, from one definition, when they first need them: a second one here could only
     * disagree with it. What is said here of a table is said by its name.
     */
    static final List<String> TABLES = List.of(
            "trades",
            "late_trades",
            "quotes",
            "bars",
            "indicators",
            "dead_letters",
            "daily_bars",
            "bar_differences",
            "batch_runs");

    private LakeLayout() {}

    /** Where a database's tables are: what Iceberg makes of a Glue database that says so. */
    static String database(String name) {
        return WAREHOUSE + "/" + name + ".db";
    }

    /** The files with a table's rows. */
    static String data(String database, String table) {
        return database(database) + "/" + table + "/data/";
    }

    /** The files that say which files are the table. */
    static String metadata(String database, String table) {
        return database(database) + "/" + table + "/metadata/";
    }
}
