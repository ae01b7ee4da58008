package io.tapeline.infra.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.synth.Synth;
import io.tapeline.settings.SettingsException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkConfigTest {
    private static final String EXISTING = "vpc_id=vpc-0123456789abcdef0";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "vpc_id=my-vpc | vpc_id is not the id of a VPC: my-vpc",
                "vpc_cidr=10.0.0.0/8 | vpc_cidr is not a block of addresses from /16 to /22 such as 10.40.0.0/16: 10.0.0.0/8",
                "availability_zones=a | availability_zones needs two different zones at least: [a]",
                "availability_zones=a,a | availability_zones needs two different zones at least: [a, a]",
                "availability_zones=a,x | availability_zones is not the letter of a zone: x",
                "client_cidrs=10.1.0.0/4 | client_cidrs is not a block of addresses from /8 to /32: 10.1.0.0/4",
                "private_subnet_ids=subnet-0123456789abcdef0 | private_subnet_ids is for an existing VPC: vpc_id is absent",
                "internet_egress=yes | internet_egress is not true or false: yes",
                "flow_logs=accept | flow_logs is not one of all, reject: accept",
                "interface_endpoints=kinesis | interface_endpoints has a service that nothing here calls: kinesis",
                "create_endpoints=false | create_endpoints is false, and there is no other way to AWS's services:"
                        + " internet_egress is false",
                "interface_endpoints=logs | interface_endpoints lacks kinesis-streams, needed for ingest, live and the stream job:"
                        + " internet_egress is false",
                "interface_endpoints=logs | interface_endpoints lacks kms, needed for the cluster's disks, encrypted by a key of"
                        + " our own: internet_egress is false",
                "service_exec=true | interface_endpoints lacks ssmmessages, needed for shells in tasks and nodes: internet_egress"
                        + " is false",
            })
    void saysWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> Synth.config("dev", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void saysWhatAnExistingNetworkLacks() {
        assertThatThrownBy(() -> Synth.config("dev", EXISTING, "internet_egress=true"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "private_subnet_ids needs one for each of availability_zones [a, b] with vpc_id: []")
                .hasMessageContaining(
                        "private_route_table_ids needs one for each of availability_zones [a, b] with vpc_id: []")
                .hasMessageContaining(
                        "internet_egress is for a VPC that is created: with vpc_id, its own routes lead out");
    }

    @Test
    void hasRoomForTenBlocksOfClients() {
        assertThat(Synth.config("dev", "client_cidrs=" + blocks(10)).network().clientCidrs())
                .hasSize(10);
        assertThatThrownBy(() -> Synth.config("dev", "client_cidrs=" + blocks(11)))
                .hasMessageContaining(
                        "client_cidrs has more than the 10 blocks that the network's rules have room for");
    }

    private static String blocks(int count) {
        return IntStream.range(0, count).mapToObj(i -> "172.16." + i + ".0/24").collect(Collectors.joining(","));
    }

    @Test
    void leavesEndpointsToTheInternetWhereThereIsOne() {
        NetworkConfig config = Synth.config(
                        "dev", "internet_egress=true", "create_endpoints=false", "interface_endpoints=logs")
                .network();

        assertThat(config.createEndpoints()).isFalse();
    }

    @Test
    void needsNoKeyEndpointWithoutAKeyOfOurOwn() {
        String others =
                "interface_endpoints=kinesis-streams,logs,monitoring,secretsmanager,ecr.api,ecr.dkr,glue,redshift-serverless";

        assertThat(Synth.config("dev", "kms_encryption=false", others).network().interfaceEndpoints())
                .doesNotContain("kms");
    }
}
