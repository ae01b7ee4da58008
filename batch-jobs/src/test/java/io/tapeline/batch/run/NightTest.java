package io.tapeline.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tapeline.batch.lake.TableInput;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Night.Redo;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightTest {
    private static final TradingDate DATE = new TradingDate(LocalDate.parse("2013-11-25"));

    private final Journal journal = new Journal();
    private final FakeStep first = new FakeStep("first");
    private final FakeStep second = new FakeStep("second");
    private final List<String> progress = new ArrayList<>();
    private final Night night = new Night(
            journal,
            List.of(first, second),
            Clock.fixed(Instant.parse("2013-11-26T02:00:00Z"), ZoneOffset.UTC),
            progress::add);

    @Test
    void recordsEachStep() {
        DateReport report = night.run(DATE, Redo.WHAT_IS_NEW);

        assertThat(report.succeeded()).isTrue();
        assertThat(journal.statuses()).containsExactly("first SUCCEEDED", "second SUCCEEDED");
        StepRecord row = journal.rows.get(0);
        assertThat(row.runId()).startsWith("2013-11-25-20131126T020000Z-");
        assertThat(row.rowsIn()).isEqualTo(10);
        assertThat(row.rowsOut()).isEqualTo(3);
        assertThat(row.inputs()).isEqualTo("{\"trades\":{\"snapshot\":\"1\",\"rows\":10}}");
        assertThat(row.message()).isEqualTo("{\"runs\":1}");
        assertThat(progress).hasSize(2);
    }

    @Test
    void skipsWhatHasSucceededOnTheSameRowsAndReportsItsNumbers() {
        night.run(DATE, Redo.WHAT_IS_NEW);
        second.rows++;

        DateReport report = night.run(DATE, Redo.WHAT_IS_NEW);

        assertThat(first.runs).isEqualTo(1);
        assertThat(second.runs).isEqualTo(2);
        assertThat(journal.statuses())
                .containsExactly("first SUCCEEDED", "second SUCCEEDED", "first SKIPPED", "second SUCCEEDED");
        assertThat(report.number("first", "/runs")).isEqualTo(1);
        assertThat(report.number("second", "/runs")).isEqualTo(2);
    }

    @Test
    void skipsAfterASkip() {
        night.run(DATE, Redo.WHAT_IS_NEW);
        night.run(DATE, Redo.WHAT_IS_NEW);
        night.run(DATE, Redo.WHAT_IS_NEW);

        assertThat(first.runs).isEqualTo(1);
    }

    @Test
    void runsAllAgainWhenForced() {
        night.run(DATE, Redo.WHAT_IS_NEW);
        night.run(DATE, Redo.ALL);

        assertThat(first.runs).isEqualTo(2);
        assertThat(second.runs).isEqualTo(2);
    }

    @Test
    void stopsAtTheStepThatFailsAndGoesOnThereTheNextTime() {
        first.failure = new StepException("the stream is late");
        DateReport failed = night.run(DATE, Redo.WHAT_IS_NEW);
        assertThat(failed.succeeded()).isFalse();
        assertThat(failed.steps()).hasSize(1);
        assertThat(failed.steps().get(0).message()).isEqualTo("the stream is late");
        assertThat(journal.rows.get(0).message()).isEqualTo("the stream is late");

        first.failure = null;
        assertThat(night.run(DATE, Redo.WHAT_IS_NEW).succeeded()).isTrue();
        assertThat(journal.statuses()).containsExactly("first FAILED", "first SUCCEEDED", "second SUCCEEDED");
    }

    @Test
    void recordsABugAsAFailure() {
        second.failure = new IllegalStateException("boom");

        DateReport report = night.run(DATE, Redo.WHAT_IS_NEW);

        assertThat(report.succeeded()).isFalse();
        assertThat(report.steps().get(1).message()).isEqualTo("java.lang.IllegalStateException: boom");
    }

    @Test
    void runsAStepWhoseRecordAnotherProgramWrote() {
        journal.rows.add(new StepRecord(
                "other", DATE.date(), "first", StepStatus.SUCCEEDED, Instant.EPOCH, Instant.EPOCH, 0, 0, "?", null));

        night.run(DATE, Redo.WHAT_IS_NEW);

        assertThat(first.runs).isEqualTo(1);
    }

    private static final class Journal implements StepJournal {
        private final List<StepRecord> rows = new ArrayList<>();

        @Override
        public void append(StepRecord row) {
            rows.add(row);
        }

        @Override
        public Map<String, StepRecord> successes(TradingDate date) {
            Map<String, StepRecord> successes = new HashMap<>();
            rows.stream()
                    .filter(row -> row.status() == StepStatus.SUCCEEDED)
                    .forEach(row -> successes.put(row.step(), row));
            return successes;
        }

        List<String> statuses() {
            return rows.stream().map(row -> row.step() + " " + row.status()).toList();
        }
    }

    private static final class FakeStep implements Step {
        private final String name;
        private long rows = 10;
        private int runs;
        private @Nullable Exception failure;

        FakeStep(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Inputs inputs(TradingDate date) {
            return Inputs.of(Map.of("trades", new TableInput(1, rows)));
        }

        @Override
        public StepResult run(StepRun run, Inputs inputs) throws StepException {
            if (failure instanceof StepException expected) {
                throw expected;
            } else if (failure instanceof RuntimeException bug) {
                throw bug;
            }
            runs++;
            return new StepResult(
                    inputs.rows(),
                    3,
                    inputs,
                    JsonNodeFactory.instance.objectNode().put("runs", runs));
        }
    }
}
