package io.tapeline.infra.warehouse;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.lake.GlueArns;
import io.tapeline.infra.lake.LakeStack;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** Whom Redshift acts as: one role reads what is staged for loads, the other the lake's tables. */
final class WarehouseRoles extends Construct {
    private final Role copy;
    private final Role external;

    WarehouseRoles(Construct scope, LakeStack lake) {
        super(scope, "Roles");
        this.copy = role("Copy", "Redshift, loading what the nightly batch has staged");
        lake.lake().grantRead(copy, "staging/*");
        Accepted.finding(copy, "AwsSolutions-IAM5", "the objects of the staging prefix, which the nightly batch names");
        this.external = role("External", "Redshift, reading the lake's tables where they are");
        external.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:GetPartition",
                        "glue:GetPartitions",
                        "glue:BatchGetPartition",
                        "glue:GetColumnStatisticsForTable"))
                .resources(GlueArns.of(Stack.of(this), lake.database()))
                .build());
        lake.lake().grantRead(external, "warehouse/" + lake.database() + ".db/*");
        lake.allowCatalogKey(external);
        Accepted.finding(
                external, "AwsSolutions-IAM5", "the tables of one database and their objects, which the jobs create");
    }

    private Role role(String id, String description) {
        // Without a condition on the account: nothing says that Redshift names one. Only this account may pass the role
        // on.
        return Role.Builder.create(this, id)
                .description(description)
                .assumedBy(new CompositePrincipal(
                        new ServicePrincipal("redshift-serverless.amazonaws.com"),
                        new ServicePrincipal("redshift.amazonaws.com")))
                .build();
    }

    IRole copy() {
        return copy;
    }

    IRole external() {
        return external;
    }
}
