package io.tapeline.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.tapeline.local.launcher.console.TextTable;
import io.tapeline.local.launcher.console.TextTable.Align;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** How a result is written. */
public enum ResultFormat {
    /** Aligned columns for a person, cut after a number of rows, with a note that says so. */
    TABLE {
        @Override
        public void write(ResultSet rows, PrintStream out, int limit) throws SQLException {
            ResultSetMetaData meta = rows.getMetaData();
            TextTable table = new TextTable();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                table.column(meta.getColumnLabel(i), isNumber(meta, i) ? Align.RIGHT : Align.LEFT);
            }
            int count = 0;
            while (count < limit && rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    cells.add(Values.shown(rows.getObject(i)));
                }
                table.row(cells);
                count++;
            }
            boolean more = count == limit && rows.next();
            table.lines().forEach(out::println);
            out.println();
            if (more) {
                out.println("the first " + count + " rows; --limit N shows more, --format csv or json all");
            } else {
                out.println(count == 1 ? "1 row" : count + " rows");
            }
        }
    },
    /** RFC 4180 with a header; null is an empty cell. */
    CSV {
        @Override
        public void write(ResultSet rows, PrintStream out, int limit) throws SQLException {
            ResultSetMetaData meta = rows.getMetaData();
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                cells.add(quoted(meta.getColumnLabel(i)));
            }
            out.println(String.join(",", cells));
            while (rows.next()) {
                cells.clear();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    cells.add(quoted(Values.exact(rows.getObject(i))));
                }
                out.println(String.join(",", cells));
            }
        }
    },
    /** One JSON object a line. */
    JSON {
        @Override
        public void write(ResultSet rows, PrintStream out, int limit) throws SQLException {
            ResultSetMetaData meta = rows.getMetaData();
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
                while (rows.next()) {
                    json.writeStartObject();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        json.writeFieldName(meta.getColumnLabel(i));
                        writeValue(json, rows.getObject(i));
                    }
                    json.writeEndObject();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the result", e);
            }
            out.println();
        }
    };

    /**
     * Writes all rows, or the first {@code limit} of them where this format is for a person.
     *
     * @throws SQLException if the rows cannot be read
     */
    public abstract void write(ResultSet rows, PrintStream out, int limit) throws SQLException;

    private static void writeValue(JsonGenerator json, Object value) throws IOException, SQLException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal.toPlainString());
        } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(Values.exact(value));
        }
    }

    private static boolean isNumber(ResultSetMetaData meta, int column) throws SQLException {
        return switch (meta.getColumnType(column)) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.FLOAT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> true;
            // What DuckDB sums integers to has no type of JDBC.
            default -> meta.getColumnTypeName(column).equals("HUGEINT");
        };
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
