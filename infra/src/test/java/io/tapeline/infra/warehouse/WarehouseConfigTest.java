package io.tapeline.infra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarehouseConfigTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            warehouse_enabled=on | warehouse_enabled is not true or false: on
            warehouse_database=my-db | warehouse_database is not a name of a-z, 0-9 and underscores: my-db
            warehouse_external_schema=tapeline | warehouse_external_schema is taken by another schema: tapeline
            warehouse_external_schema=pg_lake | warehouse_external_schema is taken by another schema: pg_lake
            warehouse_base_capacity=3 | warehouse_base_capacity is not an integer from 4 to 512: 3
            warehouse_base_capacity=6 | warehouse_base_capacity is neither 4 nor a multiple of 8: 6
            warehouse_base_capacity=520 | warehouse_base_capacity is not an integer from 4 to 512: 520
            warehouse_base_capacity=16 | warehouse_max_capacity is below warehouse_base_capacity (16): 8
            warehouse_max_capacity=12 | warehouse_max_capacity is not a multiple of 8: 12
            warehouse_daily_limit=0 | warehouse_daily_limit is not an integer from 1 to 1000000: 0
            warehouse_daily_limit=61 | warehouse_monthly_limit is below warehouse_daily_limit (61): 60
            warehouse_limit_action=stop | warehouse_limit_action is not one of log, emit-metric, deactivate: stop
            warehouse_port=5430 | warehouse_port is not an integer from 5431 to 8215: 5430
            warehouse_port=6000 | warehouse_port is neither in 5431 to 5455 nor in 8191 to 8215: 6000
            warehouse_vpc_routing=true | warehouse_vpc_routing needs three availability_zones, as Redshift Serverless does then: [a, b]
            """)
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {5431, 5439, 5455, 8191, 8215})
    void takesThePortsOfRedshift(int port) {
        assertThat(Synth.config("dev", "warehouse_port=" + port).warehouse().port())
                .isEqualTo(port);
    }
}
