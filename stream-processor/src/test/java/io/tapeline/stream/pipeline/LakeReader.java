package io.tapeline.stream.pipeline;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;

/** The lake as any reader sees it: through the catalog, with Iceberg's own reader. */
final class LakeReader {
    private final Catalog catalog;

    LakeReader(Map<String, String> catalogProperties) {
        Map<String, String> properties = new HashMap<>(catalogProperties);
        properties.remove("type");
        catalog =
                CatalogUtil.loadCatalog(RESTCatalog.class.getName(), "tapeline", properties, new Configuration(false));
    }

    /** Each row as one text. */
    <T> List<T> rows(LakeTable table, Function<Record, T> row) {
        List<T> rows = new ArrayList<>();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(catalog.loadTable(table.identifier())).build()) {
            records.forEach(read -> rows.add(row.apply(read)));
        } catch (NoSuchTableException notYet) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return rows;
    }

    /** How many commits of the stream added nothing. */
    long emptyCommits(LakeTable table) {
        long empty = 0;
        for (Snapshot snapshot : catalog.loadTable(table.identifier()).snapshots()) {
            if (!snapshot.summary().containsKey(SnapshotSummary.ADDED_FILES_PROP)) {
                empty++;
            }
        }
        return empty;
    }

    /** The bars of the highest revision, as {@link NaiveBars} has them. */
    Map<String, String> bars() {
        Map<String, Record> highest = new HashMap<>();
        rows(LakeTables.BARS, row -> row)
                .forEach(row -> highest.merge(key(row), row, (one, other) -> {
                    if (revision(one) == revision(other)) {
                        throw new AssertionError("one revision twice: " + one + " and " + other);
                    }
                    return revision(one) > revision(other) ? one : other;
                }));
        Map<String, String> bars = new TreeMap<>();
        highest.forEach((key, row) -> {
            if ((long) row.getField("trade_count") > 0) {
                bars.put(key, values(row));
            }
        });
        return bars;
    }

    static String key(Record row) {
        OffsetDateTime start = (OffsetDateTime) row.getField("ts_start");
        return NaiveBars.key((String) row.getField("symbol"), (String) row.getField("interval"), start.toEpochSecond());
    }

    private static int revision(Record row) {
        return (int) row.getField("revision");
    }

    private static String values(Record row) {
        return NaiveBars.values(
                row.getField("open"),
                row.getField("high"),
                row.getField("low"),
                row.getField("close"),
                row.getField("volume"),
                row.getField("notional"),
                row.getField("vwap"),
                row.getField("trade_count"));
    }

    /** A quote's columns as one text. */
    static String quote(Record row) {
        return NaiveBars.values(
                row.getField("symbol"),
                row.getField("venue"),
                row.getField("ts_event_ns"),
                row.getField("bid_price"),
                row.getField("bid_size"),
                row.getField("ask_price"),
                row.getField("ask_size"),
                row.getField("sequence"),
                row.getField("conditions"));
    }

    /** A trade's columns as one text. */
    static String trade(Record row) {
        return NaiveBars.values(
                row.getField("symbol"),
                row.getField("venue"),
                row.getField("ts_event_ns"),
                row.getField("price"),
                row.getField("size"),
                row.getField("side"),
                row.getField("sequence"),
                row.getField("trade_id"),
                row.getField("conditions"));
    }
}
