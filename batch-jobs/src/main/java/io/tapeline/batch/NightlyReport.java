package io.tapeline.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.run.DateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What became of a run of the nightly batch.
 *
 * @param dates in order
 * @param took wall clock, with the start of Spark
 */
record NightlyReport(List<DateReport> dates, Duration took) {
    NightlyReport {
        dates = List.copyOf(dates);
    }

    boolean succeeded() {
        return dates.stream().allMatch(DateReport::succeeded);
    }

    /** How many bars of the stream differ from their rebuild, over all dates. */
    long differences() {
        return dates.stream()
                .mapToLong(date -> date.number("rebuild-bars", "/differences"))
                .sum();
    }

    /** A line for each date and one for all. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-10s %9s %6s %6s %8s %7s %7s %8s %6s %7s%n",
                "date",
                "trades",
                "late",
                "dupl.",
                "1s bars",
                "1m bars",
                "differ",
                "repaired",
                "days",
                "seconds"));
        for (DateReport date : dates) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-10s %9d %6d %6d %8d %7d %7d %8d %6d %7.1f%s%n",
                    date.date(),
                    date.number("rebuild-bars", "/trades"),
                    date.number("rebuild-bars", "/late"),
                    date.number("rebuild-bars", "/duplicates"),
                    date.number("rebuild-bars", "/bars/1s/rebuilt"),
                    date.number("rebuild-bars", "/bars/1m/rebuilt"),
                    date.number("rebuild-bars", "/differences"),
                    date.number("rebuild-bars", "/repaired"),
                    date.number("daily-bars", "/symbols"),
                    date.took().toMillis() / 1_000.0,
                    date.succeeded() ? "" : "  FAILED"));
        }
        return text.append(String.format(Locale.ROOT, "%d dates in %.1f s%n", dates.size(), took.toMillis() / 1_000.0))
                .toString();
    }

    /** Writes the whole as JSON. */
    void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("succeeded", succeeded());
        json.put("differences", differences());
        json.put("seconds", took.toMillis() / 1_000.0);
        ArrayNode list = json.putArray("dates");
        dates.forEach(date -> list.add(date.json()));
        Files.writeString(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
}
