package io.tapeline.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsNode
class ClusterStackTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode template(String profile) {
        return JSON.valueToTree(Synth.template(Synth.whole(profile).cluster()).toJSON());
    }

    private static JsonNode properties(JsonNode template, String id) {
        return template.path("Resources").path(id).path("Properties");
    }

    @Test
    void stepSubmitsTheJobWithSettingsThatItKnows() throws IOException {
        List<String> args = new ArrayList<>();
        properties(template("prod"), "StreamStep")
                .path("HadoopJarStep")
                .path("Args")
                .forEach(arg -> args.add(ClusterKeysTest.text(arg)));
        List<String> job = args.subList(args.indexOf("--") + 1, args.size());

        assertThat(args)
                .startsWith("bash", "-c")
                .containsSubsequence(
                        "s3://{Lake}/checkpoints/stream-processor",
                        "tapeline-prod-stream-processor",
                        "6",
                        "-",
                        "-Dyarn.application.name=tapeline-prod-stream-processor",
                        "-Dyarn.application.queue=streaming",
                        "-c",
                        "io.tapeline.stream.StreamProcessorJob",
                        "-p",
                        "16",
                        "--");
        assertThat(job)
                .contains(
                        "--kinesis.region=us-east-1",
                        "--catalog.type=glue",
                        "--checkpoints.interval=30s",
                        "--catalog.warehouse=s3://{Lake}/warehouse",
                        "--checkpoints.uri=s3://{Lake}/checkpoints/stream-processor");
        String page = Files.readString(Path.of("../docs/configuration.md"));
        assertThat(job)
                .allSatisfy(argument -> assertThat(page)
                        .contains("| `" + argument.substring("--".length(), argument.indexOf('=')) + "` |"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "dev, Cluster, for-use-with-amazon-emr-managed-policies",
        "dev, Cluster, component",
    })
    void bearsTheTagThatEmrsPolicyAsksFor(String profile, String resource, String tag) {
        assertThat(properties(template(profile), resource).path("Tags").findValuesAsText("Key"))
                .contains(tag);
    }

    @Test
    void securityGroupsBearItToo() {
        List<JsonNode> groups = new ArrayList<>();
        template("dev").path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals("AWS::EC2::SecurityGroup")) {
                groups.add(resource.path("Properties"));
            }
        });

        assertThat(groups)
                .hasSize(3)
                .allSatisfy(group -> assertThat(group.path("Tags").findValuesAsText("Key"))
                        .contains("for-use-with-amazon-emr-managed-policies"))
                .allSatisfy(
                        group -> assertThat(group.path("SecurityGroupIngress").findValuesAsText("CidrIp"))
                                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void outputsAreThoseThatUsersKnow(String profile) {
        Map<String, String> outputs = new TreeMap<>();
        template(profile)
                .path("Outputs")
                .properties()
                .forEach(output -> outputs.put(
                        output.getKey(), ClusterKeysTest.text(output.getValue().path("Value"))));

        assertThat(outputs)
                .containsEntry("ClusterId", "Cluster")
                .containsEntry("ClusterName", "tapeline-" + profile + "-cluster")
                .containsKeys("MasterPublicDns")
                .hasEntrySatisfying(
                        "SparkUiUrl",
                        url -> assertThat(url).startsWith("http://").endsWith(":18080"))
                .hasEntrySatisfying("YarnUiUrl", url -> assertThat(url).endsWith(":8088"))
                .hasEntrySatisfying("ZeppelinUrl", url -> assertThat(url).endsWith(":8890"))
                .hasEntrySatisfying("FlinkUiUrl", url -> assertThat(url).endsWith(":8088/cluster/apps/RUNNING"))
                .hasEntrySatisfying(
                        "SshCommand",
                        command -> assertThat(command)
                                .startsWith(
                                        "aws ssm start-session --target $(aws emr list-instances --cluster-id Cluster"
                                                + " --instance-fleet-type MASTER"));
    }

    /** An account may never have had spot instances, nor Hive's database. */
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            spot_instance_percentage=50 | ServiceRole | iam:CreateServiceLinkedRole | arn:AWS::Partition:iam::AWS::AccountId:role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot
            spot_instance_percentage=0 | ServiceRole | iam:CreateServiceLinkedRole | -
            spot_instance_percentage=0 | JobRole | glue:CreateDatabase | arn:AWS::Partition:glue:us-east-1:AWS::AccountId:catalog arn:AWS::Partition:glue:us-east-1:AWS::AccountId:database/default
            """)
    void mayMakeWhatAnAccountNeedNotHave(String change, String role, String action, String resources) {
        JsonNode template = JSON.valueToTree(
                Synth.template(Synth.infra("dev", change).cluster()).toJSON());
        List<String> allowed = new ArrayList<>();
        template.path("Resources").forEach(resource -> {
            JsonNode policy = resource.path("Properties");
            if (policy.path("Roles").toString().contains(role)) {
                policy.path("PolicyDocument").path("Statement").forEach(statement -> {
                    if (statement.path("Action").toString().contains(action)) {
                        allowed.add(ClusterKeysTest.text(statement.path("Resource")));
                    }
                });
            }
        });

        assertThat(String.join(" ", allowed.isEmpty() ? List.of("-") : allowed)).isEqualTo(resources);
    }

    @Test
    void withAKeyPairTheShellIsSsh() {
        JsonNode template =
                JSON.valueToTree(Synth.template(Synth.infra("dev", "key_name=desk", "artifact_version=1.2.3")
                                .cluster())
                        .toJSON());

        assertThat(ClusterKeysTest.text(
                        template.path("Outputs").path("SshCommand").path("Value")))
                .startsWith("ssh -i ~/.ssh/desk.pem hadoop@");
        assertThat(ClusterKeysTest.text(
                        properties(template, "StreamStep").path("HadoopJarStep").path("Args")))
                .contains("s3://{Artifacts}/jars/1.2.3/stream-processor-emr.jar");
    }

    @Test
    void passwordOfTheKdcIsAReferenceToASecret() {
        JsonNode template = JSON.valueToTree(
                Synth.template(Synth.infra("dev", "kerberos=true").cluster()).toJSON());

        assertThat(properties(template, "Cluster")
                        .path("KerberosAttributes")
                        .path("KdcAdminPassword")
                        .toString())
                .matches(Pattern.compile(".*\\{\\{resolve:secretsmanager:.*\"Ref\":\"KdcAdmin.*SecretString:::}}.*"));
    }

    @Test
    void profilesDifferWhereCostAndSafetyDo() {
        JsonNode dev = properties(template("dev"), "Cluster");
        JsonNode prod = properties(template("prod"), "Cluster");

        assertThat(dev.path("AutoTerminationPolicy").path("IdleTimeout").asInt())
                .isEqualTo(3600);
        assertThat(prod.has("AutoTerminationPolicy")).isFalse();
        assertThat(dev.path("Instances").path("TerminationProtected").asBoolean())
                .isFalse();
        assertThat(prod.path("Instances").path("TerminationProtected").asBoolean())
                .isTrue();
        assertThat(properties(template("dev"), "TaskFleet")
                        .path("TargetOnDemandCapacity")
                        .asInt())
                .isZero();
        assertThat(properties(template("prod"), "TaskFleet")
                        .path("TargetOnDemandCapacity")
                        .asInt())
                .isEqualTo(1);
    }
}
