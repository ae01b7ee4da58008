package io.tapeline.infra.lake;

import io.tapeline.infra.Accepted;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The role of those who ask: reads the tables through the workgroup, and changes nothing but results. */
final class Analysts extends Construct {
    private final Role role;

    Analysts(Construct scope, String name, LakeConfig config, IBucket lake, IBucket results, String workGroup) {
        super(scope, "Analysts");
        Stack stack = Stack.of(this);
        this.role = Role.Builder.create(this, "Role")
                .roleName(name)
                .description("Reads the lake with Athena")
                .assumedBy(principal(stack, config.analystPrincipals()))
                .maxSessionDuration(Duration.hours(12))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("Ask")
                .actions(List.of(
                        "athena:StartQueryExecution",
                        "athena:StopQueryExecution",
                        "athena:GetQueryExecution",
                        "athena:BatchGetQueryExecution",
                        "athena:ListQueryExecutions",
                        "athena:GetQueryResults",
                        "athena:GetQueryResultsStream",
                        "athena:GetQueryRuntimeStatistics",
                        "athena:GetWorkGroup",
                        "athena:ListNamedQueries",
                        "athena:GetNamedQuery",
                        "athena:BatchGetNamedQuery"))
                .resources(List.of("arn:" + stack.getPartition() + ":athena:" + stack.getRegion() + ":"
                        + stack.getAccount() + ":workgroup/" + workGroup))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("Tables")
                .actions(List.of(
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:GetPartition",
                        "glue:GetPartitions",
                        "glue:BatchGetPartition",
                        "glue:GetColumnStatisticsForTable"))
                .resources(GlueArns.of(stack, config.database()))
                .build());
        lake.grantRead(role, LakeLayout.database(config.database()) + "/*");
        results.grantReadWrite(role, Queries.RESULTS + "/*");
        if (config.lakeFormation()) {
            // For the day that the tables go by Lake Formation alone: it has no narrower resource.
            role.addToPolicy(PolicyStatement.Builder.create()
                    .sid("LakeFormation")
                    .actions(List.of("lakeformation:GetDataAccess"))
                    .resources(List.of("*"))
                    .build());
        }
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "the tables of one database and their objects, which the jobs create; results, whose names Athena"
                        + " chooses; access to data by Lake Formation, which has no resource");
    }

    private static IPrincipal principal(Stack stack, List<String> principals) {
        if (principals.isEmpty()) {
            return new AccountPrincipal(stack.getAccount());
        }
        return new CompositePrincipal(principals.stream().map(ArnPrincipal::new).toArray(IPrincipal[]::new));
    }

    Role role() {
        return role;
    }
}
