package io.tapeline.infra.observability;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.constructs.Construct;

/**
 * Watches the rest: dashboards, alarms, notifications, the monthly budget. Everything goes to the foundation's topic of alarms.
 *
 * <p>Throttling and iterator age of the streams have their alarms beside the streams.
 */
public final class ObservabilityStack extends TapelineStack {
    private final String prefix;
    private final Watched watched;
    private final Alarms alarms;

    /** @param work a folder for what is written during synthesis, such as {@code cdk.out} or {@code target} */
    public ObservabilityStack(
            Construct scope, InfraConfig config, FoundationStack foundation, Watched watched, Path work) {
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
            vital.add(cluster(cluster, settings, work));
            notifications.cluster(cluster);
            if (settings.resizes()) {
                notifications.resizes(cluster);
            }
        });
        watched.services().ifPresent(services -> {
            services.ingestLogs().ifPresent(logs -> LogFilters.of(this, prefix, logs));
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

    private Alarm cluster(Watched.Cluster cluster, ObservabilityConfig settings, Path work) {
        ClusterAlarms ofCluster = new ClusterAlarms(alarms, cluster);
        ofCluster.nodes(settings);
        ofCluster.applications();
        if (!settings.jobMetrics()) {
            return ofCluster.nothingRuns();
        }
        new JobMetrics(this, prefix, getRegion(), cluster, work);
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
