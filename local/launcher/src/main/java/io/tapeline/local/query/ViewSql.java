package io.tapeline.local.query;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The DuckDB views that show an Iceberg snapshot. Columns are matched by field id, as Iceberg does. */
final class ViewSql {
    private ViewSql() {}

    static String of(TableFiles table) {
        return "CREATE VIEW " + identifier(table.name()) + " AS "
                + (table.files().isEmpty() ? empty(table) : parquet(table));
    }

    /** Of each bar the highest revision, without the bars whose trades were all withdrawn. */
    static String latestBars() {
        return "CREATE VIEW latest_bars AS SELECT * FROM (" + highestRevisions("bars") + ") WHERE trade_count > 0";
    }

    static String latestIndicators() {
        return "CREATE VIEW latest_indicators AS " + highestRevisions("indicators");
    }

    /** What a reader wants of a table that is only appended to. */
    private static String highestRevisions(String table) {
        return "SELECT * FROM " + table
                + " QUALIFY row_number() OVER (PARTITION BY symbol, interval, ts_start ORDER BY revision DESC) = 1";
    }

    private static String empty(TableFiles table) {
        return table.schema().columns().stream()
                .map(column -> "CAST(NULL AS " + type(column.type()) + ") AS " + identifier(column.name()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static String parquet(TableFiles table) {
        return "SELECT * FROM read_parquet(" + list(table.files()) + ", hive_partitioning = false, schema = "
                + table.schema().columns().stream().map(ViewSql::column).collect(Collectors.joining(", ", "MAP {", "}"))
                + ")";
    }

    private static String column(NestedField column) {
        return column.fieldId() + ": {name: " + text(column.name()) + ", type: " + text(type(column.type()))
                + ", default_value: NULL}";
    }

    private static String list(List<Path> files) {
        return files.stream().map(file -> text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Tables of the lake are flat; a nested type is one that this reader does not know. */
    private static String type(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case STRING -> "VARCHAR";
            case UUID -> "UUID";
            case BINARY, FIXED -> "BLOB";
            case TIMESTAMP ->
                ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) type;
                yield "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
            }
            default -> throw new LakeException("columns of type " + type + " cannot be read");
        };
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
