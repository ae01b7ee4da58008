package io.tapeline.infra.cluster;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.Artifacts;
import io.tapeline.infra.Jar;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.streams.StreamsStack;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** The long-lived cluster on which the stream job and, unless it has a place of its own, the night run side by side. */
public final class ClusterStack extends TapelineStack {
    private static final String LOGS_PREFIX = "emr";

    private final ClusterConfig settings;
    private final FoundationStack foundation;
    private final LakeStack lake;
    private final StreamsStack streams;
    private final SecurityGroups groups;
    private final ClusterRoles roles;
    private final CfnCluster cluster;
    private final LogGroup supervisorLog;

    /**
     * Makes the cluster.
     *
     * @param artifacts among them the stream job's jar
     */
    public ClusterStack(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            NetworkStack network,
            LakeStack lake,
            StreamsStack streams,
            Artifacts artifacts) {
        super(scope, config, "cluster", "the EMR cluster of Flink and Spark");
        this.settings = config.cluster();
        this.foundation = foundation;
        this.lake = lake;
        this.streams = streams;
        this.groups = new SecurityGroups(this, network.vpc());
        this.roles = new ClusterRoles(this, settings.scaling().mode());
        roles.letStartNodes(network.subnets(), groups, foundation.key());
        if (settings.nodes().mayBeSpot()) {
            roles.letMakeRoleOfSpotInstances();
        }
        this.supervisorLog = StreamJob.logGroup(
                this,
                "/" + config.general().prefix() + "/stream-supervisor",
                foundation.key(),
                logRetention(),
                roles.job());
        this.cluster = cluster(network);
        Nodes.of(settings).addTaskNodes(this, cluster);
        if (settings.jobs().stream().enabled()) {
            addStreamJob(artifacts);
        }
        allowJobs();
        addOutputs();
    }

    private CfnCluster cluster(NetworkStack network) {
        AccessConfig access = settings.access();
        CfnSecurityConfiguration security = SecurityConfiguration.add(
                this,
                foundation.key(),
                access.certificates().map(key -> lake.artifacts().s3UrlForObject(key)),
                access.kerberosRealm());
        CfnCluster.JobFlowInstancesConfigProperty.Builder instances = Nodes.of(settings)
                .instances(network.subnets())
                .emrManagedMasterSecurityGroup(groups.primary().getSecurityGroupId())
                .emrManagedSlaveSecurityGroup(groups.workers().getSecurityGroupId())
                .serviceAccessSecurityGroup(groups.service().getSecurityGroupId())
                .keepJobFlowAliveWhenNoSteps(true)
                .terminationProtected(settings.terminationProtection())
                .unhealthyNodeReplacement(true);
        access.keyName().ifPresent(instances::ec2KeyName);
        CfnCluster.Builder builder = CfnCluster.Builder.create(this, "Cluster")
                .name(clusterName())
                .releaseLabel(settings.release())
                .applications(settings.applications().stream()
                        .map(application -> CfnCluster.ApplicationProperty.builder()
                                .name(application.emrName())
                                .build())
                        .toList())
                .configurations(Classifications.of(settings, lake.checkpointsUri()).stream()
                        .map(Classification::toProperty)
                        .toList())
                .instances(instances.build())
                .bootstrapActions(List.of(bootstrap()))
                .securityConfiguration(security.getRef())
                .serviceRole(roles.service().getRoleArn())
                .jobFlowRole(roles.profile().getRef())
                .logUri(lake.logs().s3UrlForObject(LOGS_PREFIX + "/"))
                .stepConcurrencyLevel(settings.stepConcurrency())
                .scaleDownBehavior("TERMINATE_AT_TASK_COMPLETION")
                .visibleToAllUsers(true)
                .ebsRootVolumeSize(settings.nodes().volumes().rootSize())
                .ebsRootVolumeIops(Disks.IOPS)
                .ebsRootVolumeThroughput(Disks.THROUGHPUT);
        settings.nodes().image().ifPresent(builder::customAmiId);
        foundation.key().map(IKey::getKeyArn).ifPresent(builder::logEncryptionKmsKeyId);
        roles.scaling().ifPresent(role -> builder.autoScalingRole(role.getRoleName()));
        if (settings.idleSeconds() > 0) {
            builder.autoTerminationPolicy(CfnCluster.AutoTerminationPolicyProperty.builder()
                    .idleTimeout(settings.idleSeconds())
                    .build());
        }
        if (settings.scaling().mode() == ScalingConfig.Mode.MANAGED) {
            builder.managedScalingPolicy(managedScaling());
        }
        access.kerberosRealm().ifPresent(realm -> builder.kerberosAttributes(kerberos(realm)));
        CfnCluster made = builder.build();
        // EMR's policy holds to what bears this.
        Tags.of(made).add(SecurityGroups.TAG, "true");
        made.getNode().addDependency(roles.service(), roles.job());
        acceptFindings(made);
        return made;
    }

    private CfnCluster.ManagedScalingPolicyProperty managedScaling() {
        ScalingConfig scaling = settings.scaling();
        return CfnCluster.ManagedScalingPolicyProperty.builder()
                .computeLimits(CfnCluster.ComputeLimitsProperty.builder()
                        .unitType(
                                settings.collection() == ClusterConfig.Collection.FLEETS
                                        ? "InstanceFleetUnits"
                                        : "Instances")
                        .minimumCapacityUnits(scaling.least())
                        .maximumCapacityUnits(scaling.most())
                        .maximumOnDemandCapacityUnits(scaling.mostOnDemand())
                        .maximumCoreCapacityUnits(scaling.mostCore())
                        .build())
                .build();
    }

