package io.tapeline.infra.observability;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Watches the rest: dashboards, alarms, notifications, the monthly budget. Everything goes to the foundation's topic of alarms.
 *
 * <p>Throttling and iterator age of the streams have their alarms beside the streams.
 */
public final class ObservabilityStack extends TapelineStack {
    /** Alarms that there are with everything on. */
    public static final int MOST_ALARMS = 32;
    /** Dashboards that there are then. */
    public static final int MOST_DASHBOARDS = 4;
    /** Figures of the jobs, of which CloudWatch charges for each. */
    public static final int JOB_METRICS = 26;
    /** Counts of logs and of the lake. */
    public static final int PIPELINE_METRICS = 6;

    private final String prefix;
    private final Watched watched;
    private final Alarms alarms;

    public ObservabilityStack(Construct scope, InfraConfig config, FoundationStack foundation, Watched watched) {
        super(scope, config, "observability", "dashboards, alarms, notifications, the budget");
        this.prefix = config.general().prefix();
        this.watched = watched;
        this.alarms = new Alarms(this, prefix, foundation.alarms());
        TopicAccess.allow(foundation.alarms());
        MonthlyBudget.of(this, config.general(), foundation.alarms());

        List<Alarm> vital = new ArrayList<>();
        ObservabilityConfig settings = config.observability();
        Notifications notifications = new Notifications(this, prefix, foundation.alarms());
        watched.cluster().ifPresent(cluster -> {
            vital.add(cluster(cluster, settings));
            notifications.cluster(cluster);
            if (settings.resizes()) {
                notifications.resizes(cluster);
            }
        });
        watched.services().ifPresent(services -> {
            services.ingestLogs()
                    .ifPresent(
                            logs -> LogFilters.of(this, prefix, LogGroup.fromLogGroupName(this, "IngestLogs", logs)));
            vital.add(new ServiceAlarms(alarms, services).all(prefix));
            notifications.services(services);
        });
        watched.night().ifPresent(night -> night(night, settings, foundation));
        watched.warehouse().ifPresent(warehouse -> WarehouseAlarms.of(alarms, warehouse, settings));
        if (!vital.isEmpty()) {
            alarms.any(
                    "pipeline-down",
                    vital,
                    "THE PIPELINE IS DOWN: nothing comes in, or nothing is made of it.",
                    "The alarm that rang with it (stream-gone or services-down) says what to do.");
        }
        dashboards();
    }

    private Alarm cluster(Watched.Cluster cluster, ObservabilityConfig settings) {
        ClusterAlarms ofCluster = new ClusterAlarms(alarms, cluster);
        ofCluster.nodes(settings);
        ofCluster.applications();
        if (!settings.jobMetrics()) {
            return ofCluster.nothingRuns();
        }
        new JobMetrics(this, prefix, getRegion(), cluster);
        new BatchAlarms(alarms, prefix, settings).spark();
        return new StreamJobAlarms(alarms, prefix, settings, cluster.end()).all();
    }

    private void night(Watched.Night night, ObservabilityConfig settings, FoundationStack foundation) {
        LakeChecks checks = new LakeChecks(this, prefix, watched, foundation.key(), logRetention());
        checks.after(night);
        BatchAlarms ofBatch = new BatchAlarms(alarms, prefix, settings);
        ofBatch.night(night);
        ofBatch.findings();
    }

    private void dashboards() {
        Boards boards = new Boards(prefix, getRegion(), watched, config().observability());
        dashboard("pipeline", boards.pipeline(alarms.made()));
        watched.cluster().ifPresent(cluster -> {
            dashboard("cluster", boards.cluster(cluster));
            if (config().observability().jobMetrics()) {
                dashboard("jobs", boards.jobs());
            }
        });
        watched.services().ifPresent(services -> dashboard("services", boards.services(services)));
    }

    private void dashboard(String name, Board board) {
        board.build(this, name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Board", named(name));
        output(
                name + "_dashboard",
                "the dashboard of the " + name,
                "https://" + getRegion() + ".console.aws.amazon.com/cloudwatch/home?region=" + getRegion()
                        + "#dashboards/dashboard/" + named(name));
    }
}
