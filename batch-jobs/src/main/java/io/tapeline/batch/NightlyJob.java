package io.tapeline.batch;

import io.tapeline.batch.cli.CommandLine;
import io.tapeline.batch.cli.NightlyConfig;
import io.tapeline.batch.lake.LakeException;
import io.tapeline.batch.lake.SparkSettings;
import io.tapeline.batch.warehouse.WarehouseException;
import io.tapeline.settings.Arguments;
import io.tapeline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.SparkUserAppException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nightly batch: {@code NightlyJob --date=YYYY-MM-DD}; {@code --help} says the rest. */
public final class NightlyJob {
    private static final Logger LOG = LoggerFactory.getLogger(NightlyJob.class);
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int BAD_ARGUMENTS = 2;

    private NightlyJob() {}

    /**
     * Ends with status 0 when done, 1 when a step failed (or bars differ, if that is to fail), 2 on bad arguments: the
     * process, if it is its own.
     *
     * @throws SparkUserAppException with the status, if it is not 0 and the process is Spark's: in cluster mode any exit
     *     there, 0 included, is a failure, and what {@code spark-submit} ends with is this status
     */
    public static void main(String[] args) throws SparkUserAppException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(Clock.systemUTC(), out, err, args);
        if (!SparkSettings.submitted()) {
            System.exit(status);
        } else if (status != DONE) {
            throw new SparkUserAppException(status);
        }
    }

    static int run(Clock clock, PrintStream out, PrintStream err, String... args) {
        if (Arguments.wantHelp(args)) {
            out.print(CommandLine.help());
            return DONE;
        }
        try {
            NightlyConfig config =
                    CommandLine.parse(name -> Optional.ofNullable(System.getenv(name)), LocalDate.now(clock), args);
            NightlyReport report = new Nightly(config, clock, out::println).run();
            out.print(report.text());
            if (config.report().isPresent() && !written(report, config.report().get(), err)) {
                return FAILED;
            }
            if (config.failOnDifference() && report.differences() > 0) {
                err.println(report.differences() + " streamed bars differ from their rebuild: see bar_differences");
                return FAILED;
            }
            return report.succeeded() ? DONE : FAILED;
        } catch (SettingsException e) {
            err.println(e.getMessage());
            err.println("--help lists all settings.");
            return BAD_ARGUMENTS;
        } catch (LakeException | WarehouseException e) {
            err.println(e.getMessage());
            return FAILED;
        } catch (RuntimeException e) {
            // A bug, or the catalog went away: nothing is lost, and the next run goes on from the last record.
            LOG.error("the night broke off", e);
            err.println("the night broke off: " + e);
            return FAILED;
        }
    }

    private static boolean written(NightlyReport report, Path file, PrintStream err) {
        try {
            report.write(file);
            return true;
        } catch (IOException e) {
            err.println("cannot write the report: " + e);
            return false;
        }
    }
}
