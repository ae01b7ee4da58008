package io.tapeline.infra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

@NeedsNode
class WarehouseStackTest {
    private static final String WORKGROUP = "AWS::RedshiftServerless::Workgroup";
    private static final String NAMESPACE = "AWS::RedshiftServerless::Namespace";
    private static final String POLICY = "AWS::IAM::Policy";

    private static Template template(String profile, String... changes) {
        return Synth.template(Synth.infra(profile, changes).warehouse().orElseThrow());
    }

    @Test
    void isMadeOnlyWhereItIsWanted() {
        TapelineInfra with = Synth.infra("dev");
        TapelineInfra without = Synth.infra("dev", "warehouse_enabled=false");
        with.all();
        without.all();

        assertThat(with.stacks()).hasAtLeastOneElementOfType(WarehouseStack.class);
        assertThat(without.stacks())
                .extracting(TapelineStack::getStackName)
                .isNotEmpty()
                .doesNotContain("tapeline-dev-warehouse");
    }

    @Test
    void capacitiesPortAndRoutingAreSettings() {
        Template template =
                template("prod", "warehouse_base_capacity=24", "warehouse_max_capacity=48", "warehouse_port=8200");

        assertThat(Found.text(Found.properties(template, WORKGROUP)))
                .contains("BaseCapacity=24,", "MaxCapacity=48,", "Port=8200,")
                .contains("EnhancedVpcRouting=true", "PubliclyAccessible=false")
                .contains("{ParameterKey=require_ssl, ParameterValue=true}");
        assertThat(Found.list(Found.at(Found.only(template, WORKGROUP), "SubnetIds")))
                .hasSize(3);
        assertThat(Found.text(Found.one(template, "AWS::EC2::SecurityGroup", "Redshift")))
                .contains(
                        "CidrIp=10.40.0.0/16, Description=jobs in the VPC, FromPort=8200, IpProtocol=tcp, ToPort=8200")
                .contains("FromPort=443");
        assertThat(Found.text(Found.properties(template("dev"), WORKGROUP)))
                .contains("BaseCapacity=4,", "MaxCapacity=8,", "Port=5439,", "EnhancedVpcRouting=false");
    }

    @Test
    void theAdministratorsPasswordIsRedshiftsToKeep() {
        Template template = template("prod", "warehouse_database=other");

        assertThat(Found.text(Found.properties(template, NAMESPACE)))
                .contains("ManageAdminPassword=true", "DbName=other", "AdminUsername=tapeline_admin")
                .contains("AdminPasswordSecretKmsKeyId={tapeline-prod-foundation:")
                .contains("LogExports=[userlog, connectionlog, useractivitylog]")
                .doesNotContain("AdminUserPassword");
        template.allResources(NAMESPACE, Map.of("DeletionPolicy", "Retain"));
        assertThat(Found.text(Found.one(template, "AWS::Logs::LogGroup", "connectionlog")))
                .contains("LogGroupName=/aws/redshift/tapeline-prod-warehouse/connectionlog", "RetentionInDays=365");
    }

