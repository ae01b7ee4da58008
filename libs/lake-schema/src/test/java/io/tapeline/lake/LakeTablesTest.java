package io.tapeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LakeTablesTest {
    static final List<LakeTable> TABLES = LakeTables.ALL;

    @ParameterizedTest
    @FieldSource("TABLES")
    void isCreatedOnceAndAsDefined(LakeTable table) {
        try (InMemoryCatalog catalog = new InMemoryCatalog()) {
            catalog.initialize("tapeline", Map.of());
            table.createIfMissing(catalog);
            table.createIfMissing(catalog);

            var created = catalog.loadTable(table.identifier());
            assertThat(created.schema().asStruct()).isEqualTo(table.schema().asStruct());
            assertThat(created.spec()).isEqualTo(table.spec());
            assertThat(created.sortOrder().sameOrder(table.order())).isTrue();
            assertThat(created.properties()).containsEntry("write.distribution-mode", "none");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyColumnIsInTheDocumentAndNoOther() throws Exception {
        String document = Files.readString(Path.of("../../docs/lake-tables.md"));
        for (LakeTable table : LakeTables.ALL) {
            String section = section(document, table.name());
            assertThat(section.lines().filter(line -> line.startsWith("| `")).map(LakeTablesTest::cells))
                    .as(table.name())
                    .containsExactlyElementsOf(rows(table.schema()));
        }
    }

    private static List<String> rows(Schema schema) {
        return schema.columns().stream().map(LakeTablesTest::row).collect(Collectors.toList());
    }

    private static String row(NestedField field) {
        return field.name() + " " + field.type() + (field.isOptional() ? "?" : "") + " " + field.doc();
    }

    private static String cells(String line) {
        String[] cells = line.split("\\|", -1);
        return cells[1].strip().replace("`", "") + " " + cells[2].strip() + " " + cells[3].strip();
    }

    private static String section(String document, String table) {
        int start = document.indexOf("\n## " + table + "\n");
        assertThat(start).as("section of " + table).isNotNegative();
        int end = document.indexOf("\n## ", start + 1);
        return document.substring(start, end < 0 ? document.length() : end);
    }
}
