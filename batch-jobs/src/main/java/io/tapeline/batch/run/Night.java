package io.tapeline.batch.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.TradingDate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a date in order, each recorded in {@code batch_runs} when it ends. A step that has succeeded on the
 * same rows is skipped, so a run that was killed goes on where it was, and a second run changes nothing. The first step
 * that fails ends the date.
 */
public final class Night {
    private static final Logger LOG = LoggerFactory.getLogger(Night.class);
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 4_000;

    private final StepJournal journal;
    private final List<Step> steps;
    private final Clock clock;
    private final Consumer<String> progress;

    /**
     * A night.
     *
     * @param journal takes what each step did
     * @param steps in order
     * @param clock for the record
     * @param progress takes a line for each step that ends
     */
    public Night(StepJournal journal, List<Step> steps, Clock clock, Consumer<String> progress) {
        this.journal = requireNonNull(journal, "journal is null");
        this.steps = List.copyOf(steps);
        this.clock = requireNonNull(clock, "clock is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    /** Runs a date, unless {@code redo} only the steps that have something new to see. */
    public DateReport run(TradingDate date, Redo redo) {
        StepRun run = new StepRun(
                date + "-" + RUN_TIME.format(clock.instant()) + "-"
                        + UUID.randomUUID().toString().substring(0, 8),
                date);
        Map<String, StepRecord> successes = redo == Redo.ALL ? Map.of() : journal.successes(date);
        List<StepReport> reports = new ArrayList<>();
        for (Step step : steps) {
            StepReport report = run(run, step, successes.get(step.name()));
            reports.add(report);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s  %-16s %-9s %6.1f s%s",
                    date,
                    step.name(),
                    report.status().code(),
                    report.took().toMillis() / 1_000.0,
                    report.message().isEmpty() ? "" : "  " + report.message()));
            if (report.status() == StepStatus.FAILED) {
                break;
            }
        }
        return new DateReport(run, reports);
    }

    /** Which steps to run. */
    public enum Redo {
        /** All, whatever has been done. */
        ALL,
        /** Those that have not succeeded on the same rows. */
        WHAT_IS_NEW
    }

    private StepReport run(StepRun run, Step step, @Nullable StepRecord before) {
        Instant started = clock.instant();
        try {
            Inputs inputs = step.inputs(run.date());
            if (before != null
                    && Inputs.ofJson(before.inputs()).filter(inputs::sameRows).isPresent()) {
                String note = "same rows as in " + before.runId();
                record(run, step, StepStatus.SKIPPED, started, new StepResult(0, 0, inputs, numbers(before)), note);
                return report(step, StepStatus.SKIPPED, started, numbers(before), note);
            }
            StepResult result = step.run(run, inputs);
            record(
                    run,
                    step,
                    StepStatus.SUCCEEDED,
                    started,
                    result,
                    result.numbers().toString());
            return report(step, StepStatus.SUCCEEDED, started, result.numbers(), "");
        } catch (StepException e) {
            return failed(run, step, started, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A bug, or a service that is gone. Either ends the date, and must be in the record.
            LOG.atWarn()
                    .addKeyValue("date", run.date())
                    .addKeyValue("step", step.name())
                    .setCause(e)
                    .log("step failed");
            return failed(run, step, started, e.toString());
        }
    }

    private StepReport failed(StepRun run, Step step, Instant started, String reason) {
        String message = reason.length() <= LONGEST_MESSAGE ? reason : reason.substring(0, LONGEST_MESSAGE);
        record(run, step, StepStatus.FAILED, started, StepResult.none(), message);
        return report(step, StepStatus.FAILED, started, JSON.createObjectNode(), message);
    }

    private void record(StepRun run, Step step, StepStatus status, Instant started, StepResult result, String message) {
        journal.append(new StepRecord(
                run.runId(),
                run.date().date(),
                step.name(),
                status,
                started,
                clock.instant(),
                result.rowsIn(),
                result.rowsOut(),
                result.inputs().json(),
                message));
    }

    private StepReport report(Step step, StepStatus status, Instant started, ObjectNode numbers, String message) {
        return new StepReport(step.name(), status, Duration.between(started, clock.instant()), numbers, message);
    }

    /** The numbers of a step that succeeded; none if another program wrote the row. */
    private static ObjectNode numbers(StepRecord success) {
        try {
            return JSON.readTree(Objects.requireNonNullElse(success.message(), "")) instanceof ObjectNode numbers
                    ? numbers
                    : JSON.createObjectNode();
        } catch (JsonProcessingException foreign) {
            return JSON.createObjectNode();
        }
    }
}
