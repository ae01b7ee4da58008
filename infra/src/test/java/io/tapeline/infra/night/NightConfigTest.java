package io.tapeline.infra.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nightly_enabled=maybe | nightly_enabled is not true or false: maybe",
                "nightly_schedule=30 0 * * * | nightly_schedule is not cron(MINUTE HOUR DAY MONTH WEEKDAY *) such as"
                        + " cron(30 0 * * ? *): 30 0 * * *",
                "nightly_schedule=rate(1 day) | nightly_schedule is not cron(MINUTE HOUR DAY MONTH WEEKDAY *) such as"
                        + " cron(30 0 * * ? *): rate(1 day)",
                "nightly_schedule=cron(30 0 L * ? *) | nightly_schedule is not cron(MINUTE HOUR DAY MONTH WEEKDAY *) such as"
                        + " cron(30 0 * * ? *): cron(30 0 L * ? *)",
                "nightly_schedule=cron(30 0 * * * *) | nightly_schedule needs a ? for its day or for its weekday, one of them:"
                        + " cron(30 0 * * * *)",
                "nightly_schedule=cron(30 0 ? * ? *) | nightly_schedule needs a ? for its day or for its weekday, one of them:"
                        + " cron(30 0 ? * ? *)",
                "nightly_timezone=Mars/Olympus | nightly_timezone is not a time zone such as America/New_York: Mars/Olympus",
                "nightly_timeout=59 | nightly_timeout is not an integer from 60 to 172800: 59",
                "nightly_attempts=0 | nightly_attempts is not an integer from 1 to 10: 0",
                "nightly_attempts=11 | nightly_attempts is not an integer from 1 to 10: 11",
                "nightly_retry_delay=0 | nightly_retry_delay is not an integer from 1 to 3600: 0",
                "nightly_total_timeout=604801 | nightly_total_timeout is not an integer from 60 to 604800: 604801",
                "nightly_max_dates=367 | nightly_max_dates is not an integer from 1 to 366: 367",
                "nightly_notify=never | nightly_notify is not one of always, failures: never",
                "nightly_log_level=debug | nightly_log_level is not one of all, error, fatal, off: debug",
                "nightly_arguments=orphans | nightly_arguments has what is not --KEY or --KEY=VALUE: orphans",
                "nightly_arguments=--report=a{b} | nightly_arguments has what is not --KEY or --KEY=VALUE: --report=a{b}",
                "nightly_arguments=--date=2026-11-18 | nightly_arguments has what the workflow says itself: --date=2026-11-18",
                "nightly_arguments=--warehouse.url=x | nightly_arguments has what the workflow says itself: --warehouse.url=x",
            })
    void saysWhatIsWrong(String change, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", change))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThatThrownBy(
                        () -> Synth.config("dev", "nightly_attempts=99", "nightly_timezone=Moon", "nightly_notify=x"))
                .hasMessageContainingAll("nightly_attempts is not", "nightly_timezone is not", "nightly_notify is not");
    }

    @Test
    void refusesATotalThatTheAttemptsOfOneDateExceed() {
        // 3 times 7,200 s, waits of 120 and 240 s, and 900 s.
        assertThatThrownBy(() -> Synth.config(
                        "staging", "nightly_timeout=7200", "nightly_attempts=3", "nightly_total_timeout=22859"))
                .hasMessageContaining("nightly_total_timeout is below 22860, which nightly_attempts of nightly_timeout"
                        + " may take: 22859");
        assertThat(Synth.config("staging", "nightly_timeout=7200", "nightly_total_timeout=22860")
                        .night()
                        .lockSeconds())
                .isEqualTo(22_860);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(30 0 * * ? *) | 30 0 * * *",
                "cron(0 22 ? * MON-FRI *) | 0 22 * * MON-FRI",
                "cron(0 22 ? * 2-6 *) | 0 22 * * 1-5",
                "cron(0 22 ? * 1,7 *) | 0 22 * * 0,6",
                "cron(0 22 1,15 * ? *) | 0 22 1,15 * *",
                "cron(*/30 1-5 * JAN-MAR ? *) | */30 1-5 * JAN-MAR *",
            })
    void writesTheScheduleAsUnixHasIt(String schedule, String unix) {
        assertThat(Synth.config("dev", "nightly_schedule=" + schedule).night().schedule())
                .hasValueSatisfying(cron -> assertThat(cron.unix()).isEqualTo(unix));
    }
}
