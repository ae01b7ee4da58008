package io.tapeline.infra.lake;

import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.glue.CfnDataCatalogEncryptionSettings;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The Glue database. Its tables are the jobs' to create: see {@link LakeLayout#TABLES}. */
final class Catalog extends Construct {
    private final FoundationStack foundation;
    private final boolean encrypted;
    private final CfnDatabase database;

    Catalog(Construct scope, LakeConfig config, FoundationStack foundation, IBucket lake, RemovalPolicy removal) {
        super(scope, "Catalog");
        this.foundation = foundation;
        this.encrypted = config.catalogEncryption();
        this.database = CfnDatabase.Builder.create(this, "Database")
                .catalogId(Aws.ACCOUNT_ID)
                .databaseInput(CfnDatabase.DatabaseInputProperty.builder()
                        .name(config.database())
                        .description("The tables of Tapeline, in Apache Iceberg")
                        .locationUri(lake.s3UrlForObject(LakeLayout.database(config.database())))
                        // So that the tables which the jobs create go by IAM, whatever the account's default is.
                        .createTableDefaultPermissions(List.of(CfnDatabase.PrincipalPrivilegesProperty.builder()
                                .principal(CfnDatabase.DataLakePrincipalProperty.builder()
                                        .dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS")
                                        .build())
                                .permissions(List.of("ALL"))
                                .build()))
                        .build())
                .build();
        // With the database, Glue forgets which files are the tables.
        database.applyRemovalPolicy(removal);
        if (encrypted) {
            encrypt();
        }
    }

    private void encrypt() {
        CfnDataCatalogEncryptionSettings.EncryptionAtRestProperty.Builder atRest =
                CfnDataCatalogEncryptionSettings.EncryptionAtRestProperty.builder()
                        .catalogEncryptionMode("SSE-KMS");
        foundation.key().ifPresent(key -> atRest.sseAwsKmsKeyId(key.getKeyArn()));
        CfnDataCatalogEncryptionSettings.Builder.create(this, "Encryption")
                .catalogId(Aws.ACCOUNT_ID)
                .dataCatalogEncryptionSettings(
                        CfnDataCatalogEncryptionSettings.DataCatalogEncryptionSettingsProperty.builder()
                                .encryptionAtRest(atRest.build())
                                .build())
                .build();
    }

    /** Lets a role use the catalog's key, if it is encrypted by ours: reading a table's definition takes that too. */
    void allow(IGrantable role) {
        if (encrypted) {
            foundation.key().ifPresent(key -> key.grantEncryptDecrypt(role));
        }
    }

    CfnDatabase database() {
        return database;
    }
}
