package io.tapeline.batch.lake;

/**
 * What a step saw of a table: the snapshot, and how many rows of the trading date (and of what else the step reads of
 * the table) were in it. The tables in question are append-only, so two snapshots with equally many rows of a date hold
 * the same rows of it, however compaction has laid them out.
 *
 * @param snapshotId the snapshot read; 0 if the table is empty
 * @param rows how many rows
 */
public record TableInput(long snapshotId, long rows) {
    /** As it is once {@code added} rows of the step's own are in the table. */
    public TableInput plus(long added) {
        return new TableInput(snapshotId, rows + added);
    }
}