    private CfnCluster.BootstrapActionConfigProperty bootstrap() {
        List<String> args = new ArrayList<>();
        args.add(config().network().internetEgress() ? "pypi" : lake.artifacts().s3UrlForObject("python"));
        args.addAll(settings.pythonPackages());
        return CfnCluster.BootstrapActionConfigProperty.builder()
                .name("agents-and-python")
                .scriptBootstrapAction(CfnCluster.ScriptBootstrapActionConfigProperty.builder()
                        .path(Scripts.add(this, "Bootstrap", ClusterStack.class, "bootstrap.sh", roles.job()))
                        .args(args)
                        .build())
                .build();
    }

    /** The administrator's password of the KDC is made by Secrets Manager, and stands in no template. */
    private CfnCluster.KerberosAttributesProperty kerberos(String realm) {
        Secret.Builder secret = Secret.Builder.create(this, "KdcAdmin")
                .description("Administrator of the cluster's KDC")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(32)
                        .excludePunctuation(true)
                        .build());
        foundation.key().ifPresent(secret::encryptionKey);
        Secret made = secret.build();
        Accepted.finding(made, "AwsSolutions-SMG4", "EMR reads it when the cluster is made, and cannot take a new one");
        return CfnCluster.KerberosAttributesProperty.builder()
                .realm(realm)
                .kdcAdminPassword(made.getSecretValue().unsafeUnwrap())
                .build();
    }

    private void acceptFindings(CfnCluster made) {
        Accepted.finding(
                made,
                "AwsSolutions-EMR4",
                "the rule looks for the setting outside EncryptionConfiguration, where EMR does not take it");
        Accepted.finding(
                made,
                "AwsSolutions-EMR5",
                "the rule looks for the setting outside EncryptionConfiguration, where EMR does not take it");
        Accepted.finding(
                made,
                "AwsSolutions-EMR6",
                "nodes are in private subnets and no port is open: who gets in is decided by IAM, through Systems Manager");
    }

    private void addStreamJob(Artifacts artifacts) {
        Jar jar = Jar.of(this, config().general(), "stream-processor-emr.jar", artifacts.streamJar(), lake.artifacts());
        jar.grantRead(roles.job());
        StreamJob.Submission submission = new StreamJob.Submission(
                streamApplicationName(),
                jar.uri(),
                lake.checkpointsUri(),
                settings.jobs().stream(),
                List.of(
                        "--kinesis.region=" + config().general().region(),
                        "--kinesis.stream-arn=" + streams.marketData().getStreamArn(),
                        "--kinesis.live-stream=" + streams.live().getStreamName(),
                        "--catalog.type=glue",
                        "--catalog.warehouse=" + lake.warehouseUri(),
                        "--checkpoints.uri=" + lake.checkpointsUri(),
                        "--checkpoints.interval="
                                + settings.jobs().stream().checkpointInterval().toSeconds() + "s"));
        StreamJob.add(
                this,
                cluster,
                roles.job(),
                supervisorLog,
                submission,
                settings.access().kerberosRealm().isPresent());
    }

    private void allowJobs() {
        new JobPermissions(this, roles.job())
                .onLake(lake)
                .onCatalog(lake)
                .onHive()
                .onStreams(streams)
                .onKey(foundation.key())
                .onLogs(lake.logs(), LOGS_PREFIX)
                .onOperation()
                .accept();
    }

    private void addOutputs() {
        String dns = primaryDns();
        output("cluster_id", "the cluster", clusterId());
        output("cluster_name", "its name", clusterName());
        output("master_public_dns", "the primary node; private, as its subnet is", dns);
        output("spark_ui_url", "Spark's history server", "http://" + dns + ":18080");
        output("yarn_ui_url", "YARN's resource manager", "http://" + dns + ":8088");
        output("zeppelin_url", "notebooks", "http://" + dns + ":8890");
        output(
                "flink_ui_url",
                "running applications; the stream job's link there leads to Flink's own pages",
                "http://" + dns + ":8088/cluster/apps/RUNNING");
        output("ssh_command", "a shell on the primary node", shell(dns));
    }

    private String shell(String dns) {
        String kind = settings.collection() == ClusterConfig.Collection.FLEETS
                ? "--instance-fleet-type MASTER"
                : "--instance-group-types MASTER";
        return settings.access()
                .keyName()
                .map(key -> "ssh -i ~/.ssh/" + key + ".pem hadoop@" + dns)
                .orElse("aws ssm start-session --target $(aws emr list-instances --cluster-id " + clusterId() + " "
                        + kind + " --query 'Instances[0].Ec2InstanceId' --output text)");
    }

    public String clusterId() {
        return cluster.getRef();
    }

    public String clusterName() {
        return named("cluster");
    }

    /** What the nodes, and so the jobs, run as. */
    public IRole jobRole() {
        return roles.job();
    }

    /** The private DNS name of the primary node. */
    public String primaryDns() {
        return cluster.getAttrMasterPublicDns();
    }

    public ISecurityGroup primarySecurityGroup() {
        return groups.primary();
    }

    /** That of core and task nodes, from which the night's drivers and executors call. */
    public ISecurityGroup workerSecurityGroup() {
        return groups.workers();
    }

    /** The YARN application of the stream job. */
    public String streamApplicationName() {
        return named("stream-processor");
    }

    /** The log group of what keeps the stream job running; lines that begin with ERROR need somebody. */
    public ILogGroup supervisorLog() {
        return supervisorLog;
    }
}
