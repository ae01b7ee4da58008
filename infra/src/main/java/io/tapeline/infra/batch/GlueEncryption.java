package io.tapeline.infra.batch;

import java.util.List;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** What a Glue job encrypts with a key of our own: what it writes to S3, its logs, its bookmarks. */
final class GlueEncryption {
    private GlueEncryption() {}

    static CfnSecurityConfiguration add(Construct scope, String name, IKey key) {
        return CfnSecurityConfiguration.Builder.create(scope, "SecurityConfiguration")
                .name(name)
                .encryptionConfiguration(CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                        .s3Encryptions(List.of(CfnSecurityConfiguration.S3EncryptionProperty.builder()
                                .s3EncryptionMode("SSE-KMS")
                                .kmsKeyArn(key.getKeyArn())
                                .build()))
                        .cloudWatchEncryption(CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                                .cloudWatchEncryptionMode("SSE-KMS")
                                .kmsKeyArn(key.getKeyArn())
                                .build())
                        .jobBookmarksEncryption(CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                                .jobBookmarksEncryptionMode("CSE-KMS")
                                .kmsKeyArn(key.getKeyArn())
                                .build())
                        .build())
                .build();
    }
}
