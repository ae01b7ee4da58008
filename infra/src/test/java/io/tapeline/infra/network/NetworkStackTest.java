package io.tapeline.infra.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class NetworkStackTest {
    private static final String SUBNET = "AWS::EC2::Subnet";
    private static final String ENDPOINT = "AWS::EC2::VPCEndpoint";

    @Test
    void hasAPrivateSubnetInEachZoneAndNoWayToTheInternet() {
        Template dev = Synth.template(Synth.whole("dev").network());

        assertThat(Found.properties(dev, SUBNET))
                .extracting(subnet -> subnet.get("AvailabilityZone"))
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b");
        assertThat(Found.properties(dev, SUBNET))
                .noneMatch(subnet -> Boolean.TRUE.equals(subnet.get("MapPublicIpOnLaunch")));
        dev.resourceCountIs("AWS::EC2::InternetGateway", 0);
        dev.resourceCountIs("AWS::EC2::NatGateway", 0);
        dev.resourceCountIs("AWS::EC2::Route", 0);
        dev.hasResourceProperties(
                "AWS::EC2::VPC",
                Map.of("CidrBlock", "10.40.0.0/16", "EnableDnsHostnames", true, "EnableDnsSupport", true));
        dev.resourceCountIs("Custom::VpcRestrictDefaultSG", 1);
        Synth.template(Synth.whole("prod").network()).resourceCountIs(SUBNET, 3);
    }

    @Test
    void letsInTheVpcHttpsOfClientsAndAnswersAndNothingElse() {
        Template template = Synth.template(
                Synth.infra("dev", "client_cidrs=192.168.0.0/16,172.16.5.0/24").network());

        assertThat(Found.properties(template, "AWS::EC2::NetworkAclEntry"))
                .extracting(NetworkStackTest::rule)
                .containsExactlyInAnyOrder(
                        "in 100: any from 10.40.0.0/16",
                        "in 200: tcp 443-443 from 192.168.0.0/16",
                        "in 201: tcp 443-443 from 172.16.5.0/24",
                        "in 300: tcp 1024-65535 from 0.0.0.0/0",
                        "out 100: any from 10.40.0.0/16",
                        "out 200: tcp 1024-65535 from 192.168.0.0/16",
                        "out 201: tcp 1024-65535 from 172.16.5.0/24",
                        "out 300: tcp 443-443 from 0.0.0.0/0");
        template.resourceCountIs("AWS::EC2::SubnetNetworkAclAssociation", 2);
    }

    private static String rule(Map<String, Object> entry) {
        assertThat(entry).containsEntry("RuleAction", "allow");
        String traffic = Found.at(entry, "Protocol").equals(-1)
                ? "any"
                : "tcp " + Found.at(entry, "PortRange", "From") + "-" + Found.at(entry, "PortRange", "To");
        return (Found.at(entry, "Egress").equals(true) ? "out " : "in ") + Found.at(entry, "RuleNumber") + ": "
                + traffic + " from " + Found.at(entry, "CidrBlock");
    }

    @Test
    void reachesTheServicesThatTheProfileNamesAndNoBucketOfOthers() {
        Template dev = Synth.template(Synth.whole("dev").network());

        assertThat(Found.properties(dev, ENDPOINT))
                .filteredOn(endpoint -> "Interface".equals(endpoint.get("VpcEndpointType")))
                .allSatisfy(endpoint -> {
                    assertThat(endpoint).containsEntry("PrivateDnsEnabled", true);
                    assertThat(Found.list(Found.at(endpoint, "SubnetIds"))).hasSize(2);
                    assertThat(Found.at(endpoint, "PolicyDocument", "Statement", 0, "Condition", "StringEquals"))
                            .isEqualTo(Map.of("aws:PrincipalAccount", Map.of("Ref", "AWS::AccountId")));
                })
                .extracting(endpoint -> endpoint.get("ServiceName"))
                .containsExactlyInAnyOrder(
                        "com.amazonaws.us-east-1.kinesis-streams",
                        "com.amazonaws.us-east-1.logs",
                        "com.amazonaws.us-east-1.monitoring",
                        "com.amazonaws.us-east-1.redshift-serverless",
                        "com.amazonaws.us-east-1.kms",
                        "com.amazonaws.us-east-1.secretsmanager",
                        "com.amazonaws.us-east-1.ecr.api",
                        "com.amazonaws.us-east-1.ecr.dkr",
                        "com.amazonaws.us-east-1.glue");
        assertThat(Found.properties(dev, ENDPOINT))
                .filteredOn(endpoint -> "Gateway".equals(endpoint.get("VpcEndpointType")))
                .hasSize(2)
                .allSatisfy(endpoint -> {
                    assertThat(Found.list(Found.at(endpoint, "RouteTableIds"))).hasSize(2);
                    assertThat(Found.at(endpoint, "PolicyDocument", "Statement", 0, "Condition", "StringEquals"))
                            .isEqualTo(Map.of("aws:ResourceAccount", Map.of("Ref", "AWS::AccountId")));
                });
        dev.hasResourceProperties(
                "AWS::EC2::SecurityGroup",
                Map.of(
                        "GroupName",
                        "tapeline-dev-endpoints",
                        "SecurityGroupIngress",
                        List.of(Map.of(
                                "CidrIp",
                                "10.40.0.0/16",
                                "Description",
                                "HTTPS from the VPC",
                                "FromPort",
                                443,
                                "ToPort",
                                443,
                                "IpProtocol",
                                "tcp"))));
        assertThat(Found.properties(Synth.template(Synth.whole("prod").network()), ENDPOINT))
                .hasSize(17 + 2);
    }

    @Test
    void readsFromTheBucketsOfAmazonLinuxEmrAndEcr() {
        Map<String, Object> s3 = Found.properties(
                        Synth.template(Synth.whole("dev").network()), ENDPOINT)
                .stream()
                .filter(endpoint -> String.valueOf(endpoint.get("ServiceName")).contains(".s3"))
                .findFirst()
                .orElseThrow();

        assertThat(s3.toString())
                .contains(":s3:::al2023-repos-us-east-1-de612dc2/*")
                .contains(":s3:::repo.us-east-1.emr.amazonaws.com/*")
                .contains(":s3:::prod-us-east-1-starport-layer-bucket/*")
                .contains(":s3:::aws157-logs-prod/*");
    }

    @Test
    void leadsOutThroughAGatewayThatStandsInNoSubnet() {
        Template template = Synth.template(Synth.infra("dev", "internet_egress=true", "vpc_cidr=10.99.0.0/20")
                .network());

        template.hasResourceProperties(
                "AWS::EC2::NatGateway",
                Map.of(
                        "AvailabilityMode",
                        "regional",
                        "ConnectivityType",
                        "public",
                        "SubnetId",
                        Match.absent(),
                        "VpcId",
                        Match.anyValue()));
        assertThat(Found.properties(template, "AWS::EC2::Route"))
                .hasSize(2)
                .allSatisfy(route -> assertThat(route)
                        .containsEntry("DestinationCidrBlock", "0.0.0.0/0")
                        .containsKey("NatGatewayId")
                        .doesNotContainKey("GatewayId"));
        assertThat(Found.properties(template, "AWS::EC2::NetworkAclEntry"))
                .extracting(NetworkStackTest::rule)
                .contains("out 310: tcp 9443-9443 from 0.0.0.0/0", "in 100: any from 10.99.0.0/20");
        template.hasResourceProperties("AWS::EC2::VPC", Map.of("CidrBlock", "10.99.0.0/20"));
    }

    @Test
    void logsConnectionsAsLongAsTheProfileSays() {
        Template dev = Synth.template(Synth.whole("dev").network());
        Template prod = Synth.template(Synth.whole("prod").network());

        dev.hasResourceProperties("AWS::EC2::FlowLog", Map.of("TrafficType", "REJECT", "ResourceType", "VPC"));
        dev.hasResourceProperties(
                "AWS::Logs::LogGroup",
                Map.of("LogGroupName", "tapeline-dev-flow-logs", "RetentionInDays", 7, "KmsKeyId", Match.anyValue()));
        prod.hasResourceProperties("AWS::EC2::FlowLog", Map.of("TrafficType", "ALL"));
        prod.hasResourceProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 365));
    }

    @Test
    void leavesAnExistingVpcAsItIsButForTheEndpointsAskedFor() {
        String[] existing = {
            "vpc_id=vpc-0123456789abcdef0",
            "private_subnet_ids=subnet-00000000000000001,subnet-00000000000000002",
            "private_route_table_ids=rtb-00000000000000001,rtb-00000000000000002",
            "interface_endpoints=logs",
            "create_endpoints=true"
        };
        Template with = Synth.template(Synth.infra("dev", existing).network());
        existing[4] = "create_endpoints=false";
        Template without = Synth.template(Synth.infra("dev", existing).network());

        assertThat(Found.properties(with, ENDPOINT))
                .hasSize(3)
                .anySatisfy(endpoint -> assertThat(endpoint)
                        .containsEntry("SubnetIds", List.of("subnet-00000000000000001", "subnet-00000000000000002")))
                .anySatisfy(endpoint -> assertThat(endpoint)
                        .containsEntry("RouteTableIds", List.of("rtb-00000000000000001", "rtb-00000000000000002")));
        with.resourceCountIs("AWS::EC2::NetworkAcl", 0);
        with.resourceCountIs("AWS::EC2::FlowLog", 0);
        assertThat(Found.map(Found.at(without.toJSON(), "Resources")).values())
                .extracting(resource -> Found.at(resource, "Type"))
                .containsExactly("AWS::CloudFormation::WaitConditionHandle");
    }
}
