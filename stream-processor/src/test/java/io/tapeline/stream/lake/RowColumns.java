package io.tapeline.stream.lake;

import io.tapeline.lake.LakeTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.jspecify.annotations.Nullable;

/** Rows by the names of a table's columns, after a pass through Flink's binary form, which fails on a wrong type. */
final class RowColumns {
    private RowColumns() {}

    /** The columns in order; decimals as plain text, timestamps as ISO-8601. */
    static Map<String, @Nullable Object> of(LakeTable table, RowData row) {
        RowType type = FlinkSchemaUtil.convert(table.schema());
        RowData binary = new RowDataSerializer(type).toBinaryRow(row).copy();
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(binary);
            if (value == null && !type.getTypeAt(i).isNullable()) {
                throw new AssertionError(
                        "null in a required column: " + type.getFieldNames().get(i));
            }
            columns.put(type.getFieldNames().get(i), readable(value));
        }
        return columns;
    }

    private static @Nullable Object readable(@Nullable Object value) {
        if (value instanceof StringData text) {
            return text.toString();
        } else if (value instanceof DecimalData decimal) {
            return decimal.toBigDecimal().toPlainString();
        } else if (value instanceof TimestampData timestamp) {
            return timestamp.toInstant().toString();
        }
        return value;
    }
}
