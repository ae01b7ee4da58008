package io.tapeline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the nightly batch has reported.
 *
 * @param dates each date's numbers
 */
record NightlyFacts(SortedMap<LocalDate, Night> dates) {
    /**
     * A date's night.
     *
     * @param succeeded whether no step failed
     * @param trades from which its bars were rebuilt
     * @param late of them, those that came too late for the stream
     * @param duplicates trades that stood in the lake more than once
     * @param rebuilt bars, over all intervals
     * @param differences bars of the stream that were not as the rebuilt ones
     * @param seconds it took
     */
    record Night(
            boolean succeeded,
            long trades,
            long late,
            long duplicates,
            long rebuilt,
            long differences,
            double seconds) {}

    /** Reads the file that the batch has written. */
    static NightlyFacts read(Path report) {
        try {
            SortedMap<LocalDate, Night> dates = new TreeMap<>();
            for (JsonNode date :
                    new ObjectMapper().readTree(Files.readAllBytes(report)).path("dates")) {
                dates.put(LocalDate.parse(date.path("date").asText()), night(date));
            }
            return new NightlyFacts(dates);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the report of the nightly batch, " + report, e);
        }
    }

    private static Night night(JsonNode date) {
        JsonNode rebuild = date.path("steps").path("rebuild-bars");
        long rebuilt = 0;
        for (JsonNode interval : rebuild.path("bars")) {
            rebuilt += interval.path("rebuilt").asLong();
        }
        return new Night(
                date.path("succeeded").asBoolean(),
                rebuild.path("trades").asLong(),
                rebuild.path("late").asLong(),
                rebuild.path("duplicates").asLong(),
                rebuilt,
                rebuild.path("differences").asLong(),
                date.path("seconds").asDouble());
    }
}
