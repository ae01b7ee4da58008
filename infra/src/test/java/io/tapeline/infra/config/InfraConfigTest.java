package io.tapeline.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What concerns the settings of more than one component. */
class InfraConfigTest {
    @Test
    void keysAreNamedAsUsersOfEmrKnowThem() {
        assertThat(Arrays.stream(InfraKey.values()).map(InfraKey::key))
                .contains(
                        "project_name",
                        "environment",
                        "vpc_id",
                        "private_subnet_ids",
                        "s3_bucket_name",
                        "emr_release",
                        "master_instance_type",
                        "core_instance_type",
                        "core_instance_count",
                        "task_instance_type",
                        "task_instance_count",
                        "auto_scaling_min_capacity",
                        "auto_scaling_max_capacity",
                        "max_on_demand",
                        "max_core",
                        "spot_instance_percentage",
                        "spot_bid_price",
                        "key_name",
                        "custom_ami",
                        "auto_termination_timeout",
                        "enable_termination_protection",
                        "cpu_alarm_threshold",
                        "memory_alarm_threshold",
                        "spark_max_executors",
                        "spark_executor_memory",
                        "spark_executor_cores",
                        "kms_encryption",
                        "log_retention",
                        "monthly_budget",
                        "alarm_email",
                        "nightly_schedule");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertThatThrownBy(() -> Synth.config(
                        "prod",
                        "core_instance_cuont=4",
                        "log_retention=often",
                        "availability_zones=a",
                        "emr_release=emr-5.0.0",
                        "spot_instance_percentage=101",
                        "auto_termination_timeout=3600",
                        "stream_mode=sometimes"))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .anyMatch(problem -> problem.equals(
                                        "unknown setting: core_instance_cuont (did you mean core_instance_count?)"))
                                .anyMatch(problem -> problem.startsWith("log_retention is not an integer"))
                                .anyMatch(problem -> problem.startsWith("availability_zones needs two different zones"))
                                .anyMatch(problem -> problem.startsWith("emr_release"))
                                .anyMatch(problem ->
                                        problem.startsWith("spot_instance_percentage is not an integer from 0 to 100"))
                                .anyMatch(problem ->
                                        problem.startsWith("auto_termination_timeout is 0 in prod with stream_enabled"))
                                .anyMatch(problem ->
                                        problem.startsWith("stream_mode is not one of on-demand, provisioned")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "interface_endpoints=kinesis-streams,logs,kms,secretsmanager,ecr.api,ecr.dkr,glue,redshift-serverless"
                        + " | job_metrics needs monitoring in interface_endpoints",
                "interface_endpoints=kinesis-streams,logs,kms,monitoring,secretsmanager,ecr.api,ecr.dkr,glue"
                        + " | interface_endpoints lacks redshift-serverless",
                "feeds=kraken:BTC/USD | feeds needs the internet, and internet_egress is false",
                "replica_region=us-east-1 | replica_region is the region of the lake itself: us-east-1",
                "warehouse_vpc_routing=true | warehouse_vpc_routing needs three availability_zones",
            })
    void whatDoesNotGoTogetherIsNamed(String change, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", change))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .singleElement()
                                .asString()
                                .startsWith(problem));
    }
}
