package io.tapeline.infra.warehouse;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.redshiftserverless.CfnNamespace;
import software.amazon.awscdk.services.redshiftserverless.CfnWorkgroup;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.constructs.Construct;

/**
 * The warehouse: a Redshift Serverless namespace and workgroup in the private subnets. It costs by what is asked of it,
 * up to its usage limits. Made only where {@code warehouse_enabled} says so.
 */
public final class WarehouseStack extends TapelineStack {
    private static final String ADMINISTRATOR = "tapeline_admin";
    private static final List<String> LOGS = List.of("userlog", "connectionlog", "useractivitylog");

    private final WarehouseConfig settings;
    private final FoundationStack foundation;
    private final WarehouseRoles roles;
    private final CfnNamespace namespace;
    private final CfnWorkgroup workgroup;
    private final WarehouseSetup setup;

    /**
     * The stack.
     *
     * @param loaders roles of the jobs that load it
     */
    public WarehouseStack(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            NetworkStack network,
            LakeStack lake,
            List<IRole> loaders) {
        super(scope, config, "warehouse", "Redshift Serverless");
        this.settings = config.warehouse();
        this.foundation = foundation;
        this.roles = new WarehouseRoles(this, lake);
        this.namespace = createNamespace();
        this.workgroup = createWorkgroup(network);
        String workgroupArn = workgroup.getAttrWorkgroupWorkgroupArn();
        if (!loaders.isEmpty()) {
            WarehouseAccess.load(this, workgroupArn, loaders);
        }
        WarehouseAccess.ask(this, workgroupArn, lake.analyst());
        this.setup = new WarehouseSetup(
                this, setupInputs(lake, loaders), workgroupArn, namespace.getAttrNamespaceNamespaceArn());
        setup.getNode().addDependency(workgroup);
        output("redshift_endpoint", "the warehouse, from within the VPC", endpoint());
        output("redshift_workgroup", "its workgroup, for the Data API", workgroupName());
        output(
                "redshift_setup",
                "the state machine that sets up its database",
                setup.machine().getStateMachineName());
    }

    private CfnNamespace createNamespace() {
        CfnNamespace.Builder builder = CfnNamespace.Builder.create(this, "Namespace")
                .namespaceName(named("warehouse"))
                .dbName(settings.database())
                .adminUsername(ADMINISTRATOR)
                .manageAdminPassword(true)
                .iamRoles(List.of(roles.copy().getRoleArn(), roles.external().getRoleArn()))
                .logExports(LOGS);
        foundation
                .key()
                .ifPresent(key -> builder.kmsKeyId(key.getKeyArn()).adminPasswordSecretKmsKeyId(key.getKeyArn()));
        CfnNamespace made = builder.build();
        made.applyRemovalPolicy(dataRemoval());
        for (String log : LOGS) {
            // Redshift would create them, to be kept for ever.
            LogGroup.Builder group = LogGroup.Builder.create(this, "Log-" + log)
                    .logGroupName("/aws/redshift/" + named("warehouse") + "/" + log)
                    .retention(logRetention())
                    .removalPolicy(RemovalPolicy.DESTROY);
            foundation.key().ifPresent(group::encryptionKey);
            made.getNode().addDependency(group.build());
        }
        return made;
    }

    private CfnWorkgroup createWorkgroup(NetworkStack network) {
        CfnWorkgroup made = CfnWorkgroup.Builder.create(this, "Workgroup")
                .workgroupName(named("warehouse"))
                .namespaceName(named("warehouse"))
                .baseCapacity(settings.baseCapacity())
                .maxCapacity(settings.maxCapacity())
                .enhancedVpcRouting(settings.vpcRouting())
                .publiclyAccessible(false)
                .port(settings.port())
                .subnetIds(network.subnets().stream().map(ISubnet::getSubnetId).toList())
                .securityGroupIds(List.of(access(network).getSecurityGroupId()))
                .configParameters(List.of(
                        parameter("require_ssl", "true"),
                        parameter("enable_user_activity_logging", "true"),
                        // A day's load takes minutes: what takes four hours is a mistake, and paid for by the second.
                        parameter("max_query_execution_time", "14400")))
                .build();
        made.addResourceDependency(namespace);
        return made;
    }

    private static CfnWorkgroup.ConfigParameterProperty parameter(String key, String value) {
        return CfnWorkgroup.ConfigParameterProperty.builder()
                .parameterKey(key)
                .parameterValue(value)
                .build();
    }

    /** Jobs run on nodes of several groups, which come and go: the VPC's own addresses, and nobody else's. */
    private SecurityGroup access(NetworkStack network) {
        SecurityGroup group = SecurityGroup.Builder.create(this, "Access")
                .vpc(network.vpc())
                .description("Redshift Serverless")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.ipv4(config().network().vpcCidr()), Port.tcp(settings.port()), "jobs in the VPC");
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "S3, Glue and KMS, by the endpoints of the VPC");
        return group;
    }

    private WarehouseSetup.Inputs setupInputs(LakeStack lake, List<IRole> loaders) {
        List<String> names = new ArrayList<>();
        loaders.forEach(role -> names.add(role.getRoleName()));
        return new WarehouseSetup.Inputs(
                named("warehouse-setup"),
                SetupStatements.of(names, List.of(lake.analyst().getRoleName())),
                Map.of(
                        "Partition", Aws.PARTITION,
                        "Namespace", named("warehouse"),
                        "Workgroup", named("warehouse"),
                        "WorkgroupArn", workgroup.getAttrWorkgroupWorkgroupArn(),
                        "Database", settings.database(),
                        "ExternalSchema", settings.externalSchema(),
                        "ExternalRole", roles.external().getRoleArn(),
                        "GlueDatabase", lake.database(),
                        "Region", getRegion(),
                        "LimitAction", settings.limitAction().text()),
                Map.of("DailyLimit", settings.dailyLimit(), "MonthlyLimit", settings.monthlyLimit()),
                secretArn(),
                foundation.key(),
                logRetention(),
                foundation.alarms());
    }

    /** The host, which only the VPC resolves. */
    public String endpoint() {
        return workgroup.getAttrWorkgroupEndpointAddress();
    }

    /**
     * {@code warehouse.url} of the nightly batch: the driver gets credentials for the role that it runs as, so there is
     * neither user nor password.
     */
    public String jdbcUrl() {
        return "jdbc:redshift:iam://" + endpoint() + ":" + settings.port() + "/" + settings.database();
    }

    /** {@code warehouse.role} of the nightly batch. */
    public IRole copyRole() {
        return roles.copy();
    }

    public String workgroupName() {
        return named("warehouse");
    }

    /** The secret of the administrator, which Redshift makes, names, and rotates: with a star for what it ends with. */
    public String secretArn() {
        return "arn:" + Aws.PARTITION + ":secretsmanager:" + getRegion() + ":" + getAccount() + ":secret:redshift!"
                + named("warehouse") + "-" + ADMINISTRATOR + "-*";
    }

    /** Sets up the database; runs after each deployment. */
    public IStateMachine setup() {
        return setup.machine();
    }
}
