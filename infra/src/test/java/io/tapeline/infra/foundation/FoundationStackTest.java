package io.tapeline.infra.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class FoundationStackTest {
    @Test
    void theKeyIsOursIsRotatedAndStaysUnlessItIsNotWanted() {
        Template own = Synth.template(Synth.infra("prod").foundation());
        Template theirs =
                Synth.template(Synth.infra("prod", "kms_encryption=false").foundation());
        Template gone = Synth.template(Synth.infra("prod", "retain_data=false").foundation());

        own.hasResource(
                "AWS::KMS::Key",
                Map.of("Properties", Match.objectLike(Map.of("EnableKeyRotation", true)), "DeletionPolicy", "Retain"));
        own.hasResourceProperties("AWS::KMS::Alias", Map.of("AliasName", "alias/tapeline-prod-data"));
        theirs.resourceCountIs("AWS::KMS::Key", 0);
        gone.hasResource("AWS::KMS::Key", Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void alarmsAreEncryptedAndGoToTheAddress() {
        Template silent = Synth.template(Synth.infra("dev").foundation());
        Template told =
                Synth.template(Synth.infra("dev", "alarm_email=ops@example.com").foundation());

        silent.hasResourceProperties(
                "AWS::SNS::Topic", Map.of("TopicName", "tapeline-dev-alarms", "KmsMasterKeyId", Match.anyValue()));
        silent.resourceCountIs("AWS::SNS::Subscription", 0);
        told.hasResourceProperties(
                "AWS::SNS::Subscription", Map.of("Protocol", "email", "Endpoint", "ops@example.com"));
    }

    @Test
    void stacksAreNamedAndPlacedAsTheSettingsSay() {
        TapelineInfra infra =
                Synth.infra("staging", "project_name=ticks", "account=123456789012", "region=eu-central-1");

        assertThat(infra.streams().getStackName()).isEqualTo("ticks-staging-streams");
        assertThat(infra.streams().getAccount()).isEqualTo("123456789012");
        assertThat(infra.streams().getRegion()).isEqualTo("eu-central-1");
        assertThat(infra.streams().getTerminationProtection()).isFalse();
        assertThat(Synth.infra("prod").streams().getTerminationProtection()).isTrue();
        Synth.template(infra.streams())
                .hasResourceProperties(
                        "AWS::Kinesis::Stream",
                        Map.of(
                                "Tags",
                                List.of(
                                        Map.of("Key", "component", "Value", "streams"),
                                        Map.of("Key", "environment", "Value", "staging"),
                                        Map.of("Key", "project", "Value", "ticks"))));
    }

    @Test
    void thePermissionsBoundaryBoundsEveryRole() {
        String boundary = "arn:aws:iam::123456789012:policy/bound";
        TapelineInfra infra = Synth.infra("dev", "permissions_boundary=" + boundary);
        infra.all();

        for (var stack : infra.stacks()) {
            assertThat(Found.properties(Synth.template(stack), "AWS::IAM::Role"))
                    .as(stack.getStackName())
                    .allSatisfy(role -> assertThat(role).containsEntry("PermissionsBoundary", boundary));
        }
        assertThat(Found.properties(Synth.template(infra.cluster()), "AWS::IAM::Role"))
                .isNotEmpty();
    }

    @Test
    void jarsAreThoseOfTheVersionOrOfTheCheckout() {
        String published = Found.text(
                Synth.template(Synth.infra("dev", "artifact_version=1.2.3").night())
                        .toJSON());
        String built = Found.text(Synth.template(Synth.infra("dev").night()).toJSON());

        assertThat(published).contains("/jars/1.2.3/batch-jobs-emr.jar");
        assertThat(built).contains("cdk-hnb659fds-assets-").doesNotContain("jars/");
    }
}
