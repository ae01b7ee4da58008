package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cpu_alarm_threshold=101 | cpu_alarm_threshold is not an integer from 0 to 100: 101",
                "memory_alarm_threshold=-1 | memory_alarm_threshold is not an integer from 0 to 100: -1",
                "heap_alarm_threshold=0 | heap_alarm_threshold is not an integer from 1 to 100: 0",
                "failed_tasks_alarm_threshold=many"
                        + " | failed_tasks_alarm_threshold is not an integer from 0 to 1000000: many",
                "run_time_alarm_threshold=59 | run_time_alarm_threshold is not an integer from 60 to 86400: 59",
                "lag_alarm_threshold=0 | lag_alarm_threshold is not an integer from 1 to 86400: 0",
                "late_data_alarm_threshold=100.1 | late_data_alarm_threshold is not a number from 0 to 100: 100.1",
                "differences_alarm_threshold=-1"
                        + " | differences_alarm_threshold is not an integer from 0 to 1000000: -1",
                "warehouse_usage_alarm_threshold=0"
                        + " | warehouse_usage_alarm_threshold is not an integer from 1 to 1000000: 0",
                "job_metrics=maybe | job_metrics is not true or false: maybe",
                "resize_notifications=2 | resize_notifications is not true or false: 2",
                "expected_trades_per_second=-1"
                        + " | expected_trades_per_second is not a number from 0 to 100000000: -1",
                "expected_days_per_month=32 | expected_days_per_month is not a number from 0 to 31: 32",
            })
    void saysWhatIsWrong(String change, String message) {
        assertThatThrownBy(() -> Synth.config("dev", change))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void listsAllThatIsWrong() {
        assertThatThrownBy(() -> Synth.config("dev", "cpu_alarm_threshold=101", "expected_hours_per_day=25"))
                .hasMessageContaining("cpu_alarm_threshold is not")
                .hasMessageContaining("expected_hours_per_day is not");
    }
}
