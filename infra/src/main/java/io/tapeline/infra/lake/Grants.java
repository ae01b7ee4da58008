package io.tapeline.infra.lake;

import io.tapeline.infra.Accepted;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lakeformation.CfnDataLakeSettings;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions;
import software.amazon.awscdk.services.lakeformation.CfnResource;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * What Lake Formation knows: where the tables are, and that the analyst may read them. In its hybrid mode: the jobs, and
 * whoever is not opted in, go by IAM as before; the day that one opts the analyst in, these grants are what counts.
 */
final class Grants extends Construct {
    Grants(Construct scope, LakeConfig config, IBucket lake, CfnDatabase database, IRole analyst) {
        super(scope, "Grants");
        CfnDataLakeSettings settings = CfnDataLakeSettings.Builder.create(this, "Settings")
                // Only an administrator may grant: the one who deploys. Those that there are remain.
                .mutationType("APPEND")
                .admins(List.of(CfnDataLakeSettings.DataLakePrincipalProperty.builder()
                        .dataLakePrincipalIdentifier(deployer())
                        .build()))
                .build();
        CfnResource location = location(lake);
        location.addResourceDependency(settings);
        CfnPrincipalPermissions databaseGrant = permissions(
                "Database",
                analyst,
                List.of("DESCRIBE"),
                CfnPrincipalPermissions.ResourceProperty.builder()
                        .database(CfnPrincipalPermissions.DatabaseResourceProperty.builder()
                                .catalogId(Aws.ACCOUNT_ID)
                                .name(config.database())
                                .build())
                        .build());
        CfnPrincipalPermissions tables = permissions(
                "Tables",
                analyst,
                List.of("SELECT", "DESCRIBE"),
                CfnPrincipalPermissions.ResourceProperty.builder()
                        .table(CfnPrincipalPermissions.TableResourceProperty.builder()
                                .catalogId(Aws.ACCOUNT_ID)
                                .databaseName(config.database())
                                .tableWildcard(java.util.Map.of())
                                .build())
                        .build());
        for (CfnPrincipalPermissions granted : List.of(databaseGrant, tables)) {
            granted.addResourceDependency(settings);
            granted.addResourceDependency(database);
        }
    }

    private CfnResource location(IBucket lake) {
        Role reader = Role.Builder.create(this, "Reader")
                .description("Lake Formation, giving access to the tables' objects")
                .assumedBy(new ServicePrincipal("lakeformation.amazonaws.com"))
                .build();
        lake.grantReadWrite(reader, LakeLayout.WAREHOUSE + "/*");
        Accepted.finding(reader, "AwsSolutions-IAM5", "the objects of the tables, which the jobs create");
        CfnResource location = CfnResource.Builder.create(this, "Location")
                .resourceArn(lake.arnForObjects(LakeLayout.WAREHOUSE))
                .useServiceLinkedRole(false)
                .roleArn(reader.getRoleArn())
                .hybridAccessEnabled(true)
                .build();
        location.getNode().addDependency(reader);
        return location;
    }

    private CfnPrincipalPermissions permissions(
            String id, IRole analyst, List<String> permissions, CfnPrincipalPermissions.ResourceProperty resource) {
        return CfnPrincipalPermissions.Builder.create(this, id)
                .principal(CfnPrincipalPermissions.DataLakePrincipalProperty.builder()
                        .dataLakePrincipalIdentifier(analyst.getRoleArn())
                        .build())
                .permissions(permissions)
                .permissionsWithGrantOption(List.of())
                .resource(resource)
                .build();
    }

    /** The role with which CDK's bootstrap has CloudFormation create things. */
    private String deployer() {
        String qualifier = String.valueOf(Stack.of(this).getSynthesizer().getBootstrapQualifier());
        return Fn.sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-" + qualifier
                + "-cfn-exec-role-${AWS::AccountId}-${AWS::Region}");
    }
}
