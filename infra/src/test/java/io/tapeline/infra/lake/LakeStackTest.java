package io.tapeline.infra.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class LakeStackTest {
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final String ROLE_POLICY = "AWS::IAM::Policy";

    private static Template template(String profile, String... changes) {
        return Synth.template(Synth.infra(profile, changes).lake());
    }

    private static Map<String, Object> bucket(Template template, String name) {
        return Found.properties(template, BUCKET).stream()
                .filter(properties -> Found.text(properties.get("BucketName")).contains("-" + name + "-{"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bucket " + name));
    }

    @Test
    void everyBucketIsVersionedEncryptedAndClosed() {
        Template template = template("prod");

        List<Map<String, Object>> buckets = Found.properties(template, BUCKET);
        assertThat(buckets).hasSize(4).allSatisfy(bucket -> {
            assertThat(Found.at(bucket, "VersioningConfiguration", "Status")).isEqualTo("Enabled");
            assertThat(Found.text(bucket.get("PublicAccessBlockConfiguration")))
                    .isEqualTo("{BlockPublicAcls=true, BlockPublicPolicy=true, IgnorePublicAcls=true,"
                            + " RestrictPublicBuckets=true}");
            assertThat(Found.text(bucket.get("OwnershipControls"))).contains("BucketOwnerEnforced");
            assertThat(bucket).doesNotContainKey("AccessControl");
        });
        assertThat(Found.properties(template, "AWS::S3::BucketPolicy"))
                .hasSize(4)
                .allSatisfy(policy -> assertThat(Found.text(policy))
                        .contains("Condition={Bool={aws:SecureTransport=false}}, Effect=Deny"));
        assertThat(Found.text(bucket(template, "lake").get("BucketEncryption")))
                .contains("BucketKeyEnabled=true", "SSEAlgorithm=aws:kms", "KMSMasterKeyID=");
        // What S3 and load balancers can write to.
        assertThat(Found.text(bucket(template, "logs").get("BucketEncryption"))).contains("SSEAlgorithm=AES256");
        template.allResources(BUCKET, Map.of("DeletionPolicy", "Retain", "UpdateReplacePolicy", "Retain"));
    }

    @Test
    void withoutAKeyOfOurOwnS3Encrypts() {
        Template template = template("dev", "kms_encryption=false");

        assertThat(Found.properties(template, BUCKET))
                .allSatisfy(bucket ->
                        assertThat(Found.text(bucket.get("BucketEncryption"))).contains("SSEAlgorithm=AES256"));
        assertThat(Found.text(Found.properties(template, "AWS::Athena::WorkGroup")))
                .contains("EncryptionConfiguration={EncryptionOption=SSE_S3}");
        template.allResources(BUCKET, Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void oldFilesGoWhereTheyAreCheapAndOldVersionsGo() {
        Template template = template(
                "staging",
                "infrequent_access_days=45",
                "old_version_days=60",
                "old_metadata_days=3",
                "aborted_upload_days=2");

        Map<String, String> rules = rules(bucket(template, "lake"));
        assertThat(rules)
                .hasSize(3 + 2 * 9)
                .contains(
                        entry(
                                "versions",
                                "{AbortIncompleteMultipartUpload={DaysAfterInitiation=2},"
                                        + " ExpiredObjectDeleteMarker=true, Id=versions,"
                                        + " NoncurrentVersionExpiration={NoncurrentDays=60}, Status=Enabled}"),
                        entry(
                                "cold-bars",
                                "{Id=cold-bars, Prefix=warehouse/market.db/bars/data/, Status=Enabled,"
                                        + " Transitions=[{StorageClass=STANDARD_IA, TransitionInDays=45}]}"),
                        entry(
                                "metadata-bars",
                                "{Id=metadata-bars, NoncurrentVersionExpiration={NoncurrentDays=3},"
                                        + " Prefix=warehouse/market.db/bars/metadata/, Status=Enabled}"),
                        entry(
                                "checkpoints",
                                "{Id=checkpoints, NoncurrentVersionExpiration={NoncurrentDays=1},"
                                        + " Prefix=checkpoints/, Status=Enabled}"),
                        entry(
                                "staging",
                                "{ExpirationInDays=7, Id=staging, NoncurrentVersionExpiration={NoncurrentDays=1},"
                                        + " Prefix=staging/, Status=Enabled}"));
        assertThat(rules(bucket(template, "logs")).get("expiry")).contains("ExpirationInDays=30");
        assertThat(rules(bucket(template, "athena-results")).get("expiry")).contains("ExpirationInDays=30");
        assertThat(rules(bucket(template, "artifacts")).get("versions")).contains("NoncurrentDays=60");
    }

    @Test
    void answersOfAthenaGoWhenTheKeySays() {
        assertThat(rules(bucket(template("dev", "athena_result_days=9"), "athena-results"))
                        .get("expiry"))
                .contains("ExpirationInDays=9");
    }

    @Test
    void nothingOfATableIsEverExpiredAndMetadataStaysWarm() {
        Map<String, String> rules = rules(bucket(template("prod"), "lake"));

        assertThat(rules.values())
                .filteredOn(rule -> rule.contains("Prefix=warehouse/") || !rule.contains("Prefix"))
                .isNotEmpty()
                .noneMatch(rule -> rule.contains("ExpirationInDays"));
        assertThat(rules.values())
                .filteredOn(rule -> rule.contains("/metadata/"))
                .hasSize(9)
                .noneMatch(rule -> rule.contains("Transitions"));
    }

    @Test
    void zeroDaysLeaveDataFilesWhereTheyAre() {
        assertThat(rules(bucket(template("dev", "infrequent_access_days=0"), "lake")))
                .isNotEmpty()
                .allSatisfy((id, rule) -> assertThat(rule).doesNotContain("Transitions"));
    }

    private static Map<String, String> rules(Map<String, Object> bucket) {
        Map<String, String> rules = new TreeMap<>();
        for (Object rule : Found.list(Found.at(bucket, "LifecycleConfiguration", "Rules"))) {
            rules.put(String.valueOf(Found.at(rule, "Id")), Found.text(rule));
        }
        return rules;
    }

    @Test
    void whoMayReadFromPagesIsSaid() {
        Template closed = template("dev");
        Template open = template("dev", "cors_origins=https://a.example,https://b.example:8443");

        assertThat(bucket(closed, "lake")).doesNotContainKey("CorsConfiguration");
        assertThat(Found.text(bucket(open, "lake").get("CorsConfiguration")))
                .contains("AllowedMethods=[GET, HEAD]", "AllowedOrigins=[https://a.example, https://b.example:8443]");
    }

    @Test
    void requestsAreCountedAndObjectsListedWhereAsked() {
        Template plain = template("dev");
        Template watched = template("dev", "bucket_metrics=true", "lake_inventory=daily");

        assertThat(bucket(plain, "lake")).doesNotContainKeys("MetricsConfigurations", "InventoryConfigurations");
        assertThat(Found.text(bucket(watched, "lake").get("MetricsConfigurations")))
                .isEqualTo("[{Id=everything}, {Id=warehouse, Prefix=warehouse/}, {Id=checkpoints,"
                        + " Prefix=checkpoints/}]");
        assertThat(Found.text(bucket(watched, "lake").get("InventoryConfigurations")))
                .contains("Format=Parquet", "Prefix=inventory", "ScheduleFrequency=Daily");
    }

    @Test
    void accessToEachBucketIsLoggedByThePolicyOfTheLogs() {
        Template template = template("dev");

        for (String name : List.of("lake", "artifacts", "athena-results")) {
            assertThat(Found.text(bucket(template, name).get("LoggingConfiguration")))
                    .contains("DestinationBucketName={Logs", "LogFilePrefix=s3/");
        }
        assertThat(Found.text(Found.one(template, "AWS::S3::BucketPolicy", "logging.s3.amazonaws.com")))
                .contains("{Logs.Arn}/s3/lake/*")
                .contains("Principal={Service=logdelivery.elasticloadbalancing.amazonaws.com}")
                .contains("{Logs.Arn}/alb/AWSLogs/{AWS::AccountId}/*");
    }

    @Test
    void anExistingBucketIsUsedAsItIs() {
        Template template = template(
                "prod",
                "replica_region=",
                "s3_bucket_name=theirs",
                "s3_bucket_key_arn=arn:aws:kms:us-east-1:111122223333:key/abc");

        assertThat(Found.properties(template, BUCKET)).hasSize(3);
        assertThat(Found.text(Found.properties(template, "AWS::S3::BucketPolicy")))
                .doesNotContain("theirs");
        assertThat(Found.text(Found.properties(template, "AWS::Glue::Database")))
                .contains("LocationUri=s3://theirs/warehouse/market.db");
        assertThat(Found.text(Found.one(template, ROLE_POLICY, "athena:StartQueryExecution")))
                .contains("arn:aws:kms:us-east-1:111122223333:key/abc");
    }

    @Test
    void theDatabaseSaysWhereItsTablesAreAndStaysByDefault() {
        Template template = template("prod", "glue_database=other");

        assertThat(Found.text(Found.properties(template, "AWS::Glue::Database")))
                .contains("Name=other", "LocationUri=s3://{Lake}/warehouse/other.db")
                .contains("DataLakePrincipalIdentifier=IAM_ALLOWED_PRINCIPALS");
        template.allResources("AWS::Glue::Database", Map.of("DeletionPolicy", "Retain"));
    }

    @Test
    void theCatalogIsEncryptedWhereAsked() {
        assertThat(Found.properties(template("dev"), "AWS::Glue::DataCatalogEncryptionSettings"))
                .isEmpty();
        assertThat(Found.text(Found.properties(
                        template("dev", "catalog_encryption=true"), "AWS::Glue::DataCatalogEncryptionSettings")))
                .contains("CatalogEncryptionMode=SSE-KMS", "SseAwsKmsKeyId={tapeline-dev-foundation:");
    }

    @Test
    void statisticsOfEveryTableAreComputedOnSchedule() {
        Template template = template("dev", "statistics_schedule=cron(0 5 ? * SUN *)");

        List<Map<String, Object>> schedules = Found.properties(template, "AWS::Scheduler::Schedule");
        assertThat(schedules).hasSize(9);
        assertThat(Found.text(Found.one(template, "AWS::Scheduler::Schedule", "\"daily_bars\"")))
                .contains("Arn=arn:{AWS::Partition}:scheduler:::aws-sdk:glue:startColumnStatisticsTaskRun")
                .contains("FlexibleTimeWindow={MaximumWindowInMinutes=60, Mode=FLEXIBLE}")
                .contains("GroupName=tapeline-dev-column-statistics")
                .contains(
                        "Input={\"DatabaseName\":\"market\",\"TableName\":\"daily_bars\",\"Role\":\"{ColumnStatistics")
                .contains("ScheduleExpression=cron(0 5 ? * SUN *), ScheduleExpressionTimezone=UTC");
        assertThat(Found.text(Found.one(template, ROLE_POLICY, "iam:PassRole")))
                .contains("Condition={StringEquals={iam:PassedToService=glue.amazonaws.com}}")
                .contains("Action=glue:StartColumnStatisticsTaskRun");
        assertThat(Found.properties(template("dev"), "AWS::Scheduler::Schedule"))
                .isEmpty();
    }

    @Test
    void queriesAreLimitedAndTheirResultsEncrypted() {
        Template template = template("prod", "athena_scan_limit=250");

        assertThat(Found.text(Found.properties(template, "AWS::Athena::WorkGroup")))
                .contains("BytesScannedCutoffPerQuery=250000000000")
                .contains("EnforceWorkGroupConfiguration=true")
                .contains("PublishCloudWatchMetricsEnabled=true")
                .contains("SelectedEngineVersion=Athena engine version 3")
                .contains("EncryptionOption=SSE_KMS, KmsKey={tapeline-prod-foundation:")
                .contains("OutputLocation=s3://{Results}/athena/")
                .contains("Name=tapeline-prod-analysts", "RecursiveDeleteOption=false");
        assertThat(Found.properties(template, "AWS::Athena::NamedQuery"))
                .hasSize(10)
                .allSatisfy(query -> assertThat(query)
                        .containsEntry("Database", "market")
                        .containsEntry("WorkGroup", "tapeline-prod-analysts"));
        assertThat(Found.one(template, "AWS::Athena::NamedQuery", "Name=vwap").get("Description"))
                .isEqualTo(
                        "Volume-weighted average price of each symbol and hour of the last day, from the latest bars.");
    }

    @Test
    void analystsReadTheTablesAndNothingElse() {
        Template template = template("dev");

        assertThat(Found.text(Found.one(template, "AWS::IAM::Role", "RoleName=tapeline-dev-analyst")))
                .contains("Principal={AWS=arn:{AWS::Partition}:iam::{AWS::AccountId}:root}");
        String policy = Found.text(Found.one(template, ROLE_POLICY, "athena:StartQueryExecution"));
        assertThat(policy)
                .contains("{Lake.Arn}/warehouse/market.db/*")
                .contains(
                        "Resource=arn:{AWS::Partition}:athena:us-east-1:{AWS::AccountId}:workgroup/tapeline-dev-analysts")
                .contains(":table/market/*")
                .doesNotContain("checkpoints", "glue:Create", "glue:Update", "glue:Delete");
    }

    @Test
    void whoMayBeAnAnalystCanBeNarrowed() {
        Template template = template("dev", "analyst_principals=arn:aws:iam::111122223333:role/research");

        assertThat(Found.text(Found.one(template, "AWS::IAM::Role", "RoleName=tapeline-dev-analyst")))
                .contains("Principal={AWS=arn:aws:iam::111122223333:role/research}")
                .doesNotContain(":root");
    }

    @Test
    void lakeFormationGrantsTheTablesBesideIam() {
        Template template = template("dev");

        assertThat(Found.text(Found.properties(template, "AWS::LakeFormation::DataLakeSettings")))
                .contains("MutationType=APPEND", "cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-${AWS::Region}");
        assertThat(Found.text(Found.properties(template, "AWS::LakeFormation::Resource")))
                .contains("HybridAccessEnabled=true, ResourceArn={Lake.Arn}/warehouse", "UseServiceLinkedRole=false");
        assertThat(Found.properties(template, "AWS::LakeFormation::PrincipalPermissions"))
                .hasSize(2);
        assertThat(Found.text(Found.one(template, "AWS::LakeFormation::PrincipalPermissions", "SELECT")))
                .contains("Permissions=[SELECT, DESCRIBE], PermissionsWithGrantOption=[]")
                .contains("DatabaseName=market, TableWildcard={}");
    }

    @Test
    void withoutLakeFormationThereIsNothingOfIt() {
        Template template = template("dev", "lake_formation=false");

        assertThat(Found.text(template.toJSON()))
                .doesNotContain("AWS::LakeFormation")
                .doesNotContain("lakeformation:");
    }

    @Test
    void theTrailRecordsWritesOrAll() {
        TapelineInfra infra = Synth.infra("staging");
        Template writes = Synth.template(infra.lake());
        Template foundation = Synth.template(infra.foundation());
        Template all = template("dev", "trail=all");

        assertThat(Found.properties(template("dev"), "AWS::CloudTrail::Trail")).isEmpty();
        assertThat(Found.text(Found.properties(writes, "AWS::CloudTrail::Trail")))
                .contains("EnableLogFileValidation=true", "IsMultiRegionTrail=false", "IsLogging=true")
                .contains("KMSKeyId={tapeline-staging-foundation:")
                .contains("{Field=resources.ARN, StartsWith=[{Lake.Arn}/warehouse/]}")
                .contains("{Equals=[false], Field=readOnly}");
        assertThat(Found.text(Found.properties(all, "AWS::CloudTrail::Trail"))).doesNotContain("readOnly");
        assertThat(Found.text(Found.one(writes, "AWS::S3::BucketPolicy", "cloudtrail.amazonaws.com")))
                .contains("/cloudtrail/AWSLogs/{AWS::AccountId}/*", "s3:x-amz-acl=bucket-owner-full-control")
                .contains(
                        "aws:SourceArn=arn:{AWS::Partition}:cloudtrail:us-east-1:{AWS::AccountId}:trail/tapeline-staging-lake");
        assertThat(Found.text(Found.properties(foundation, "AWS::KMS::Key"))).contains("cloudtrail.amazonaws.com");
    }

    @Test
    void outputsAreNamed() {
        Map<String, Object> outputs = Found.map(Found.at(template("dev").toJSON(), "Outputs"));

        assertThat(outputs)
                .containsKeys(
                        "LakeBucket",
                        "ArtifactsBucket",
                        "LogsBucket",
                        "ResultsBucket",
                        "GlueDatabase",
                        "AthenaWorkgroup",
                        "AnalystRole");
        assertThat(Found.text(Found.at(outputs, "AthenaWorkgroup", "Value"))).isEqualTo("tapeline-dev-analysts");
    }
}
