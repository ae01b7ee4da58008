package io.tapeline.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the cluster changes what it should. The keys are changed together, a few templates for all of them. */
@NeedsNode
class ClusterKeysTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> TEMPLATES = new ConcurrentHashMap<>();

    /** Fleets, as different from the defaults as they get. */
    private static final String[] FLEETS = {
        "emr_release=emr-7.12.0",
        "emr_applications=trino,hbase,pig,jupyterhub,livy",
        "instance_collection=fleets",
        "master_instance_type=m7g.xlarge",
        "core_instance_type=r7g.2xlarge,m7g.2xlarge",
        "core_instance_count=3",
        "task_instance_type=c7g.2xlarge",
        "task_instance_count=4",
        "spot_instance_percentage=75",
        "spot_bid_price=0.19",
        "auto_scaling=managed",
        "auto_scaling_min_capacity=4",
        "auto_scaling_max_capacity=12",
        "max_on_demand=7",
        "max_core=5",
        "root_volume_size=60",
        "data_volume_size=250",
        "data_volume_count=3",
        "key_name=trading-desk",
        "custom_ami=ami-0123456789abcdef0",
        "auto_termination_timeout=7200",
        "enable_termination_protection=true",
        "step_concurrency=9",
        "python_packages=polars==1.9.0",
        "tls_certificates=tls/nodes.zip",
        "kerberos=true",
        "kerberos_realm=DESK.EXAMPLE",
        "streaming_queue_share=50",
        "batch_queue_share=20",
        "batch_queue_limit=45",
        "spark_max_executors=17",
        "spark_executor_memory=9g",
        "spark_executor_cores=3",
        "stream_parallelism=24",
        "stream_checkpoint_interval=2m",
        "stream_taskmanager_slots=6",
        "stream_taskmanager_memory=20g",
        "stream_jobmanager_memory=3g",
        "stream_state_backend=rocksdb",
        "application_log_retention=3",
    };

    /** Groups, scaled by rules of our own, and no stream job. */
    private static final String[] GROUPS = {
        "instance_collection=groups",
        "core_instance_type=m5.xlarge",
        "task_instance_type=c5.xlarge",
        "task_instance_count=3",
        "spot_instance_percentage=50",
        "spot_bid_price=0.11",
        "auto_scaling=custom",
        "auto_scaling_min_capacity=1",
        "auto_scaling_max_capacity=8",
        "auto_termination_timeout=0",
        "stream_enabled=false",
        "kms_encryption=false",
    };

    /** Neither scaling nor spot instances. */
    private static final String[] STILL = {"auto_scaling=off", "spot_instance_percentage=0", "internet_egress=true"};

    /** Of a path, a name in brackets is the element of an array with that name: {@code Configurations[spark-defaults]}. */
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            fleets | Cluster | ReleaseLabel | emr-7.12.0
            fleets | Cluster | Applications | Hadoop Flink Spark Hive Zeppelin ZooKeeper AmazonCloudWatchAgent Trino HBase Pig JupyterHub JupyterEnterpriseGateway Livy
            fleets | Cluster | Instances/MasterInstanceFleet/InstanceTypeConfigs | m7g.xlarge
            fleets | Cluster | Instances/MasterInstanceFleet/TargetOnDemandCapacity | 1
            fleets | Cluster | Instances/CoreInstanceFleet/InstanceTypeConfigs | r7g.2xlarge m7g.2xlarge
            fleets | Cluster | Instances/CoreInstanceFleet/TargetOnDemandCapacity | 3
            fleets | Cluster | Instances/CoreInstanceFleet/TargetSpotCapacity | -
            fleets | Cluster | Instances/CoreInstanceFleet/LaunchSpecifications/OnDemandSpecification/AllocationStrategy | lowest-price
            fleets | TaskFleet | InstanceFleetType | TASK
            fleets | TaskFleet | InstanceTypeConfigs | c7g.2xlarge
            fleets | TaskFleet | TargetOnDemandCapacity | 1
            fleets | TaskFleet | TargetSpotCapacity | 3
            fleets | TaskFleet | InstanceTypeConfigs/0/BidPrice | 0.19
            fleets | TaskFleet | InstanceTypeConfigs/0/BidPriceAsPercentageOfOnDemandPrice | -
            fleets | TaskFleet | InstanceTypeConfigs/0/WeightedCapacity | 1
            fleets | TaskFleet | LaunchSpecifications/SpotSpecification/AllocationStrategy | price-capacity-optimized
            fleets | TaskFleet | LaunchSpecifications/SpotSpecification/TimeoutAction | SWITCH_TO_ON_DEMAND
            fleets | TaskFleet | LaunchSpecifications/SpotSpecification/TimeoutDurationMinutes | 10
            dev | TaskFleet | InstanceTypeConfigs/0/BidPrice | -
            dev | TaskFleet | InstanceTypeConfigs/0/BidPriceAsPercentageOfOnDemandPrice | 100
            still | TaskFleet | InstanceTypeConfigs/0/BidPriceAsPercentageOfOnDemandPrice | -
            still | TaskFleet | TargetSpotCapacity | 0
            fleets | Cluster | ManagedScalingPolicy/ComputeLimits/UnitType | InstanceFleetUnits
            fleets | Cluster | ManagedScalingPolicy/ComputeLimits/MinimumCapacityUnits | 4
            fleets | Cluster | ManagedScalingPolicy/ComputeLimits/MaximumCapacityUnits | 12
            fleets | Cluster | ManagedScalingPolicy/ComputeLimits/MaximumOnDemandCapacityUnits | 7
            fleets | Cluster | ManagedScalingPolicy/ComputeLimits/MaximumCoreCapacityUnits | 5
            still | Cluster | ManagedScalingPolicy | -
            groups | Cluster | ManagedScalingPolicy | -
            fleets | Cluster | EbsRootVolumeSize | 60
            fleets | Cluster | Instances/CoreInstanceFleet/InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumesPerInstance | 3
            fleets | Cluster | Instances/CoreInstanceFleet/InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumeSpecification/SizeInGB | 250
            fleets | Cluster | Instances/CoreInstanceFleet/InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumeSpecification/VolumeType | gp3
            fleets | TaskFleet | InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumesPerInstance | 3
            fleets | TaskFleet | InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumeSpecification/SizeInGB | 250
            fleets | TaskFleet | InstanceTypeConfigs/0/EbsConfiguration/EbsBlockDeviceConfigs/0/VolumeSpecification/VolumeType | gp3
            fleets | Cluster | Instances/Ec2KeyName | trading-desk
            dev | Cluster | Instances/Ec2KeyName | -
            fleets | Cluster | CustomAmiId | ami-0123456789abcdef0
            dev | Cluster | CustomAmiId | -
            fleets | Cluster | AutoTerminationPolicy/IdleTimeout | 7200
            dev | Cluster | AutoTerminationPolicy/IdleTimeout | 3600
            groups | Cluster | AutoTerminationPolicy | -
            fleets | Cluster | Instances/TerminationProtected | true
            dev | Cluster | Instances/TerminationProtected | false
            dev | Cluster | Instances/UnhealthyNodeReplacement | true
            dev | Cluster | Instances/KeepJobFlowAliveWhenNoSteps | true
            fleets | Cluster | StepConcurrencyLevel | 9
            dev | Cluster | ScaleDownBehavior | TERMINATE_AT_TASK_COMPLETION
            dev | Cluster | LogUri | s3://{Logs}/emr/
            fleets | Cluster | BootstrapActions/0/ScriptBootstrapAction/Args | s3://{Artifacts}/python polars==1.9.0
            still | Cluster | BootstrapActions/0/ScriptBootstrapAction/Args | pypi numpy pandas pyarrow matplotlib scikit-learn
            fleets | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/EnableInTransitEncryption | true
            fleets | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/InTransitEncryptionConfiguration/TLSCertificateConfiguration/CertificateProviderType | PEM
            fleets | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/InTransitEncryptionConfiguration/TLSCertificateConfiguration/S3Object | s3://{Artifacts}/tls/nodes.zip
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/EnableInTransitEncryption | false
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/EnableAtRestEncryption | true
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/S3EncryptionConfiguration/EncryptionMode | SSE-KMS
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration/EncryptionKeyProviderType | AwsKms
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration/AwsKmsKey | {Key}
            dev | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration/EnableEbsEncryption | true
            groups | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/S3EncryptionConfiguration/EncryptionMode | SSE-S3
            groups | SecurityConfiguration | SecurityConfiguration/EncryptionConfiguration/AtRestEncryptionConfiguration/LocalDiskEncryptionConfiguration | -
            dev | SecurityConfiguration | SecurityConfiguration/InstanceMetadataServiceConfiguration/MinimumInstanceMetadataServiceVersion | 2
            fleets | SecurityConfiguration | SecurityConfiguration/AuthenticationConfiguration/KerberosConfiguration/Provider | ClusterDedicatedKdc
            dev | SecurityConfiguration | SecurityConfiguration/AuthenticationConfiguration | -
            fleets | Cluster | KerberosAttributes/Realm | DESK.EXAMPLE
            dev | Cluster | KerberosAttributes | -
            dev | Cluster | Configurations[yarn-site]/yarn.node-labels.enabled | true
            dev | Cluster | Configurations[yarn-site]/yarn.node-labels.am.default-node-label-expression | ON_DEMAND
            fleets | Cluster | Configurations[yarn-site]/yarn.log-aggregation.retain-seconds | 259200
            dev | Cluster | Configurations[yarn-site]/yarn.nodemanager.log-aggregation.compression-type | gz
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.queues | default,streaming,batch
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.streaming.capacity | 50
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.streaming.accessible-node-labels.ON_DEMAND.capacity | 50
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.streaming.maximum-capacity | 100
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.streaming.disable_preemption | true
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.streaming.default-node-label-expression | ON_DEMAND
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.batch.capacity | 20
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.batch.maximum-capacity | 45
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.batch.accessible-node-labels.ON_DEMAND.maximum-capacity | 45
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.batch.default-node-label-expression | -
            still | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.batch.default-node-label-expression | ON_DEMAND
            fleets | Cluster | Configurations[capacity-scheduler]/yarn.scheduler.capacity.root.default.capacity | 30
            fleets | Cluster | Configurations[spark-defaults]/spark.dynamicAllocation.maxExecutors | 17
            fleets | Cluster | Configurations[spark-defaults]/spark.executor.memory | 9g
            fleets | Cluster | Configurations[spark-defaults]/spark.executor.cores | 3
            fleets | Cluster | Configurations[spark-defaults]/spark.history.fs.cleaner.maxAge | 3d
            fleets | Cluster | Configurations[spark-defaults]/spark.authenticate | -
            dev | Cluster | Configurations[spark-defaults]/spark.authenticate | true
            dev | Cluster | Configurations[spark-defaults]/spark.network.crypto.enabled | true
            dev | Cluster | Configurations[yarn-site]/spark.authenticate | true
            dev | Cluster | Configurations[spark-defaults]/spark.yarn.queue | batch
            dev | Cluster | Configurations[spark-defaults]/spark.sql.adaptive.enabled | true
            dev | Cluster | Configurations[spark-defaults]/spark.serializer | org.apache.spark.serializer.KryoSerializer
            dev | Cluster | Configurations[spark-defaults]/spark.dynamicAllocation.enabled | true
            dev | Cluster | Configurations[spark-defaults]/spark.dynamicAllocation.minExecutors | 1
            dev | Cluster | Configurations[spark-defaults]/spark.sql.execution.arrow.pyspark.enabled | true
            fleets | Cluster | Configurations[flink-conf]/taskmanager.numberOfTaskSlots | 6
            fleets | Cluster | Configurations[flink-conf]/taskmanager.memory.process.size | 20g
            fleets | Cluster | Configurations[flink-conf]/jobmanager.memory.process.size | 3g
            fleets | Cluster | Configurations[flink-conf]/parallelism.default | 24
            fleets | Cluster | Configurations[flink-conf]/state.backend.type | rocksdb
            dev | Cluster | Configurations[flink-conf]/state.backend.type | hashmap
            dev | Cluster | Configurations[flink-conf]/execution.checkpointing.dir | s3://{Lake}/checkpoints/stream-processor
            dev | Cluster | Configurations[flink-conf]/fs.allowed-fallback-filesystems | s3
            dev | Cluster | Configurations[flink-conf]/execution.checkpointing.externalized-checkpoint-retention | RETAIN_ON_CANCELLATION
            dev | Cluster | Configurations[flink-conf]/restart-strategy.type | exponential-delay
            dev | Cluster | Configurations[flink-conf]/high-availability.type | zookeeper
            dev | Cluster | Configurations[flink-conf]/high-availability.storageDir | s3://{Lake}/checkpoints/stream-processor-ha
            dev | Cluster | Configurations[iceberg-defaults]/iceberg.enabled | true
            dev | Cluster | Configurations[hive-site]/hive.metastore.client.factory.class | com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory
            dev | Cluster | Configurations[spark-hive-site]/hive.metastore.client.factory.class | com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory
            dev | Cluster | Configurations[trino-connector-iceberg] | -
            fleets | Cluster | Configurations[trino-connector-iceberg]/iceberg.catalog.type | glue
            dev | StreamStep | ActionOnFailure | CONTINUE
            fleets | StreamStep | HadoopJarStep/Args/16 | 24
            fleets | StreamStep | HadoopJarStep/Args/24 | --checkpoints.interval=120s
            fleets | StreamStep | HadoopJarStep/Args/10 | /etc/hadoop.keytab
            dev | StreamStep | HadoopJarStep/Args/10 | -
            dev | Cluster | Configurations[flink-conf]/yarn.classpath.include-user-jar | DISABLED
            groups | StreamStep | Name | -
            groups | TaskFleet | Name | -
            groups | Cluster | Instances/MasterInstanceGroup/InstanceType | m6i.xlarge
            groups | Cluster | Instances/CoreInstanceGroup/InstanceType | m5.xlarge
            groups | Cluster | Instances/CoreInstanceGroup/Market | ON_DEMAND
            groups | Cluster | Instances/CoreInstanceGroup/InstanceCount | 1
            groups | TaskOnDemand | InstanceCount | 2
            groups | TaskOnDemand | Market | ON_DEMAND
            groups | TaskOnDemand | AutoScalingPolicy | -
            groups | TaskSpot | InstanceType | c5.xlarge
            groups | TaskSpot | InstanceCount | 1
            groups | TaskSpot | Market | SPOT
            groups | TaskSpot | BidPrice | 0.11
            groups | TaskSpot | AutoScalingPolicy/Constraints/MinCapacity | 1
            groups | TaskSpot | AutoScalingPolicy/Constraints/MaxCapacity | 8
            """)
    void changesTheTemplate(String changed, String resource, String path, String expected) {
        JsonNode properties = template(changed).path("Resources").properties().stream()
                .filter(candidate -> candidate.getKey().equals(resource))
                .map(candidate -> candidate.getValue().path("Properties"))
                .findFirst()
                .orElse(JSON.missingNode());

        assertThat(text(at(properties, path))).isEqualTo(expected);
    }

    @Test
    void everyKeyOfTheClusterIsChangedHere() {
        Set<String> changed = java.util.stream.Stream.of(FLEETS, GROUPS, STILL)
                .flatMap(Arrays::stream)
                .map(change -> change.substring(0, change.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(changed)
                .containsAll(Arrays.stream(InfraKey.values())
                        .filter(key -> key.section() == InfraKey.Section.CLUSTER)
                        .map(InfraKey::key)
                        .toList());
    }

    @Test
    void customRulesAreThoseThatWereAskedFor() {
        JsonNode rules =
                at(template("groups").path("Resources").path("TaskSpot").path("Properties"), "AutoScalingPolicy/Rules");

        assertThat(List.of(rules.get(0), rules.get(1), rules.get(2)))
                .extracting(rule -> {
                    JsonNode action = rule.path("Action").path("SimpleScalingPolicyConfiguration");
                    JsonNode alarm = rule.path("Trigger").path("CloudWatchAlarmDefinition");
                    return "%s %s %s for %d s: %d, then wait %d s"
                            .formatted(
                                    alarm.path("MetricName").asText(),
                                    alarm.path("ComparisonOperator").asText(),
                                    alarm.path("Threshold").asText(),
                                    alarm.path("Period").asInt()
                                            * alarm.path("EvaluationPeriods").asInt(),
                                    action.path("ScalingAdjustment").asInt(),
                                    action.path("CoolDown").asInt());
                })
                .containsExactly(
                        "YARNMemoryAvailablePercentage LESS_THAN 15 for 300 s: 1, then wait 300 s",
                        "ContainerPendingRatio GREATER_THAN 0.75 for 300 s: 1, then wait 300 s",
                        "YARNMemoryAvailablePercentage GREATER_THAN 75 for 900 s: -1, then wait 300 s");
    }

    private static JsonNode template(String changed) {
        return TEMPLATES.computeIfAbsent(changed, which -> {
            String[] changes = switch (which) {
                case "fleets" -> FLEETS;
                case "groups" -> GROUPS;
                case "still" -> STILL;
                default -> new String[0];
            };
            return JSON.valueToTree(
                    Synth.template(Synth.infra("dev", changes).cluster()).toJSON());
        });
    }

    private static JsonNode at(JsonNode from, String path) {
        JsonNode node = from;
        String[] steps = path.split("/", -1);
        for (String step : steps) {
            int bracket = step.indexOf('[');
            if (bracket >= 0) {
                node = named(node.path(step.substring(0, bracket)), step.substring(bracket + 1, step.length() - 1));
            } else {
                node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
            }
        }
        return node;
    }

    private static JsonNode named(JsonNode classifications, String name) {
        for (JsonNode classification : classifications) {
            if (classification.path("Classification").asText().equals(name)) {
                return classification.path("ConfigurationProperties");
            }
        }
        return JSON.missingNode();
    }

    /** What a person would read: names of what has one, references as the id of what they refer to in braces. */
    static String text(JsonNode node) {
        if (node.isMissingNode()) {
            return "-";
        }
        if (node.isArray()) {
            return node.valueStream().map(ClusterKeysTest::text).collect(Collectors.joining(" "));
        }
        if (node.has("Fn::Join")) {
            return node.path("Fn::Join")
                    .path(1)
                    .valueStream()
                    .map(ClusterKeysTest::text)
                    .collect(Collectors.joining());
        }
        for (String name : List.of("InstanceType", "Name", "Ref")) {
            if (node.has(name)) {
                return text(node.path(name));
            }
        }
        if (node.has("Fn::GetStackOutput")) {
            String output = node.path("Fn::GetStackOutput").toString();
            return List.of("Artifacts", "Logs", "Lake", "Key").stream()
                    .filter(id -> output.contains(id))
                    .findFirst()
                    .map(id -> "{" + id + "}")
                    .orElse(output);
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
