package io.tapeline.infra.network;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where everything runs.
 *
 * @param vpcId an existing VPC, and then its subnets and their route tables, one for each zone
 * @param zones letters of availability zones
 * @param clientCidrs who may call the services from outside the VPC
 */
public record NetworkConfig(
        Optional<String> vpcId,
        List<String> privateSubnetIds,
        List<String> privateRouteTableIds,
        List<String> zones,
        String vpcCidr,
        List<String> clientCidrs,
        boolean internetEgress) {
    private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]{8,17}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");
    private static final Pattern ROUTE_TABLE = Pattern.compile("rtb-[0-9a-f]{8,17}");
    private static final Pattern ZONE = Pattern.compile("[a-f]");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String ADDRESS = OCTET + "(\\." + OCTET + "){3}";
    private static final Pattern VPC_BLOCK = Pattern.compile(ADDRESS + "/(1[6-9]|2[0-2])");
    private static final Pattern BLOCK = Pattern.compile(ADDRESS + "/([89]|[12]\\d|3[0-2])");

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
                settings.flag(InfraKey.INTERNET_EGRESS));
        config.check(settings);
        return config;
    }

    private void check(Settings settings) {
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

    private void count(Settings settings, InfraKey key, List<String> ids, boolean existing) {
        if (existing && ids.size() != zones.size()) {
            settings.problem(key, "needs one for each of availability_zones " + zones + " with vpc_id: " + ids);
        }
        if (!existing && !ids.isEmpty()) {
            settings.problem(key, "is for an existing VPC: vpc_id is absent");
        }
    }
}
