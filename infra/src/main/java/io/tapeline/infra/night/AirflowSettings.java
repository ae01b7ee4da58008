package io.tapeline.infra.night;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Airflow DAG needs to do as the workflow does: the same names and numbers, of the same settings. */
final class AirflowSettings {
    private AirflowSettings() {}

    /** Its variable. The DAG is for a cluster alone. */
    static Map<String, Object> of(NightDefinition definition, ClusterSubmission cluster, String region) {
        NightConfig night = definition.night();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("prefix", definition.prefix());
        settings.put("region", region);
        settings.put("schedule", night.schedule().map(CronSchedule::unix).orElseThrow());
        settings.put("time_zone", night.timeZone());
        settings.put("cluster_id", cluster.clusterId());
        settings.put("command", fixed(cluster.command(definition.jobArguments())));
        settings.put("attempts", night.attempts());
        settings.put("retry_delay", night.retryDelaySeconds());
        settings.put("longest_retry_delay", NightConfig.LONGEST_WAIT_SECONDS);
        settings.put("timeout", night.timeoutSeconds());
        settings.put("total_timeout", night.totalTimeoutSeconds());
        settings.put("lock_table", definition.lockTable());
        settings.put("lock_seconds", night.lockSeconds());
        settings.put("topic_arn", definition.topicArn());
        settings.put("notify", night.notification() == NightConfig.Notify.ALWAYS ? "always" : "failures");
        return settings;
    }

    /** Without what depends on the run, which each writes in its own language. */
    private static List<String> fixed(List<String> command) {
        return command.stream().filter(word -> !word.startsWith("{%")).toList();
    }
}
