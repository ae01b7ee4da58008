package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class BalancerTest {
    private static final Template DEV = Synth.template(Synth.whole("dev").services());
    private static final BalancerRoutes ROUTES = new BalancerRoutes(DEV);
    private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";

    @ParameterizedTest
    @CsvSource({"tapeline.example.com, 1", "tapeline.example.org.uk, 0"})
    void warnsOfADomainThatIsNobodys(String domain, int warnings) {
        ServicesStack stack = Synth.infra("dev", "domain_name=" + domain, "hosted_zone_id=Z0123456789ABC")
                .services();

        assertThat(Annotations.fromStack(stack)
                        .findWarning("*", Match.stringLikeRegexp("domain_name is " + domain + ".*hosted_zone_id.*")))
                .hasSize(warnings);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "/v1/trades, Ingest",
        "/v1/quotes, Ingest",
        "/v1/corrections, Ingest",
        "/v1/cancels, Ingest",
        "/v1/events, Ingest",
        "/v1/stream, Ingest",
        "/v1/feeds, Ingest",
        "/v1/replays/monday/close, Ingest",
        "/v1/instruments, Ingest",
        "/v1/instruments/BTC/USD, Ingest",
        "/, Live",
        "/index.html, Live",
        "/live.js, Live",
        "/live-chart.js, Live",
        "/live.css, Live",
        "/_static/echarts/6.0.0/dist/echarts.esm.min.js, Live",
        "/v1/live, Live",
        "/v1/symbols, Live",
        "/v1/bars/BTC-USD, Live",
        "/v1/bars/BRK.B, Live",
        "/q/metrics, 404",
        "/q/health/ready, 404",
        "/q/swagger-ui/, 404",
        "/q, 404",
        "/v1, 404",
        "/v1/tradesx, 404",
        "/admin, 404",
        // The services would resolve these to /q/metrics.
        "/_static/../q/metrics, 404",
        "/v1/instruments/../../q/metrics, 404",
        "/v1/bars/%2e%2e/%2e%2e/q/metrics, 404",
        "/v1/bars/%2E%2E/.%2e/q/metrics, 404",
        "/live/..%2fq/metrics, 404",
    })
    void sendsARequestToWhoNamedIt(String path, String target) {
        assertThat(ROUTES.target(path)).startsWith(target);
    }

    @Test
    void keepsToWhatARuleCanHold() {
        assertThat(ROUTES.rules()).isNotEmpty().allSatisfy(rule -> {
            List<String> patterns = BalancerRoutes.patterns(rule);
            List<String> expressions = BalancerRoutes.expressions(rule);
            assertThat(patterns.size() + expressions.size()).isBetween(1, 5);
            // The guide says five and six wildcards; the API's own list of limits says five.
            assertThat(String.join("", patterns).chars().filter(c -> c == '*' || c == '?'))
                    .hasSizeLessThanOrEqualTo(5);
            // All that a pattern may consist of; anything else is refused when the rule is made.
            assertThat(patterns)
                    .allSatisfy(pattern -> assertThat(pattern).matches("[A-Za-z0-9_.$/~\"'@:+&*?-]{1,128}"));
            // Of an expression it is not documented whether it must match all of a path.
            assertThat(expressions)
                    .allSatisfy(expression ->
                            assertThat(expression).startsWith("^").endsWith("$").hasSizeLessThanOrEqualTo(128));
        });
    }

    @Test
    void isInsideAndSpeaksTls13Only() {
        DEV.hasResourceProperties(BALANCER, Map.of("Scheme", "internal", "Type", "application"));
        assertThat(Found.properties(DEV, "AWS::ElasticLoadBalancingV2::Listener"))
                .singleElement()
                .satisfies(listener -> assertThat(listener)
                        .containsEntry("Port", 443)
                        .containsEntry("Protocol", "HTTPS")
                        .containsEntry("SslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"));
    }

    @Test
    void isCalledFromTheVpcAndByClientsAndCallsTheServicesAlone() {
        Template template =
                Synth.template(Synth.infra("dev", "client_cidrs=192.168.0.0/16").services());

        assertThat(groups(template, "tapeline-dev-balancer"))
                .extracting(rule -> Found.at(rule, "CidrIp") + " " + Found.at(rule, "FromPort"))
                .containsExactlyInAnyOrder("10.40.0.0/16 443", "192.168.0.0/16 443");
        assertThat(Found.properties(template, "AWS::EC2::SecurityGroupEgress"))
                .extracting(rule -> rule.get("FromPort"))
                .containsExactlyInAnyOrder(8080, 8082);
        assertThat(Found.properties(template, "AWS::EC2::SecurityGroupIngress"))
                .allSatisfy(rule -> assertThat(rule).containsKey("SourceSecurityGroupId"))
                .extracting(rule -> rule.get("FromPort"))
                .containsExactlyInAnyOrder(8080, 8082);
    }

    private static List<Object> groups(Template template, String name) {
        return Found.list(Found.properties(template, "AWS::EC2::SecurityGroup").stream()
                .filter(group -> name.equals(group.get("GroupName")))
                .map(group -> Found.at(group, "SecurityGroupIngress"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void keepsConnectionsLongerThanAPostWaitsAndShorterThanTheServicesDo() throws Exception {
        Properties ingest = new Properties();
        try (var file =
                Files.newBufferedReader(Path.of("../ingest-service/src/main/resources/application.properties"))) {
            ingest.load(file);
        }
        Duration dropped = Duration.parse("PT" + ingest.getProperty("quarkus.http.idle-timeout"));
        String page = Files.readString(Path.of("../docs/configuration.md"));
        Duration patience = documented(page, "ingest.publisher.buffer-patience");
        Duration acknowledgement = documented(page, "ingest.publisher.ack-timeout");

        Duration idle = Duration.ofSeconds(Long.parseLong(attributes(DEV).get("idle_timeout.timeout_seconds")));

        assertThat(idle).isGreaterThan(patience.plus(acknowledgement)).isLessThan(dropped);
    }

    private static Duration documented(String page, String key) {
        String line = page.lines()
                .filter(row -> row.startsWith("| `" + key + "` |"))
                .findFirst()
                .orElseThrow();
        return Duration.parse("PT" + line.split("\\|", -1)[2].replace("`", "").trim());
    }

    @Test
    void dropsHeadersThatAreNoneAndWritesAccessLogs() {
        assertThat(attributes(DEV))
                .containsEntry("routing.http.drop_invalid_header_fields.enabled", "true")
                .containsEntry("access_logs.s3.enabled", "true")
                .containsEntry("access_logs.s3.prefix", "alb")
                .containsEntry("deletion_protection.enabled", "false");
        assertThat(attributes(Synth.template(Synth.whole("prod").services())))
                .containsEntry("deletion_protection.enabled", "true");
    }

    private static Map<String, String> attributes(Template template) {
        return Found.list(Found.at(Found.only(template, BALANCER), "LoadBalancerAttributes")).stream()
                .collect(Collectors.toMap(
                        entry -> Found.at(entry, "Key").toString(),
                        entry -> Found.at(entry, "Value").toString()));
    }

    @Test
    void provesItselfWithTheCertificateGivenOrOneOfItsDomainOrASelfSignedOne() {
        String arn = "arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
        Template given =
                Synth.template(Synth.infra("dev", "certificate_arn=" + arn).services());
        Template issued =
                Synth.template(Synth.infra("dev", "domain_name=tapeline.example.com", "hosted_zone_id=Z0123456789ABC")
                        .services());

        given.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of("Certificates", List.of(Map.of("CertificateArn", arn))));
        given.resourceCountIs("AWS::Lambda::Function", 0);
        given.resourceCountIs("AWS::Route53::RecordSet", 0);
        issued.hasResourceProperties(
                "AWS::CertificateManager::Certificate",
                Map.of("DomainName", "tapeline.example.com", "ValidationMethod", "DNS"));
        issued.hasResourceProperties(
                "AWS::Route53::RecordSet",
                Map.of("HostedZoneId", "Z0123456789ABC", "Name", "tapeline.example.com", "Type", "A"));
        issued.hasOutput("IngestUrl", Map.of("Value", "https://tapeline.example.com"));
        issued.hasOutput("LiveUrl", Map.of("Value", "https://tapeline.example.com/"));
        DEV.hasResourceProperties("Custom::SelfSignedCertificate", Map.of("Generation", 1, "Host", Match.anyValue()));
    }
}
