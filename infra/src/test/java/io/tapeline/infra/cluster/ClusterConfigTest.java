package io.tapeline.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterConfigTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            dev | emr_release=emr-5.36.0 | emr_release is not known (emr-7.13.0, emr-7.12.0, emr-7.11.0, emr-7.10.0, emr-7.9.0, emr-7.8.0, emr-7.7.0, emr-7.6.0, emr-7.5.0, emr-7.4.0, emr-7.3.0, emr-7.2.0, emr-7.1.0, emr-7.0.0, emr-6.15.0): emr-5.36.0
            dev | emr_release=emr-7.5.0 | emr_release has Flink 1.19, and the stream job needs 1.20: emr-7.5.0
            dev | emr_release=emr-6.15.0 | emr_release has no AmazonCloudWatchAgent: emr-6.15.0
            dev | emr_applications=trino,presto | emr_applications is not of hbase, jupyterhub, livy, pig, trino: presto
            dev | instance_collection=herds | instance_collection is not one of fleets, groups: herds
            dev | master_instance_type=large | master_instance_type is not an instance type such as m6i.xlarge: large
            dev | core_instance_type=m6i.xlarge,m6i.xlarge | core_instance_type names a type twice: m6i.xlarge, m6i.xlarge
            dev | core_instance_type=m7g.xlarge | master_instance_type and those of core and task nodes mix Graviton with other processors: m6i.xlarge, m7g.xlarge, m6i.xlarge, m5.xlarge, m6a.xlarge, m5a.xlarge, r6i.xlarge, r5.xlarge
            dev | instance_collection=groups | core_instance_type is one type with instance_collection groups: m6i.xlarge, m5.xlarge, m6a.xlarge
            dev | core_instance_count=0 | core_instance_count is not an integer from 1 to 1000: 0
            dev | spot_instance_percentage=101 | spot_instance_percentage is not an integer from 0 to 100: 101
            dev | spot_instance_percentage=-1 | spot_instance_percentage is not an integer from 0 to 100: -1
            dev | spot_instance_percentage=0 spot_bid_price=0.2 | spot_bid_price is for spot instances: spot_instance_percentage is 0: 0.2
            dev | spot_bid_price=free | spot_bid_price is not a number from 0.001 to 1000: free
            dev | custom_ami=amazon | custom_ami is not the id of an image: amazon
            dev | auto_scaling=always | auto_scaling is not one of managed, custom, off: always
            dev | auto_scaling=custom | auto_scaling custom is for instance_collection groups: fleets have no such rules
            dev | auto_scaling_min_capacity=4 | auto_scaling_min_capacity is above auto_scaling_max_capacity: 4 > 3
            dev | auto_scaling_min_capacity=0 | auto_scaling_min_capacity is at least 1 when EMR scales: 0
            dev | core_instance_count=4 max_core=3 | core_instance_count is above max_core: 4 > 3
            dev | core_instance_count=4 max_core=3 | core_instance_count is above auto_scaling_max_capacity: 4 > 3
            dev | max_core=4 | max_core is above auto_scaling_max_capacity: 4 > 3
            dev | max_on_demand=9 | max_on_demand is above auto_scaling_max_capacity: 9 > 3
            dev | max_core=2 max_on_demand=1 | max_core is above max_on_demand, and core nodes are on-demand: 2 > 1
            dev | task_instance_count=0 | task_instance_count is at least 1 with fleets that EMR scales above max_core: a fleet cannot begin empty: 0
            dev | auto_scaling=custom task_instance_count=9 | task_instance_count is not from auto_scaling_min_capacity to auto_scaling_max_capacity with auto_scaling custom: 9
            dev | auto_scaling=custom max_core=1 | max_core is for auto_scaling managed: the custom rules scale task nodes alone
            dev | auto_termination_timeout=59 | auto_termination_timeout is not 0 or from 60 to 604800: 59
            dev | auto_termination_timeout=604801 | auto_termination_timeout is not an integer from 0 to 604800: 604801
            prod | auto_termination_timeout=3600 | auto_termination_timeout is 0 in prod with stream_enabled: an idle cluster is one whose stream job is gone: 3600
            dev | root_volume_size=8 | root_volume_size is not an integer from 15 to 100: 8
            dev | data_volume_size=9 | data_volume_size is not an integer from 10 to 16384: 9
            dev | data_volume_count=25 | data_volume_count is not an integer from 1 to 24: 25
            dev | step_concurrency=257 | step_concurrency is not an integer from 1 to 256: 257
            dev | python_packages=pandas;reboot | python_packages is not a package such as pandas or pandas==2.2.3: pandas;reboot
            dev | tls_certificates=emr.pem | tls_certificates is not the key of a zip such as certificates/emr.zip: emr.pem
            dev | kerberos_realm=tapeline | kerberos_realm is not a realm in capital letters such as TAPELINE.INTERNAL: tapeline
            dev | streaming_queue_share=70 | batch_queue_share and streaming_queue_share leave nothing for analysts: 30 + 70
            dev | batch_queue_share=35 batch_queue_limit=34 | batch_queue_limit is below batch_queue_share: 34 < 35
            dev | batch_queue_limit=41 | batch_queue_limit would take what streaming_queue_share guarantees: 41 + 60 > 100
            dev | spark_max_executors=0 | spark_max_executors is not an integer from 1 to 1000: 0
            dev | spark_executor_memory=4GB | spark_executor_memory is not an amount of memory such as 4g or 3500m: 4GB
            dev | spark_executor_cores=0 | spark_executor_cores is not an integer from 1 to 128: 0
            dev | stream_parallelism=257 | stream_parallelism is not an integer from 1 to 256: 257
            dev | stream_taskmanager_memory=0g | stream_taskmanager_memory is not an amount of memory such as 4g or 3500m: 0g
            dev | stream_state_backend=disk | stream_state_backend is not one of hashmap, rocksdb: disk
            dev | stream_enabled=maybe | stream_enabled is not true or false: maybe
            dev | application_log_retention=0 | application_log_retention is not an integer from 1 to 365: 0
            dev | batch_target=ecs | batch_target is not one of emr-ec2, emr-serverless, glue: ecs
            dev | serverless_architecture=riscv | serverless_architecture is not one of arm64, x86-64: riscv
            dev | serverless_max_cpu=1 | serverless_max_cpu is not an integer from 2 to 10000: 1
            dev | serverless_max_memory=7 | serverless_max_memory is not an integer from 8 to 100000: 7
            dev | serverless_max_disk=39 | serverless_max_disk is not an integer from 40 to 1000000: 39
            dev | serverless_idle_timeout=0 | serverless_idle_timeout is not an integer from 1 to 10080: 0
            dev | glue_worker_type=Z.2X | glue_worker_type is not G.1X, G.2X, G.4X or G.8X: Z.2X
            dev | glue_workers=1 | glue_workers is not an integer from 2 to 299: 1
            dev | glue_timeout=0 | glue_timeout is not an integer from 1 to 10080: 0
            """)
    void saysWhatIsWrong(String profile, String changes, String problem) {
        assertThatThrownBy(() -> Synth.config(profile, changes.split(" ")))
                .isInstanceOf(SettingsException.class)
                .message()
                .satisfies(message ->
                        assertThat(message.lines().map(String::strip)).anyMatch(line -> line.endsWith(problem)));
    }

    @Test
    void listsAllProblemsAtOnce() {
        assertThatThrownBy(() -> Synth.config(
                        "prod",
                        "spot_instance_percentage=101",
                        "auto_termination_timeout=600",
                        "emr_release=emr-6.15.0",
                        "core_instance_count=many"))
                .hasMessageContainingAll(
                        "spot_instance_percentage is not an integer from 0 to 100: 101",
                        "auto_termination_timeout is 0 in prod",
                        "emr_release has no AmazonCloudWatchAgent",
                        "emr_release has Flink 1.17",
                        "core_instance_count is not an integer from 1 to 1000: many");
    }

    @Test
    void prodMayEndWhenIdleIfItHasNoStream() {
        assertThat(Synth.config("prod", "auto_termination_timeout=3600", "stream_enabled=false")
                        .cluster()
                        .idleSeconds())
                .isEqualTo(3600);
    }

    @ParameterizedTest(name = "{1} % of {0}")
    @CsvSource({"0, 50, 0", "1, 50, 0", "2, 50, 1", "3, 100, 3", "3, 0, 0", "10, 33, 3", "10, 99, 9"})
    void roundsSpotInstancesDown(int tasks, int percentage, int spot) {
        NodesConfig nodes = Synth.config(
                        "dev",
                        "auto_scaling=off",
                        "task_instance_count=" + tasks,
                        "spot_instance_percentage=" + percentage)
                .cluster()
                .nodes();

        assertThat(nodes.spotCount()).isEqualTo(spot);
        assertThat(nodes.onDemandTaskCount()).isEqualTo(tasks - spot);
    }

    @Test
    void leavesToOnDemandNodesWhatIsNotSpot() {
        // 6 nodes, 2 of them core; of the other 4 a quarter is on-demand.
        ScalingConfig scaling = Synth.config(
                        "dev", "core_instance_count=2", "auto_scaling_max_capacity=6", "spot_instance_percentage=75")
                .cluster()
                .scaling();

        assertThat(scaling.mostCore()).isEqualTo(2);
        assertThat(scaling.mostOnDemand()).isEqualTo(3);
    }
}
