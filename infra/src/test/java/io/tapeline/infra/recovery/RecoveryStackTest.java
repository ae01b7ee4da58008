package io.tapeline.infra.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class RecoveryStackTest {
    private static final String REPLICA = "tapeline-dev-lake-replica-{AWS::AccountId}-us-west-2";
    private static final String[] ON = {
        "replica_region=us-west-2", "replica_old_version_days=14", "alarm_email=ops@example.com"
    };

    @Test
    void withoutASecondRegionThereIsNone() {
        TapelineInfra infra = Synth.infra("dev");

        assertThat(infra.recovery()).isEmpty();
        assertThat(Found.text(Synth.template(infra.lake()).toJSON())).doesNotContain("Replication");
    }

    @Test
    void theCopyIsABucketWithAKeyInTheOtherRegionAndMadeFirst() {
        TapelineInfra infra = Synth.infra("dev", ON);
        RecoveryStack stack = infra.recovery().orElseThrow();

        assertThat(stack.getRegion()).isEqualTo("us-west-2");
        assertThat(infra.lake().getDependencies()).contains(stack);
        Template template = Synth.template(stack);
        Map<String, Object> bucket = Found.one(template, "AWS::S3::Bucket", "BucketName");
        assertThat(Found.text(bucket))
                .contains("BucketName=" + REPLICA)
                .contains("VersioningConfiguration={Status=Enabled}")
                .contains("BlockPublicAcls=true")
                .contains("SSEAlgorithm=aws:kms")
                .contains("Id=versions, NoncurrentVersionExpiration={NoncurrentDays=14}");
        assertThat(Found.text(Found.properties(template, "AWS::KMS::Key"))).contains("EnableKeyRotation=true");
        assertThat(Found.text(Found.properties(template, "AWS::KMS::Alias")))
                .contains("AliasName=alias/tapeline-dev-replica");
        assertThat(Found.text(Found.properties(template, "AWS::S3::BucketPolicy")))
                .contains("aws:SecureTransport=false");
    }

    @Test
    void theLakeIsCopiedWithinAQuarterOfAnHour() {
        Template template = Synth.template(Synth.infra("dev", ON).lake());

        Map<String, Object> lake = Found.one(template, "AWS::S3::Bucket", "ReplicationConfiguration");
        List<Object> rules = Found.list(Found.at(lake, "ReplicationConfiguration", "Rules"));
        assertThat(rules).hasSize(2);
        assertThat(Found.text(rules.get(0)))
                .isEqualTo("{DeleteMarkerReplication={Status=Enabled}, Destination={"
                        + "Bucket=arn:{AWS::Partition}:s3:::" + REPLICA + ", EncryptionConfiguration={ReplicaKmsKeyID="
                        + "arn:{AWS::Partition}:kms:us-west-2:{AWS::AccountId}:alias/tapeline-dev-replica},"
                        + " Metrics={EventThreshold={Minutes=15}, Status=Enabled},"
                        + " ReplicationTime={Status=Enabled, Time={Minutes=15}}}, Filter={Prefix=warehouse/},"
                        + " Id=warehouse, Priority=0, SourceSelectionCriteria={SseKmsEncryptedObjects={Status=Enabled}},"
                        + " Status=Enabled}");
        assertThat(Found.text(rules.get(1))).contains("Filter={Prefix=checkpoints/}, Id=checkpoints, Priority=1");
    }

    @Test
    void theRoleThatCopiesMayDoNothingElse() {
        Template template = Synth.template(Synth.infra("dev", ON).lake());

        String policy = Found.text(Found.one(template, "AWS::IAM::Policy", "s3:ReplicateObject"));
        assertThat(policy)
                .contains("{Lake.Arn}/checkpoints/*, {Lake.Arn}/warehouse/*")
                .contains("Resource=arn:{AWS::Partition}:s3:::" + REPLICA + "/*")
                .contains("kms:ResourceAliases=alias/tapeline-dev-replica")
                .contains("kms:ViaService=s3.us-west-2.{AWS::URLSuffix}")
                .doesNotContain("s3:Delete", "s3:PutObject", "staging");
    }

    @Test
    void withoutKeysOfOurOwnThereAreNoneInTheOtherRegion() {
        TapelineInfra infra = Synth.infra("dev", "replica_region=eu-west-1", "kms_encryption=false");
        RecoveryStack recovery = infra.recovery().orElseThrow();
        Template lake = Synth.template(infra.lake());
        Template replica = Synth.template(recovery);

        assertThat(Found.text(Found.one(lake, "AWS::S3::Bucket", "ReplicationConfiguration")))
                .contains("-eu-west-1")
                .doesNotContain("SseKmsEncryptedObjects", "ReplicaKmsKeyID");
        assertThat(Found.properties(replica, "AWS::KMS::Key")).isEmpty();
    }

    @Test
    void isSaidWhenItIsLateOrLacksAnObjectWhereTheFiguresAre() {
        TapelineInfra infra = Synth.infra("dev", ON);
        RecoveryStack recovery = infra.recovery().orElseThrow();
        Template here = Synth.template(infra.lake());
        Template there = Synth.template(recovery);

        assertThat(Found.text(Found.one(there, "AWS::CloudWatch::Alarm", "late-warehouse")))
                .contains("MetricName=ReplicationLatency, Namespace=AWS/S3")
                .contains("{Name=DestinationBucket, Value=" + REPLICA + "}")
                .contains("{Name=RuleId, Value=warehouse}")
                .contains("{Name=SourceBucket, Value=tapeline-dev-lake-{AWS::AccountId}-us-east-1}")
                .contains("Statistic=Maximum", "Threshold=900,")
                .contains("AlarmActions=[{Alarms");
        assertThat(Found.text(Found.one(here, "AWS::CloudWatch::Alarm", "failed-checkpoints")))
                .contains("MetricName=OperationsFailedReplication")
                .contains("AlarmActions=[{tapeline-dev-foundation:");
        assertThat(Found.text(Found.properties(there, "AWS::SNS::TopicPolicy")))
                .contains("Action=sns:Publish, Condition={StringEquals={aws:SourceAccount={AWS::AccountId}}},"
                        + " Effect=Allow, Principal={Service=cloudwatch.amazonaws.com}");
        assertThat(Found.text(Found.properties(there, "AWS::SNS::Subscription")))
                .contains("Endpoint=ops@example.com");
    }
}
