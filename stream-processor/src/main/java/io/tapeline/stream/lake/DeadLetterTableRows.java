package io.tapeline.stream.lake;

import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.source.KinesisRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;

/** Records that could not be read, as rows of {@code dead_letters}. */
final class DeadLetterTableRows implements MapFunction<DeadLetter, RowData> {
    private static final long serialVersionUID = 1;

    @Override
    public RowData map(DeadLetter letter) {
        KinesisRecord kinesisRecord = letter.kinesisRecord();
        return GenericRowData.of(
                TimestampData.fromEpochMillis(kinesisRecord.arrival()),
                Columns.text(kinesisRecord.shardId()),
                Columns.text(kinesisRecord.sequenceNumber()),
                Columns.text(letter.reason()),
                Columns.text(letter.message()),
                kinesisRecord.data());
    }
}
