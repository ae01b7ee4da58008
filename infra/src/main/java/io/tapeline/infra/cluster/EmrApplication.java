package io.tapeline.infra.cluster;

/** An application of EMR, by the name that EMR knows it by. */
public enum EmrApplication {
    HADOOP("Hadoop"),
    FLINK("Flink"),
    SPARK("Spark"),
    HIVE("Hive"),
    ZEPPELIN("Zeppelin"),
    ZOOKEEPER("ZooKeeper"),
    CLOUDWATCH_AGENT("AmazonCloudWatchAgent"),
    TRINO("Trino"),
    HBASE("HBase"),
    PIG("Pig"),
    JUPYTERHUB("JupyterHub"),
    JUPYTER_GATEWAY("JupyterEnterpriseGateway"),
    LIVY("Livy");

    private final String emrName;

    EmrApplication(String emrName) {
        this.emrName = emrName;
    }

    /** As EMR has it. */
    public String emrName() {
        return emrName;
    }
}
