package io.tapeline.live;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapeline.live.api.FakeSource;
import io.tapeline.live.board.Board;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README.md's table of metrics against the names there are, and against the meters that are registered. */
class MetricsDocumentTest {
    private record Row(String name, String type, String unit, String tags) {
        static Row of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            return new Row(cells[1].replace("`", ""), cells[2], cells[3], cells[4].replace("`", ""));
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `tapeline.live."))
                .map(Row::of)
                .toList();
    }

    @Test
    void listsEveryMetric() throws Exception {
        List<String> names = new ArrayList<>();
        for (Field field : MetricNames.class.getDeclaredFields()) {
            if (field.get(null) instanceof String name && name.startsWith("tapeline.")) {
                names.add(name);
            }
        }

        assertThat(rows()).extracting(Row::name).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void saysWhatTheyAre() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Board board = new Board(new Board.Limits(1, 1, 1));
        assertThat(new LiveMetrics(registry, board, new FakeSource())).isNotNull();
        Map<String, Row> rows = rows().stream().collect(toMap(Row::name, row -> row));

        // This registry makes a gauge of each bucket of a histogram, too.
        List<Meter> meters = registry.getMeters().stream()
                .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
                .toList();
        assertThat(meters).hasSizeGreaterThan(12).allSatisfy(meter -> {
            Row row = requireNonNull(
                    rows.get(meter.getId().getName()), meter.getId().getName());
            assertThat(row.type()).isEqualTo(type(meter.getId()));
            assertThat(row.tags())
                    .isEqualTo(String.join(
                            " ",
                            meter.getId().getTags().stream().map(Tag::getKey).toList()));
        });
    }

    @Test
    void showsQueriesOfMetricsThatThereAre() throws IOException {
        Map<String, Row> rows = rows().stream()
                .collect(toMap(
                        row -> row.name().replace('.', '_') + (row.unit().equals("seconds") ? "_seconds" : ""),
                        row -> row));

        assertThat(Pattern.compile("tapeline_live_[a-z_]+")
                        .matcher(Files.readString(Path.of("../docs/operations.md")))
                        .results()
                        .map(MatchResult::group))
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(rows).containsKey(name.replaceAll("_(total|bucket)$", "")));
    }

    private static String type(Meter.Id id) {
        return switch (id.getType()) {
            case TIMER, DISTRIBUTION_SUMMARY -> "histogram";
            default -> id.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
