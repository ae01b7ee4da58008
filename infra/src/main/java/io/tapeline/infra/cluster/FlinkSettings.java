package io.tapeline.infra.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the stream job is told by the cluster. Where its state is kept, and how often, it says itself. */
final class FlinkSettings {
    /** Of Flink's own configuration, which this replaces: what the modules of the JDK must open to it. */
    private static final String OPENS = "--add-exports=java.base/sun.net.util=ALL-UNNAMED"
            + " --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED"
            + " --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED"
            + " --add-opens=java.base/java.lang=ALL-UNNAMED"
            + " --add-opens=java.base/java.net=ALL-UNNAMED"
            + " --add-opens=java.base/java.io=ALL-UNNAMED"
            + " --add-opens=java.base/java.nio=ALL-UNNAMED"
            + " --add-opens=java.base/sun.nio.ch=ALL-UNNAMED"
            + " --add-opens=java.base/java.lang.reflect=ALL-UNNAMED"
            + " --add-opens=java.base/java.text=ALL-UNNAMED"
            + " --add-opens=java.base/java.time=ALL-UNNAMED"
            + " --add-opens=java.base/java.util=ALL-UNNAMED"
            + " --add-opens=java.base/java.util.concurrent=ALL-UNNAMED"
            + " --add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED"
            + " --add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED";

    private final JobsConfig.Stream stream;
    private final String checkpointsUri;

    FlinkSettings(JobsConfig.Stream stream, String checkpointsUri) {
        this.stream = stream;
        this.checkpointsUri = checkpointsUri;
    }

    List<Classification> classifications() {
        return List.of(
                Classification.of("flink-conf", conf()),
                // Rolled logs are compressed.
                Classification.of("flink-log4j", Map.of("appender.main.filePattern", "${sys:log.file}.%i.gz")));
    }

    private Map<String, String> conf() {
        Map<String, String> conf = new TreeMap<>();
        conf.put("taskmanager.numberOfTaskSlots", Integer.toString(stream.slots()));
        conf.put("taskmanager.memory.process.size", stream.taskManagerMemory());
        conf.put("jobmanager.memory.process.size", stream.jobManagerMemory());
        conf.put("parallelism.default", Integer.toString(stream.parallelism()));
        conf.put("state.backend.type", stream.stateBackend().name().toLowerCase(Locale.ROOT));
        conf.put("execution.checkpointing.dir", checkpointsUri);
        // Where Flink has no file system of its own for S3, that of EMR's Hadoop is taken.
        conf.put("fs.allowed-fallback-filesystems", "s3");
        conf.put("execution.checkpointing.savepoint-dir", checkpointsUri + "/savepoints");
        conf.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        conf.put("execution.checkpointing.num-retained", "3");
        conf.put("restart-strategy.type", "exponential-delay");
        conf.put("restart-strategy.exponential-delay.initial-backoff", "1 s");
        conf.put("restart-strategy.exponential-delay.max-backoff", "1 min");
        conf.put("restart-strategy.exponential-delay.backoff-multiplier", "2.0");
        conf.put("restart-strategy.exponential-delay.reset-backoff-threshold", "10 min");
        conf.put("restart-strategy.exponential-delay.jitter-factor", "0.1");
        // A job manager that dies is replaced by YARN, and finds its checkpoints by ZooKeeper, whose address the
        // supervisor adds. The metadata must outlive HDFS's one replica, so it is on S3.
        conf.put("high-availability.type", "zookeeper");
        conf.put("high-availability.zookeeper.path.root", "/flink");
        conf.put("high-availability.storageDir", checkpointsUri + "-ha");
        // The job's classes before those of Hadoop, in a class loader of their own.
        conf.put("yarn.classpath.include-user-jar", "DISABLED");
        conf.put("yarn.application-attempts", "10");
        conf.put("yarn.application-attempt-failures-validity-interval", "600000");
        conf.put("env.java.opts.all", OPENS);
        return conf;
    }
}
