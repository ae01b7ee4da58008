package io.tapeline.batch.run;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;

/**
 * The table {@code batch_runs}: what each step of each night did. Written from this process, not by a Spark job, so a
 * row costs milliseconds. A row is durable when {@link #append} returns.
 */
public final class BatchRuns implements StepJournal {
    private final Lake lake;

    public BatchRuns(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
    }

    @Override
    public void append(StepRecord row) {
        Table table = lake.table(LakeTables.BATCH_RUNS);
        Record data = record(table, row);
        PartitionKey partition = new PartitionKey(table.spec(), table.schema());
        partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(data));
        OutputFileFactory files = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
        try {
            DataWriter<Record> writer = Parquet.writeData(
                            files.newOutputFile(partition).encryptingOutputFile())
                    .forTable(table)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                writer.write(data);
            }
            table.newAppend().appendFile(writer.toDataFile()).commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a date, oldest first. */
    private List<StepRecord> of(TradingDate date) {
        List<StepRecord> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = IcebergGenerics.read(lake.table(LakeTables.BATCH_RUNS))
                .where(date.partition())
                .build()) {
            records.forEach(record -> rows.add(row(record)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows.sort((a, b) -> a.endedAt().compareTo(b.endedAt()));
        return rows;
    }

    @Override
    public Map<String, StepRecord> successes(TradingDate date) {
        Map<String, StepRecord> latest = new TreeMap<>();
        of(date).stream()
                .filter(row -> row.status() == StepStatus.SUCCEEDED)
                .forEach(row -> latest.put(row.step(), row));
        return latest;
    }

    private static Record record(Table table, StepRecord row) {
        GenericRecord data = GenericRecord.create(table.schema());
        data.setField("run_id", row.runId());
        data.setField("trading_date", row.date());
        data.setField("step", row.step());
        data.setField("status", row.status().code());
        data.setField("started_at", timestamp(row.startedAt()));
        data.setField("ended_at", timestamp(row.endedAt()));
        data.setField("rows_in", row.rowsIn());
        data.setField("rows_out", row.rowsOut());
        data.setField("input_snapshots", row.inputs());
        data.setField("message", row.message());
        return data;
    }

    private static StepRecord row(Record data) {
        return new StepRecord(
                text(data, "run_id"),
                (LocalDate) data.getField("trading_date"),
                text(data, "step"),
                StepStatus.valueOf(text(data, "status").toUpperCase(Locale.ROOT)),
                ((OffsetDateTime) data.getField("started_at")).toInstant(),
                ((OffsetDateTime) data.getField("ended_at")).toInstant(),
                (Long) data.getField("rows_in"),
                (Long) data.getField("rows_out"),
                text(data, "input_snapshots"),
                (String) data.getField("message"));
    }

    private static String text(Record data, String column) {
        return (String) data.getField(column);
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
