package io.tapeline.infra.streams;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            market_data_stream=a b | market_data_stream is not the name of a stream: a b
            live_stream=market-data | live_stream is market_data_stream too: market-data
            stream_mode=elastic | stream_mode is not one of on-demand, provisioned: elastic
            market_data_shards=0 | market_data_shards is not an integer from 1 to 500: 0
            stream_retention=23 | stream_retention is not an integer from 24 to 8760: 23
            market_data_consumers=a,a | market_data_consumers needs different names, at most 20: [a, a]
            live_consumers=a b | live_consumers is not the name of a consumer: a b
            shard_metrics=1 | shard_metrics is not true or false: 1
            iterator_age_alarm=0 | iterator_age_alarm is not an integer from 1 to 86400: 0
            stream_capacity_alarm=101 | stream_capacity_alarm is not an integer from 1 to 100: 101
            """)
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(problem);
    }
}
