package io.tapeline.infra.warehouse;

import io.tapeline.infra.Accepted;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Who may connect: IAM roles, each as the database user {@code IAMR:ROLE}, by credentials of some minutes. Nobody has a
 * password. What a user may do in the database is the setup's to grant.
 */
final class WarehouseAccess {
    private WarehouseAccess() {}

    /** The jobs, by JDBC. */
    static void load(Construct scope, String workgroupArn, List<IRole> roles) {
        policy(scope, "Load", roles).addStatements(connect(workgroupArn));
    }

    /** Analysts, by the Data API and the query editor. */
    static void ask(Construct scope, String workgroupArn, IRole role) {
        Policy policy = policy(scope, "Ask", List.of(role));
        policy.addStatements(
                connect(workgroupArn),
                PolicyStatement.Builder.create()
                        .actions(List.of(
                                "redshift-data:ExecuteStatement",
                                "redshift-data:BatchExecuteStatement",
                                "redshift-data:ListSchemas",
                                "redshift-data:ListTables",
                                "redshift-data:DescribeTable"))
                        .resources(List.of(workgroupArn))
                        .build(),
                PolicyStatement.Builder.create()
                        .actions(List.of(
                                "redshift-data:DescribeStatement",
                                "redshift-data:GetStatementResult",
                                "redshift-data:CancelStatement",
                                "redshift-data:ListStatements"))
                        .resources(List.of("*"))
                        .conditions(Map.of(
                                "StringEquals", Map.of("redshift-data:statement-owner-iam-userid", "${aws:userid}")))
                        .build());
        Accepted.finding(
                policy, "AwsSolutions-IAM5", "statements have no resource: the condition keeps everyone to their own");
    }

    private static Policy policy(Construct scope, String id, List<IRole> roles) {
        return Policy.Builder.create(scope, id).roles(roles).build();
    }

    private static PolicyStatement connect(String workgroupArn) {
        return PolicyStatement.Builder.create()
                .actions(List.of("redshift-serverless:GetCredentials", "redshift-serverless:GetWorkgroup"))
                .resources(List.of(workgroupArn))
                .build();
    }
}
