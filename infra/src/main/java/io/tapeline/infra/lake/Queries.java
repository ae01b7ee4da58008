package io.tapeline.infra.lake;

import io.tapeline.infra.foundation.FoundationStack;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.athena.CfnNamedQuery;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** Where analysts ask: an Athena workgroup whose limits and results nobody can go round, and the project's queries in it. */
final class Queries extends Construct {
    private static final long GIGABYTE = 1_000_000_000L;
    /** Where results go in their bucket. */
    static final String RESULTS = "athena";

    private final CfnWorkGroup workGroup;

    Queries(
            Construct scope,
            String name,
            LakeConfig config,
            FoundationStack foundation,
            IBucket results,
            RemovalPolicy removal) {
        super(scope, "Queries");
        CfnWorkGroup.EncryptionConfigurationProperty.Builder encryption =
                CfnWorkGroup.EncryptionConfigurationProperty.builder();
        foundation
                .key()
                .ifPresentOrElse(
                        key -> encryption.encryptionOption("SSE_KMS").kmsKey(key.getKeyArn()),
                        () -> encryption.encryptionOption("SSE_S3"));
        this.workGroup = CfnWorkGroup.Builder.create(this, "WorkGroup")
                .name(name)
                .description("Queries of the lake")
                .recursiveDeleteOption(removal == RemovalPolicy.DESTROY)
                .workGroupConfiguration(CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                        .enforceWorkGroupConfiguration(true)
                        .publishCloudWatchMetricsEnabled(true)
                        .bytesScannedCutoffPerQuery(config.scanLimitGigabytes() * GIGABYTE)
                        .engineVersion(CfnWorkGroup.EngineVersionProperty.builder()
                                .selectedEngineVersion("Athena engine version 3")
                                .build())
                        .resultConfiguration(CfnWorkGroup.ResultConfigurationProperty.builder()
                                .outputLocation(results.s3UrlForObject(RESULTS) + "/")
                                .expectedBucketOwner(Aws.ACCOUNT_ID)
                                .encryptionConfiguration(encryption.build())
                                .build())
                        .build())
                .build();
        for (SavedQuery query : SavedQuery.all()) {
            CfnNamedQuery made = CfnNamedQuery.Builder.create(this, query.name())
                    .name(query.name())
                    .description(query.description())
                    .database(config.database())
                    .workGroup(name)
                    .queryString(query.sql())
                    .build();
            made.addResourceDependency(workGroup);
        }
    }

    CfnWorkGroup workGroup() {
        return workGroup;
    }
}
