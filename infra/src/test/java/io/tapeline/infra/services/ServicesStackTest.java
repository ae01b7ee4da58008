package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class ServicesStackTest {
    private static final Template DEV = Synth.template(Synth.whole("dev").services());
    private static final String TASK = "AWS::ECS::TaskDefinition";
    private static final String SERVICE = "AWS::ECS::Service";

    @Test
    void runsEachServiceAsNobodyOnAFileSystemThatCannotBeWritten() {
        for (String name : List.of("ingest-service", "live-service")) {
            assertThat(container(DEV, name, name))
                    .containsEntry("User", "10001:10001")
                    .containsEntry("ReadonlyRootFilesystem", true)
                    .containsEntry("StopTimeout", 120)
                    .containsEntry("DependsOn", List.of(Map.of("Condition", "SUCCESS", "ContainerName", "prepare")));
        }
        assertThat(mounts(container(DEV, "ingest-service", "ingest-service")))
                .containsExactlyInAnyOrder("/tmp false", "/etc/tapeline true", "/var/spool/tapeline false");
        assertThat(mounts(container(DEV, "live-service", "live-service"))).containsExactly("/tmp false");
    }

    /** The shell's script, run in folders of the test and as its user. */
    @Test
    void writesTheSecretToTheFileAsItIs(@TempDir Path folder) throws Exception {
        Map<String, String> volumes = Map.of("/tmp", "tmp", "/etc/tapeline", "keys", "/var/spool/tapeline", "spool");
        for (String name : volumes.values()) {
            Files.createDirectory(folder.resolve(name));
        }
        // All of them at once: the test's own folder may have one of these names in it.
        String script = Pattern.compile("/tmp|/etc/tapeline|/var/spool/tapeline")
                .matcher(Found.at(container(DEV, "ingest-service", "prepare"), "Command", 0)
                        .toString())
                .replaceAll(path -> Matcher.quoteReplacement(
                        folder.resolve(volumes.getOrDefault(path.group(), "")).toString()))
                .replace("chown 10001", "chown \"$(id -u)\"");
        String secret = "{\"keys\": [{\"id\": \"a\", \"owner\": \"100% $HOME 'x'\\n\"}]}\n ";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).inheritIO();
        shell.environment().put("API_KEYS", secret);

        assertThat(shell.start().waitFor()).isZero();

        assertThat(Files.readString(folder.resolve("keys/api-keys.json"))).isEqualTo(secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tmp"))))
                .isEqualTo("rwxrwxrwx");
    }

    private static Stream<String> mounts(Map<String, Object> container) {
        return Found.list(Found.at(container, "MountPoints")).stream()
                .map(mount -> Found.at(mount, "ContainerPath") + " " + Found.at(mount, "ReadOnly"));
    }

    @Test
    void bringsTheApiKeysFromTheirSecretToTheirFileAndNowhereElse() {
        Map<String, Object> preparation = container(DEV, "ingest-service", "prepare");

        assertThat(preparation).containsEntry("Essential", false);
        assertThat(Found.at(preparation, "Command", 0).toString())
                .contains("printf %s \"$API_KEYS\" > /etc/tapeline/api-keys.json")
                .contains("chown 10001 /var/spool/tapeline");
        assertThat(Found.at(preparation, "Secrets", 0, "Name")).isEqualTo("API_KEYS");
        assertThat(container(DEV, "ingest-service", "ingest-service")).doesNotContainKey("Secrets");
        assertThat(container(DEV, "live-service", "prepare")).doesNotContainKey("Secrets");
        DEV.hasResourceProperties(
                "AWS::SecretsManager::Secret",
                Map.of("Name", "tapeline-dev-ingest-api-keys", "SecretString", "{\"keys\": []}"));
    }

    @Test
    void tellsTheServicesWhatTheyAskFor() {
        assertThat(environment(DEV, "ingest-service"))
                .containsEntry("INGEST_TRUST_KEYS_FILE", "/etc/tapeline/api-keys.json")
                .containsEntry("INGEST_SPOOL_DIRECTORY", "/var/spool/tapeline")
                .containsEntry("INGEST_SPOOL_MAX_BYTES", "1G")
                .containsEntry("KINESIS_REGION", "us-east-1")
                .containsEntry("QUARKUS_PROFILE", "prod")
                .containsEntry("QUARKUS_HTTP_HOST", "0.0.0.0")
                .containsEntry("QUARKUS_HTTP_PORT", "8080")
                .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                .containsEntry("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.40.0.0/16")
                .containsKey("KINESIS_STREAM");
        assertThat(environment(DEV, "live-service"))
                .containsEntry("LIVE_APPLICATION", "tapeline-dev-live")
                .containsEntry("LIVE_CONSUMER", "polling")
                .containsEntry("LIVE_REGION", "us-east-1")
                .containsEntry("QUARKUS_HTTP_PORT", "8082")
                .containsKey("LIVE_STREAM");
    }

    @Test
    void usesKeysThatTheConfigurationPageHas() throws IOException {
        Set<String> documented = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`", 3)[1])
                .map(ServicesStackTest::variable)
                .collect(Collectors.toCollection(TreeSet::new));

        Template template = Synth.template(Synth.infra("dev", "internet_egress=true", "feeds=kraken:BTC/USD")
                .services());
        for (String service : List.of("ingest-service", "ingest-feeds", "live-service")) {
            assertThat(environment(template, service).keySet())
                    .filteredOn(name -> !name.startsWith("QUARKUS_"))
                    .map(name -> name.replaceFirst("^INGEST_FEEDS_(COINBASE|KRAKEN)_", "INGEST_FEEDS_NAME_"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(documented).contains(name));
        }
    }

    /** The variable of a key, as MicroProfile Config has it. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Test
    void takesFromEachServiceWhatItDoesNotNeed() {
        assertThat(actions(DEV, "IngestTaskTaskRole"))
                .containsExactlyInAnyOrder(
                        "kinesis:PutRecords",
                        "kinesis:ListShards",
                        "kinesis:DescribeStreamSummary",
                        "kms:GenerateDataKey");
        assertThat(actions(DEV, "LiveTaskTaskRole"))
                .contains(
                        "kinesis:GetRecords",
                        "kinesis:SubscribeToShard",
                        "dynamodb:PutItem",
                        "dynamodb:ListTables",
                        "kms:Decrypt")
                .noneMatch(action -> action.contains("PutRecord") || action.contains("*"));
        assertThat(DEV.findResources("AWS::IAM::Policy").toString()).contains("table/tapeline-dev-live-*");
        assertThat(actions(DEV, "IngestTaskExecutionRole"))
                .contains("secretsmanager:GetSecretValue", "ecr:BatchGetImage", "logs:PutLogEvents", "kms:Decrypt");
        assertThat(actions(DEV, "LiveTaskExecutionRole")).noneMatch(action -> action.startsWith("secretsmanager:"));
    }

    @Test
    void scalesOutFastAndInSlowly() {
        Template prod = Synth.template(Synth.whole("prod").services());

        assertThat(Found.properties(prod, "AWS::ApplicationAutoScaling::ScalableTarget"))
                .extracting(target -> Found.at(target, "MinCapacity") + " to " + Found.at(target, "MaxCapacity"))
                .containsExactlyInAnyOrder("3 to 12", "3 to 12");
        assertThat(Found.properties(prod, "AWS::ApplicationAutoScaling::ScalingPolicy"))
                .hasSize(4)
                .allSatisfy(
                        policy -> assertThat(Found.map(Found.at(policy, "TargetTrackingScalingPolicyConfiguration")))
                                .containsEntry("ScaleOutCooldown", 60)
                                .containsEntry("ScaleInCooldown", 600))
                .extracting(policy -> {
                    Object tracking = Found.at(policy, "TargetTrackingScalingPolicyConfiguration");
                    return Found.at(tracking, "PredefinedMetricSpecification", "PredefinedMetricType") + " "
                            + Found.at(tracking, "TargetValue");
                })
                .containsExactlyInAnyOrder(
                        "ECSServiceAverageCPUUtilization 60",
                        "ECSServiceAverageCPUUtilization 60",
                        "ALBRequestCountPerTarget 12000",
                        "ALBRequestCountPerTarget 6000");
    }

    @Test
    void deploysWithoutAGapAndTakesBackWhatDoesNotStart() {
        assertThat(Found.properties(DEV, SERVICE)).hasSize(2).allSatisfy(service -> {
            assertThat(Found.at(service, "DeploymentConfiguration", "DeploymentCircuitBreaker"))
                    .isEqualTo(Map.of("Enable", true, "Rollback", true));
            assertThat(Found.at(service, "DeploymentConfiguration", "MinimumHealthyPercent"))
                    .isEqualTo(100);
            assertThat(Found.at(service, "NetworkConfiguration", "AwsvpcConfiguration", "AssignPublicIp"))
                    .isEqualTo("DISABLED");
            // A number here would undo the scaling at each deployment.
            assertThat(service).doesNotContainKey("DesiredCount").containsEntry("EnableExecuteCommand", false);
        });
        assertThat(Found.properties(DEV, "AWS::ElasticLoadBalancingV2::TargetGroup"))
                .allSatisfy(group -> assertThat(group)
                        .containsEntry("HealthCheckPath", "/q/health/ready")
                        .containsEntry("TargetType", "ip"))
                .extracting(group -> group.get("Port"))
                .containsExactlyInAnyOrder(8080, 8082);
    }

    @Test
    void changesWhatAKeySays() {
        Template changed = Synth.template(Synth.infra(
                        "dev",
                        "cpu_architecture=x86-64",
                        "container_insights=enhanced",
                        "service_cpu_target=45",
                        "ingest_cpu=2048",
                        "ingest_memory=5120",
                        "ingest_min_tasks=4",
                        "ingest_max_tasks=9",
                        "ingest_requests_per_task=777",
                        "ingest_spool=0",
                        "live_cpu=1024",
                        "live_memory=3072",
                        "live_consumer=fan-out",
                        "live_min_tasks=5",
                        "live_max_tasks=7",
                        "live_requests_per_task=888",
                        "self_signed_generation=2",
                        "balancer_protection=true",
                        "kms_encryption=false",
                        "artifact_version=1.2.3")
                .services());

        changed.hasResourceProperties(
                TASK,
                Map.of(
                        "Family",
                        "tapeline-dev-ingest-service",
                        "Cpu",
                        "2048",
                        "Memory",
                        "5120",
                        "EphemeralStorage",
                        Match.absent(),
                        "RuntimePlatform",
                        Map.of("CpuArchitecture", "X86_64", "OperatingSystemFamily", "LINUX")));
        changed.hasResourceProperties(
                TASK, Map.of("Family", "tapeline-dev-live-service", "Cpu", "1024", "Memory", "3072"));
        assertThat(Found.at(container(changed, "live-service", "live-service"), "Memory"))
                .isEqualTo(3072);
        assertThat(environment(changed, "ingest-service")).doesNotContainKey("INGEST_SPOOL_DIRECTORY");
        assertThat(environment(changed, "live-service")).containsEntry("LIVE_CONSUMER", "fan-out");
        assertThat(Found.at(container(changed, "ingest-service", "ingest-service"), "Image")
                        .toString())
                .contains("/tapeline-dev/ingest-service:1.2.3");
        assertThat(Found.at(container(changed, "live-service", "live-service"), "Image")
                        .toString())
                .contains("/tapeline-dev/live-service:1.2.3");
        changed.hasResourceProperties(
                "AWS::ECS::Cluster",
                Map.of("ClusterSettings", List.of(Map.of("Name", "containerInsights", "Value", "enhanced"))));
        changed.hasResourceProperties(
                "AWS::ApplicationAutoScaling::ScalableTarget", Map.of("MinCapacity", 4, "MaxCapacity", 9));
        changed.hasResourceProperties(
                "AWS::ApplicationAutoScaling::ScalableTarget", Map.of("MinCapacity", 5, "MaxCapacity", 7));
        for (int target : List.of(45, 777, 888)) {
            changed.hasResourceProperties(
                    "AWS::ApplicationAutoScaling::ScalingPolicy",
                    Map.of(
                            "TargetTrackingScalingPolicyConfiguration",
                            Match.objectLike(Map.of("TargetValue", target))));
        }
        changed.hasResourceProperties("Custom::SelfSignedCertificate", Map.of("Generation", 2));
        changed.hasResourceProperties("AWS::SecretsManager::Secret", Map.of("KmsKeyId", Match.absent()));
        assertThat(changed.findResources("AWS::IAM::Policy").toString()).doesNotContain("kms:");
    }

    @Test
    void pullsFeedsInOneTaskThatNobodyCalls() {
        Template template = Synth.template(
                Synth.infra("dev", "internet_egress=true", "feeds=coinbase:BTC-USD,kraken:BTC/USD,coinbase:ETH-USD")
                        .services());

        assertThat(environment(template, "ingest-feeds"))
                .containsEntry("INGEST_FEEDS_COINBASE_TYPE", "coinbase")
                .containsEntry("INGEST_FEEDS_COINBASE_SYMBOLS", "BTC-USD,ETH-USD")
                .containsEntry("INGEST_FEEDS_KRAKEN_TYPE", "kraken")
                .containsEntry("INGEST_FEEDS_KRAKEN_SYMBOLS", "BTC/USD")
                .containsEntry("INGEST_TRUST_KEYS_FILE", "/etc/tapeline/api-keys.json");
        assertThat(environment(template, "ingest-service").keySet()).noneMatch(name -> name.startsWith("INGEST_FEEDS"));
        template.hasResourceProperties(
                SERVICE,
                Map.of(
                        "ServiceName",
                        "tapeline-dev-ingest-feeds",
                        "DesiredCount",
                        1,
                        "LoadBalancers",
                        Match.absent(),
                        "HealthCheckGracePeriodSeconds",
                        Match.absent()));
        template.hasResourceProperties(
                "AWS::EC2::SecurityGroup",
                Map.of(
                        "GroupName",
                        "tapeline-dev-ingest-feeds",
                        "SecurityGroupIngress",
                        Match.absent(),
                        "SecurityGroupEgress",
                        List.of(
                                Match.objectLike(Map.of("FromPort", 443)),
                                Match.objectLike(Map.of("FromPort", 9443)))));
    }

    @Test
    void hasDiskForTheSpoolBesideWhatTheImageTakes() {
        Template template = Synth.template(Synth.infra("dev", "ingest_spool=40").services());

        template.hasResourceProperties(
                TASK, Map.of("Family", "tapeline-dev-ingest-service", "EphemeralStorage", Map.of("SizeInGiB", 61)));
    }

    @Test
    void opensShellsOnlyWhereTheyAreAskedFor() {
        Template template = Synth.template(Synth.infra(
                        "dev",
                        "service_exec=true",
                        "interface_endpoints=kinesis-streams,logs,monitoring,kms,secretsmanager,ecr.api,ecr.dkr,glue,redshift-serverless,ssmmessages")
                .services());

        assertThat(Found.properties(template, SERVICE))
                .allSatisfy(service -> assertThat(service).containsEntry("EnableExecuteCommand", true));
        assertThat(container(template, "live-service", "live-service")).containsEntry("ReadonlyRootFilesystem", false);
        assertThat(actions(template, "LiveTaskTaskRole")).contains("ssmmessages:OpenDataChannel");
        assertThat(actions(DEV, "LiveTaskTaskRole")).noneMatch(action -> action.startsWith("ssmmessages:"));
    }

    @Test
    void keepsItsLogsAsLongAsTheProfileSays() {
        for (String name : List.of("tapeline-dev-ingest-service", "tapeline-dev-live-service")) {
            DEV.hasResourceProperties(
                    "AWS::Logs::LogGroup",
                    Map.of("LogGroupName", name, "RetentionInDays", 7, "KmsKeyId", Match.anyValue()));
        }
    }

    private static Set<String> actions(Template template, String role) {
        return template.findResources("AWS::IAM::Policy").entrySet().stream()
                .filter(policy -> policy.getKey().startsWith(role))
                .flatMap(policy ->
                        Found.list(Found.at(policy.getValue(), "Properties", "PolicyDocument", "Statement")).stream())
                .map(statement -> Found.at(statement, "Action"))
                .flatMap(action -> action instanceof String one ? Stream.of(one) : Found.list(action).stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> environment(Template template, String service) {
        return Found.list(Found.at(container(template, service, service), "Environment")).stream()
                .collect(Collectors.toMap(
                        variable -> Found.at(variable, "Name").toString(),
                        variable -> Found.at(variable, "Value").toString()));
    }

    static Map<String, Object> container(Template template, String service, String name) {
        return Found.properties(template, TASK).stream()
                .filter(task -> Found.at(task, "Family").equals("tapeline-dev-" + service))
                .flatMap(task -> Found.list(Found.at(task, "ContainerDefinitions")).stream())
                .filter(container -> Found.at(container, "Name").equals(name))
                .map(Found::map)
                .findFirst()
                .orElseThrow();
    }
}
