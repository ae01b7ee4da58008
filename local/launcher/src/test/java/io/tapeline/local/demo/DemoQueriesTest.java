package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import io.tapeline.local.query.LakeSql;
import io.tapeline.local.query.TestLakes;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On the lake's own tables, without rows: whether what the demo asks and offers can be asked at all. */
final class DemoQueriesTest {
    @TempDir
    private Path objects;

    private LakeSql emptyLake() {
        InMemoryCatalog catalog = new InMemoryCatalog();
        catalog.initialize("tapeline", Map.of());
        for (LakeTable table : LakeTables.ALL) {
            table.createIfMissing(catalog);
        }
        return LakeSql.lake(TestLakes.of(catalog, objects));
    }

    static Stream<DemoQueries.Query> queriesOfTheLake() {
        return DemoQueries.ALL.stream().filter(query -> !query.warehouse());
    }

    @ParameterizedTest
    @MethodSource("queriesOfTheLake")
    void canBeAskedAsTheyStand(DemoQueries.Query query) {
        try (LakeSql lake = emptyLake()) {
            int columns = lake.query(query.sql(), rows -> rows.getMetaData().getColumnCount());

            assertThat(columns).isGreaterThan(1);
        }
    }

    @Test
    void findsAnEmptyLakeWrong() {
        try (LakeSql lake = emptyLake()) {
            LakeFacts facts = LakeFacts.read(lake, Samples.EXPECTED);

            assertThat(facts.trades()).isZero();
            assertThat(facts.barProblems()).singleElement().asString().startsWith("lake: 14 bars are missing");
            assertThat(facts.dayProblems()).singleElement().asString().startsWith("daily_bars: 2 bars are missing");
            assertThat(facts.candles()).isEmpty();
        }
    }
}
