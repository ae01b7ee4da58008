package io.tapeline.testkit.documents;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

/**
 * A module's table of metrics, in its README.md, against the names there are, against the meters that are registered, and
 * against the queries of {@code docs/operations.md}.
 */
public abstract class MetricsDocumentContract {
    private final String prefix;
    private final Class<?> names;

    /**
     * A contract of the metrics that begin so.
     *
     * @param prefix such as {@code tapeline.ingest.}
     * @param names a class whose constants are all the names, among others
     */
    protected MetricsDocumentContract(String prefix, Class<?> names) {
        this.prefix = prefix;
        this.names = names;
    }

    /** Registers more than twelve meters of the module, as it does itself. */
    protected abstract void register(MeterRegistry registry);

    private record Row(String name, String type, String unit, String tags) {
        static Row of(String line) {
            String[] cells = line.split(" *\\| *", -1);
            return new Row(cells[1].replace("`", ""), cells[2], cells[3], cells[4].replace("`", ""));
        }

        String prometheusName() {
            return name.replace('.', '_') + (unit.equals("seconds") ? "_seconds" : "");
        }
    }

    private List<Row> rows() throws IOException {
        return Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("| `" + prefix))
                .map(Row::of)
                .toList();
    }

    @Test
    void listsEveryMetric() throws Exception {
        List<String> all = new ArrayList<>();
        for (Field field : names.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.get(null) instanceof String name && name.startsWith("tapeline.")) {
                all.add(name);
            }
        }

        assertThat(rows()).extracting(Row::name).containsExactlyInAnyOrderElementsOf(all);
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.type()).isIn("counter", "gauge", "histogram");
            assertThat(row.unit()).isNotBlank();
        });
    }

    @Test
    void saysWhatTheyAre() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        register(registry);
        Map<String, Row> rows = rows().stream().collect(toMap(Row::name, row -> row));

        // This registry makes a gauge of each bucket of a histogram, too.
        List<Meter.Id> meters = registry.getMeters().stream()
                .map(Meter::getId)
                .filter(meter -> !meter.getName().endsWith(".histogram"))
                .toList();
        assertThat(meters).hasSizeGreaterThan(12).allSatisfy(meter -> {
            Row row = requireNonNull(rows.get(meter.getName()), meter.getName());
            assertThat(row.type()).isEqualTo(type(meter));
            assertThat(row.unit().equals("seconds")).isEqualTo("seconds".equals(meter.getBaseUnit()));
            assertThat(row.tags())
                    .isEqualTo(String.join(
                            " ", meter.getTags().stream().map(Tag::getKey).toList()));
        });
    }

    @Test
    void showsQueriesOfMetricsThatThereAre() throws IOException {
        Map<String, Row> rows = rows().stream().collect(toMap(Row::prometheusName, row -> row));

        assertThat(Pattern.compile(prefix.replace('.', '_') + "[a-z_]+")
                        .matcher(Files.readString(Path.of("../docs/operations.md")))
                        .results()
                        .map(MatchResult::group))
                .hasSizeGreaterThan(4)
                .allSatisfy(name -> {
                    Row row = requireNonNull(rows.get(name.replaceAll("_(total|bucket)$", "")), name);
                    assertThat(row.type())
                            .isEqualTo(
                                    name.endsWith("_total")
                                            ? "counter"
                                            : name.endsWith("_bucket") ? "histogram" : "gauge");
                });
    }

    private static String type(Meter.Id id) {
        return switch (id.getType()) {
            case TIMER, DISTRIBUTION_SUMMARY -> "histogram";
            default -> id.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
