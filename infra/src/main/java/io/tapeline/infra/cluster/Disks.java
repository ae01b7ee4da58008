package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnInstanceFleetConfig;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig;

/** The data volumes of a node, as each of CloudFormation's resources wants to be told of them. */
final class Disks {
    /** What gp3 has without surcharge. */
    static final int IOPS = 3000;
    /** MiB a second, likewise. */
    static final int THROUGHPUT = 125;

    private static final String TYPE = "gp3";

    private Disks() {}

    static CfnCluster.EbsConfigurationProperty ofCluster(NodesConfig.Volumes volumes) {
        return CfnCluster.EbsConfigurationProperty.builder()
                .ebsOptimized(true)
                .ebsBlockDeviceConfigs(List.of(CfnCluster.EbsBlockDeviceConfigProperty.builder()
                        .volumesPerInstance(volumes.dataCount())
                        .volumeSpecification(CfnCluster.VolumeSpecificationProperty.builder()
                                .volumeType(TYPE)
                                .sizeInGb(volumes.dataSize())
                                .iops(IOPS)
                                .throughput(THROUGHPUT)
                                .build())
                        .build()))
                .build();
    }

    static CfnInstanceFleetConfig.EbsConfigurationProperty ofTaskFleet(NodesConfig.Volumes volumes) {
        return CfnInstanceFleetConfig.EbsConfigurationProperty.builder()
                .ebsOptimized(true)
                .ebsBlockDeviceConfigs(List.of(CfnInstanceFleetConfig.EbsBlockDeviceConfigProperty.builder()
                        .volumesPerInstance(volumes.dataCount())
                        .volumeSpecification(CfnInstanceFleetConfig.VolumeSpecificationProperty.builder()
                                .volumeType(TYPE)
                                .sizeInGb(volumes.dataSize())
                                .iops(IOPS)
                                .throughput(THROUGHPUT)
                                .build())
                        .build()))
                .build();
    }

    static CfnInstanceGroupConfig.EbsConfigurationProperty ofTaskGroup(NodesConfig.Volumes volumes) {
        return CfnInstanceGroupConfig.EbsConfigurationProperty.builder()
                .ebsOptimized(true)
                .ebsBlockDeviceConfigs(List.of(CfnInstanceGroupConfig.EbsBlockDeviceConfigProperty.builder()
                        .volumesPerInstance(volumes.dataCount())
                        .volumeSpecification(CfnInstanceGroupConfig.VolumeSpecificationProperty.builder()
                                .volumeType(TYPE)
                                .sizeInGb(volumes.dataSize())
                                .iops(IOPS)
                                .throughput(THROUGHPUT)
                                .build())
                        .build()))
                .build();
    }
}
