package io.tapeline.infra.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class DeliveryStackTest {
    private static final String ACCOUNT = "account=123456789012";

    @Test
    void keepsImagesOfBothServicesThatNobodyCanChange() {
        Template template = Synth.template(Synth.infra("prod", "image_count=50").delivery());

        template.resourceCountIs("AWS::ECR::Repository", 2);
        for (String name : List.of("tapeline-prod/ingest-service", "tapeline-prod/live-service")) {
            template.hasResource(
                    "AWS::ECR::Repository",
                    Map.of(
                            "DeletionPolicy",
                            "RetainExceptOnCreate",
                            "Properties",
                            Match.objectLike(Map.of(
                                    "RepositoryName",
                                    name,
                                    "ImageTagMutability",
                                    "IMMUTABLE",
                                    "ImageScanningConfiguration",
                                    Map.of("ScanOnPush", true),
                                    "EncryptionConfiguration",
                                    Match.objectLike(Map.of("EncryptionType", "KMS")),
                                    "LifecyclePolicy",
                                    Map.of(
                                            "LifecyclePolicyText",
                                            Match.stringLikeRegexp("\"tagStatus\":\"any\",\"countType\":"
                                                    + "\"imageCountMoreThan\",\"countNumber\":50"))))));
        }
    }

    @Test
    void namesTheBucketAndTheRepositoriesAsTheScriptThatPublishesDoes() throws IOException {
        var infra = Synth.infra("dev", ACCOUNT);
        Template delivery = Synth.template(infra.delivery());
        Template lake = Synth.template(infra.lake());

        assertThat(Files.readString(Path.of("delivery/publish.sh")))
                .contains("bucket=$prefix-artifacts-$account-$region", "repository=$prefix/$1");
        lake.hasResourceProperties(
                "AWS::S3::Bucket", Map.of("BucketName", "tapeline-dev-artifacts-123456789012-us-east-1"));
        delivery.hasResourceProperties("AWS::ECR::Repository", Map.of("RepositoryName", "tapeline-dev/ingest-service"));
    }

    @Test
    void letsNobodyInUnlessARepositoryIsNamed() {
        Template template =
                Synth.template(Synth.infra("dev", "kms_encryption=false").delivery());

        template.resourceCountIs("AWS::IAM::Role", 0);
        template.resourceCountIs("AWS::IAM::OIDCProvider", 0);
        template.hasResourceProperties(
                "AWS::ECR::Repository",
                Map.of(
                        // Which is AES-256, with S3's keys.
                        "EncryptionConfiguration", Match.absent(),
                        "LifecyclePolicy",
                                Map.of("LifecyclePolicyText", Match.stringLikeRegexp("\"countNumber\":10"))));
    }

    @Test
    void letsInTheEnvironmentOfTheRepositoryAlone() {
        Template template = Synth.template(
                Synth.infra("staging", ACCOUNT, "github_repository=acme/tape").delivery());

        template.hasResourceProperties(
                "AWS::IAM::OIDCProvider",
                Map.of(
                        "Url",
                        "https://token.actions.githubusercontent.com",
                        "ClientIdList",
                        List.of("sts.amazonaws.com")));
        template.hasResourceProperties(
                "AWS::IAM::Role",
                Map.of(
                        "RoleName",
                        "tapeline-staging-deploy",
                        "MaxSessionDuration",
                        3600,
                        "AssumeRolePolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                List.of(Match.objectLike(Map.of(
                                        "Action",
                                        "sts:AssumeRoleWithWebIdentity",
                                        "Condition",
                                        Map.of(
                                                "StringEquals",
                                                Map.of(
                                                        "token.actions.githubusercontent.com:aud",
                                                        "sts.amazonaws.com",
                                                        "token.actions.githubusercontent.com:sub",
                                                        List.of("repo:acme/tape:environment:staging"))))))))));
    }

    @Test
    void usesTheAccountsProviderAndLetsABranchInIfItIsToldTo() {
        String provider = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
        Template template = Synth.template(Synth.infra(
                        "dev",
                        ACCOUNT,
                        "github_repository=acme/tape",
                        "github_branch=main",
                        "github_oidc_provider=" + provider)
                .delivery());

        template.resourceCountIs("AWS::IAM::OIDCProvider", 0);
        String role = template.findResources("AWS::IAM::Role").toString();
        assertThat(role)
                .contains(
                        "Federated=" + provider,
                        "sub=[repo:acme/tape:environment:dev, repo:acme/tape:ref:refs/heads/main]");
    }

    @Test
    void mayAssumeTheBootstrapRolesAndPublishAndNoMore() {
        Template template =
                Synth.template(Synth.infra("prod", ACCOUNT, "github_repository=acme/tape", "bootstrap_qualifier=acme1")
                        .delivery());

        List<Map<String, Object>> statements = template.findResources("AWS::IAM::Policy").values().stream()
                .map(policy -> Json.object(Json.field(policy, "Properties")))
                .map(policy -> Json.object(Json.field(policy, "PolicyDocument")))
                .flatMap(policy -> Json.list(Json.field(policy, "Statement")).stream())
                .map(Json::object)
                .toList();

        assertThat(statements)
                .extracting(statement -> statement.get("Sid"))
                .containsExactlyInAnyOrder(
                        "Deploy", "PublishJars", "ListJars", "EncryptJars", "PublishImages", "Login");
        assertThat(bySid(statements, "Deploy"))
                .contains("sts:AssumeRole")
                .contains(
                        "role/cdk-acme1-deploy-role-123456789012-us-east-1",
                        "role/cdk-acme1-file-publishing-role-123456789012-us-east-1",
                        "role/cdk-acme1-image-publishing-role-123456789012-us-east-1",
                        "role/cdk-acme1-lookup-role-123456789012-us-east-1");
        // In the region of the lake's copy, too: without, the pipeline could not deploy the stack there.
        assertThat(bySid(statements, "Deploy"))
                .contains(
                        "role/cdk-acme1-deploy-role-123456789012-us-west-2",
                        "role/cdk-acme1-file-publishing-role-123456789012-us-west-2");
        assertThat(bySid(statements, "PublishJars")).contains("/jars/*").doesNotContain("Delete");
        assertThat(bySid(statements, "ListJars")).contains("s3:prefix=[jars/*]");
        assertThat(statements)
                .filteredOn(statement -> "*".equals(statement.get("Resource")))
                .singleElement()
                .satisfies(statement -> assertThat(statement).containsEntry("Action", "ecr:GetAuthorizationToken"));
    }

    private static String bySid(List<Map<String, Object>> statements, String sid) {
        return statements.stream()
                .filter(statement -> sid.equals(statement.get("Sid")))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "github_repository=tape | github_repository is not OWNER/NAME: tape",
                "github_repository=acme/* | github_repository is not OWNER/NAME: acme/*",
                "github_branch=main | github_branch is for a pipeline: github_repository is absent",
                "github_branch=* | github_branch is not the name of a branch, without wildcards: *",
                "github_oidc_provider=arn:aws:iam::123456789012:oidc-provider/example.org | github_oidc_provider is not the ARN"
                        + " of GitHub's identity provider, which ends in oidc-provider/token.actions.githubusercontent.com:"
                        + " arn:aws:iam::123456789012:oidc-provider/example.org",
                "bootstrap_qualifier=a b | bootstrap_qualifier is not up to 10 letters and digits: a b",
                "image_count=1 | image_count is not an integer from 2 to 1000: 1",
            })
    void saysWhatIsWrong(String change, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", change))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }
}
