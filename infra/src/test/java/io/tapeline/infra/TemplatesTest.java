package io.tapeline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every resource of every stack of every profile. */
@NeedsNode
class TemplatesTest {
    /** What AWS's, GitHub's and common private keys look like; and a password written out. */
    private static final Pattern SECRET = Pattern.compile(
            "AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|-----BEGIN [A-Z ]*PRIVATE KEY|(?i)\"[a-z]*password\"\\s*:\\s*\"[^\"{]+\"");

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void holdNoSecret(String profile) {
        for (Map.Entry<String, JsonNode> stack : templates(profile).entrySet()) {
            assertThat(stack.getValue().toString()).as(stack.getKey()).doesNotContainPattern(SECRET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void nothingIsPublic(String profile) {
        List<String> open = new ArrayList<>();
        resources(profile, (id, resource) -> {
            JsonNode properties = resource.path("Properties");
            switch (resource.path("Type").asText()) {
                case "AWS::EC2::Subnet" ->
                    note(open, id, properties.path("MapPublicIpOnLaunch").asBoolean());
                case "AWS::S3::Bucket" -> {
                    JsonNode block = properties.path("PublicAccessBlockConfiguration");
                    note(
                            open,
                            id,
                            !(block.path("BlockPublicAcls").asBoolean()
                                    && block.path("BlockPublicPolicy").asBoolean()
                                    && block.path("IgnorePublicAcls").asBoolean()
                                    && block.path("RestrictPublicBuckets").asBoolean()));
                }
                case "AWS::ElasticLoadBalancingV2::LoadBalancer" ->
                    note(open, id, !properties.path("Scheme").asText().equals("internal"));
                case "AWS::ElasticLoadBalancingV2::Listener" ->
                    note(open, id, !properties.path("Protocol").asText().matches("HTTPS|TLS"));
                case "AWS::RedshiftServerless::Workgroup" ->
                    note(open, id, properties.path("PubliclyAccessible").asBoolean(true));
                case "AWS::ECS::Service" ->
                    note(
                            open,
                            id,
                            !properties
                                    .path("NetworkConfiguration")
                                    .path("AwsvpcConfiguration")
                                    .path("AssignPublicIp")
                                    .asText()
                                    .equals("DISABLED"));
                case "AWS::EC2::SecurityGroup" ->
                    properties
                            .path("SecurityGroupIngress")
                            .forEach(rule ->
                                    note(open, id, rule.path("CidrIp").asText().equals("0.0.0.0/0")));
                case "AWS::EC2::SecurityGroupIngress" ->
                    note(open, id, properties.path("CidrIp").asText().equals("0.0.0.0/0"));
                default -> {}
            }
        });

        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void whatIsAtRestIsEncryptedWithOurKey(String profile) {
        List<String> plain = new ArrayList<>();
        resources(profile, (id, resource) -> {
            JsonNode properties = resource.path("Properties");
            switch (resource.path("Type").asText()) {
                case "AWS::Kinesis::Stream" ->
                    note(plain, id, !properties.path("StreamEncryption").has("KeyId"));
                case "AWS::Logs::LogGroup" ->
                    note(plain, id, !properties.has("KmsKeyId") || !properties.has("RetentionInDays"));
                case "AWS::SNS::Topic" -> note(plain, id, !properties.has("KmsMasterKeyId"));
                case "AWS::SQS::Queue" -> note(plain, id, !properties.has("KmsMasterKeyId"));
                case "AWS::SecretsManager::Secret" -> note(plain, id, !properties.has("KmsKeyId"));
                case "AWS::DynamoDB::Table" ->
                    note(
                            plain,
                            id,
                            !properties
                                    .path("SSESpecification")
                                    .path("SSEEnabled")
                                    .asBoolean());
                case "AWS::RedshiftServerless::Namespace" -> note(plain, id, !properties.has("KmsKeyId"));
                case "AWS::S3::Bucket" -> note(plain, id, !properties.has("BucketEncryption"));
                default -> {}
            }
        });

        assertThat(plain).isEmpty();
    }

    private static void note(List<String> found, String id, boolean wrong) {
        if (wrong) {
            found.add(id);
        }
    }

    private static void resources(String profile, BiConsumer<String, JsonNode> each) {
        templates(profile)
                .forEach((stack, template) -> template.path("Resources")
                        .properties()
                        .forEach(resource -> each.accept(stack + "/" + resource.getKey(), resource.getValue())));
    }

    private static Map<String, JsonNode> templates(String profile) {
        Map<String, JsonNode> templates = new java.util.LinkedHashMap<>();
        Synth.whole(profile)
                .stacks()
                .forEach(stack -> templates.put(
                        stack.getStackName(),
                        JSON.valueToTree(Synth.template(stack).toJSON())));
        return templates;
    }
}
