package io.tapeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
            Map<String, String> properties = new HashMap<>(table.properties());
            // The format keeps its version elsewhere.
            properties.remove("format-version");
            assertThat(created.properties()).containsAllEntriesOf(properties);
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

    @Test
    void everyPropertyIsInTheDocumentAndNoOther() throws Exception {
        String section = section(Files.readString(Path.of("../../docs/lake-tables.md")), "Properties");
        assertThat(section.lines().filter(line -> line.startsWith("| `")).map(LakeTablesTest::property))
                .containsExactlyInAnyOrderElementsOf(LakeTables.ALL.stream()
                        .flatMap(table -> table.properties().entrySet().stream())
                        .map(property -> property.getKey() + " " + property.getValue())
                        .distinct()
                        .toList());
    }

    /** An empty commit every ten checkpoints, as is the default, would be two hundred thousand a year and table. */
    @Test
    void aTableOfTheStreamInWhichNothingHappensGetsNoMoreThanACommitADay() {
        Duration leastInterval = Duration.ofSeconds(5);
        assertThat(LakeTables.STREAM).allSatisfy(table -> {
            int checkpoints = Integer.parseInt(table.properties().get("flink.max-continuous-empty-commits"));
            assertThat(leastInterval.multipliedBy(checkpoints)).isGreaterThanOrEqualTo(Duration.ofDays(1));
        });
        assertThat(LakeTables.BATCH)
                .allSatisfy(table ->
                        assertThat(table.properties()).doesNotContainKey("flink.max-continuous-empty-commits"));
    }

    private static String property(String line) {
        String[] cells = line.split("\\|", -1);
        return cells[1].strip().replace("`", "") + " " + cells[2].strip().replace("`", "");
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
