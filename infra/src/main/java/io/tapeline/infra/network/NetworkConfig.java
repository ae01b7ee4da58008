package io.tapeline.infra.network;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where everything runs.
 *
 * @param vpcId an existing VPC, and then its subnets and their route tables, one for each zone
 * @param zones letters of availability zones
 * @param clientCidrs who may call the services from outside the VPC
 * @param interfaceEndpoints names of AWS's services, as its endpoints have them
 */
public record NetworkConfig(
        Optional<String> vpcId,
        List<String> privateSubnetIds,
        List<String> privateRouteTableIds,
        List<String> zones,
        String vpcCidr,
        List<String> clientCidrs,
        boolean internetEgress,
        boolean createEndpoints,
        List<String> interfaceEndpoints,
        FlowLogs flowLogs) {
    /** A network ACL has twenty rules each way. */
    private static final int MOST_CLIENTS = 10;

    private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]{8,17}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");
    private static final Pattern ROUTE_TABLE = Pattern.compile("rtb-[0-9a-f]{8,17}");
    private static final Pattern ZONE = Pattern.compile("[a-f]");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String ADDRESS = OCTET + "(\\." + OCTET + "){3}";
    private static final Pattern VPC_BLOCK = Pattern.compile(ADDRESS + "/(1[6-9]|2[0-2])");
    private static final Pattern BLOCK = Pattern.compile(ADDRESS + "/([89]|[12]\\d|3[0-2])");

    /** Why an endpoint is needed. */
    public enum Reason {
        /** The pipeline does not run without. */
        PIPELINE,
        /** A KMS key of our own encrypts. */
        OWN_KEY,
        /** The nightly load logs in to Redshift. */
        WAREHOUSE,
        /** Operators may open shells in tasks. */
        SHELLS
    }

    /** Which connections are logged. */
    public enum FlowLogs {
        ALL,
        REJECT
    }

    public static NetworkConfig read(Settings settings) {
        NetworkConfig config = new NetworkConfig(
                Checks.matching(settings, InfraKey.VPC_ID, VPC, "the id of a VPC"),
                Checks.listMatching(settings, InfraKey.PRIVATE_SUBNET_IDS, SUBNET, "the id of a subnet"),
                Checks.listMatching(settings, InfraKey.PRIVATE_ROUTE_TABLE_IDS, ROUTE_TABLE, "the id of a route table"),
                Checks.listMatching(settings, InfraKey.AVAILABILITY_ZONES, ZONE, "the letter of a zone"),
                Checks.matching(
                                settings,
                                InfraKey.VPC_CIDR,
                                VPC_BLOCK,
                                "a block of addresses from /16 to /22 such as 10.40.0.0/16")
                        .orElse(""),
                Checks.listMatching(settings, InfraKey.CLIENT_CIDRS, BLOCK, "a block of addresses from /8 to /32"),
                settings.flag(InfraKey.INTERNET_EGRESS),
                settings.flag(InfraKey.CREATE_ENDPOINTS),
                endpoints(settings),
                settings.choice(InfraKey.FLOW_LOGS, FlowLogs.class));
        config.check(settings);
        return config;
    }

    private static List<String> endpoints(Settings settings) {
        List<String> names = settings.list(InfraKey.INTERFACE_ENDPOINTS);
        names.stream()
                .filter(name -> !name.isEmpty() && EndpointService.named(name).isEmpty())
                .forEach(name -> settings.problem(
                        InfraKey.INTERFACE_ENDPOINTS,
                        "has a service that nothing here calls: " + name + "; there are " + EndpointService.names()));
        return names.stream().distinct().toList();
    }

    private void check(Settings settings) {
        if (clientCidrs.size() > MOST_CLIENTS) {
            settings.problem(
                    InfraKey.CLIENT_CIDRS,
                    "has more than the " + MOST_CLIENTS + " blocks that the network's rules have room for");
        }
        if (zones.size() < 2 || zones.stream().distinct().count() < zones.size()) {
            settings.problem(InfraKey.AVAILABILITY_ZONES, "needs two different zones at least: " + zones);
        }
        boolean existing = settings.optional(InfraKey.VPC_ID).isPresent();
        count(settings, InfraKey.PRIVATE_SUBNET_IDS, privateSubnetIds, existing);
        count(settings, InfraKey.PRIVATE_ROUTE_TABLE_IDS, privateRouteTableIds, existing);
        if (existing && internetEgress) {
            settings.problem(
                    InfraKey.INTERNET_EGRESS, "is for a VPC that is created: with vpc_id, its own routes lead out");
        }
    }

    /** Notes the endpoints without which nothing would run, where there is no other way to AWS's services. */
    public void checkReach(Settings settings, Set<Reason> reasons) {
        if (vpcId.isPresent() || internetEgress) {
            return;
        }
        if (!createEndpoints) {
            settings.problem(
                    InfraKey.CREATE_ENDPOINTS,
                    "is false, and there is no other way to AWS's services: internet_egress is false");
            return;
        }
        for (EndpointService needed : EndpointService.values()) {
            boolean asked = needed.reason().filter(reasons::contains).isPresent();
            if (asked && !interfaceEndpoints.contains(needed.service())) {
                settings.problem(
                        InfraKey.INTERFACE_ENDPOINTS,
                        "lacks " + needed.service() + ", needed for " + needed.callers()
                                + ": internet_egress is false");
            }
        }
    }

    private void count(Settings settings, InfraKey key, List<String> ids, boolean existing) {
        if (existing && ids.size() != zones.size()) {
            settings.problem(key, "needs one for each of availability_zones " + zones + " with vpc_id: " + ids);
        }
        if (!existing && !ids.isEmpty()) {
            settings.problem(key, "is for an existing VPC: vpc_id is absent");
        }
    }
}