    @Test
    void withoutAKeyOfOurOwnRedshiftsAreUsed() {
        Template template = template("dev", "kms_encryption=false");

        assertThat(Found.text(Found.properties(template, NAMESPACE))).doesNotContain("KmsKeyId");
        template.allResources(NAMESPACE, Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void copiesFromTheStagingPrefixAloneAndReadsOneDatabase() {
        Template template = template("dev");

        assertThat(Found.text(Found.one(template, POLICY, "/staging/*")))
                .contains("s3:GetObject*")
                .doesNotContain("s3:Put", "warehouse/", "glue:");
        assertThat(Found.text(Found.one(template, POLICY, "glue:GetTables")))
                .contains("/warehouse/market.db/*", ":database/market", ":table/market/*")
                .doesNotContain("s3:Put", "glue:Update", "staging");
        assertThat(Found.text(Found.one(template, "AWS::IAM::Role", "loading")))
                .contains("Service=[redshift-serverless.amazonaws.com, redshift.amazonaws.com]")
                .contains("aws:SourceAccount={AWS::AccountId}");
    }

    @Test
    void analystsConnectAsThemselvesAndSeeTheirOwnStatements() {
        assertThat(Found.text(Found.one(template("dev"), POLICY, "redshift-data:GetStatementResult")))
                .contains("redshift-serverless:GetCredentials")
                .contains("redshift-data:statement-owner-iam-userid=${aws:userid}");
    }

    @Test
    void theDatabaseIsSetUpAfterEachDeployment() {
        Template template = template("dev", "alarm_email=ops@example.com");

        assertThat(Found.text(Found.properties(template, "AWS::Events::Rule")))
                .contains("source=[aws.cloudformation]", "stack-id=[{AWS::StackId}]")
                .contains("detail-type=[CloudFormation Stack Status Change]")
                .contains("status-details={status=[CREATE_COMPLETE, UPDATE_COMPLETE]}");
        assertThat(Found.text(Found.one(template, "AWS::CloudWatch::Alarm", "warehouse-setup-failed")))
                .contains(
                        "MetricName=ExecutionsFailed, Namespace=AWS/States", "AlarmActions=[{tapeline-dev-foundation:");
        Map<String, Object> machine = Found.one(template, "AWS::StepFunctions::StateMachine", "setup");
        assertThat(Found.text(machine.get("DefinitionSubstitutions")))
                .contains("Database=tapeline", "ExternalSchema=lake", "GlueDatabase=market", "LimitAction=deactivate")
                .contains("Reader0={tapeline-dev-lake:");
        assertThat(Found.text(machine))
                .contains("\"Amount\": 8,", "\"Amount\": 60,", "LoggingConfiguration={", "Level=ALL")
                .doesNotContain("${Statements}", "${DailyLimit}");
    }

    @Test
    void limitsAndSchemaAreSettings() {
        Template template = template(
                "dev",
                "warehouse_daily_limit=11",
                "warehouse_monthly_limit=222",
                "warehouse_limit_action=emit-metric",
                "warehouse_external_schema=market_lake",
                "glue_database=other");

        Map<String, Object> machine = Found.one(template, "AWS::StepFunctions::StateMachine", "setup");
        assertThat(Found.text(machine)).contains("\"Amount\": 11,", "\"Amount\": 222,");
        assertThat(Found.text(machine.get("DefinitionSubstitutions")))
                .contains("LimitAction=emit-metric", "ExternalSchema=market_lake", "GlueDatabase=other");
    }

    @Test
    void theRolesOfTheJobsMayLoad() {
        TapelineInfra infra = Synth.infra("dev");
        NetworkStack network = infra.network();
        LakeStack lake = infra.lake();
        Construct app = (Construct) lake.getNode().getRoot();
        Stack jobs = new Stack(app, "jobs");
        IRole role = Role.Builder.create(jobs, "Role")
                .roleName("the-cluster")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();
        WarehouseStack stack =
                new WarehouseStack(app, Synth.config("dev"), infra.foundation(), network, lake, List.of(role));
        Template template = Synth.template(stack);

        Map<String, Object> policy = Found.one(template, POLICY, "PolicyName=Load");
        assertThat(Found.text(policy))
                .contains("Action=[redshift-serverless:GetCredentials, redshift-serverless:GetWorkgroup]")
                .contains("Resource={Workgroup.Workgroup.WorkgroupArn}", "Roles=[the-cluster]");
        Map<String, Object> machine = Found.one(template, "AWS::StepFunctions::StateMachine", "setup");
        assertThat(Found.text(machine.get("DefinitionSubstitutions"))).contains("Loader0=the-cluster");
        assertThat(Found.text(machine))
                .contains("CALL tapeline.ensure_member('IAMR:${Loader0}', 'tapeline_load')")
                .contains("ALTER DEFAULT PRIVILEGES FOR USER \\\"IAMR:${Loader0}\\\" IN SCHEMA tapeline");
    }

    @Test
    void tellsTheJobsWhereItIs() {
        WarehouseStack stack = Synth.infra("dev", "warehouse_port=5440", "warehouse_database=other")
                .warehouse()
                .orElseThrow();

        assertThat(stack.jdbcUrl()).startsWith("jdbc:redshift:iam://").endsWith(":5440/other");
        assertThat(stack.workgroupName()).isEqualTo("tapeline-dev-warehouse");
        Map<String, Object> outputs = Found.map(Found.at(Synth.template(stack).toJSON(), "Outputs"));
        assertThat(Found.text(Found.at(outputs, "RedshiftEndpoint", "Value")))
                .isEqualTo("{Workgroup.Workgroup.Endpoint.Address}");
    }
}
