package io.tapeline.infra.observability;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.PeriodOverride;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.cloudwatch.YAxisProps;
import software.constructs.Construct;

/** Collects the graphs of a dashboard, three in a row under headings. For one thread. */
final class Board {
    private static final int WIDTH = 24;
    private static final int GRAPHS_A_ROW = 3;
    private static final int GRAPH_HEIGHT = 6;
    private static final int ALARMS_HEIGHT = 4;

    private final String region;
    private final List<List<IWidget>> rows = new ArrayList<>();
    private final List<IWidget> row = new ArrayList<>();

    Board(String region) {
        this.region = region;
    }

    Board heading(String text) {
        endRow();
        rows.add(List.of(TextWidget.Builder.create()
                .markdown("## " + text)
                .width(WIDTH)
                .height(1)
                .build()));
        return this;
    }

    Board alarms(String title, List<? extends IAlarm> alarms) {
        endRow();
        if (!alarms.isEmpty()) {
            rows.add(List.of(AlarmStatusWidget.Builder.create()
                    .title(title)
                    .alarms(alarms)
                    .width(WIDTH)
                    .height(ALARMS_HEIGHT)
                    .build()));
        }
        return this;
    }

    /**
     * Adds a graph from zero up.
     *
     * @param unit what its axis counts
     */
    Board graph(String title, String unit, IMetric... metrics) {
        row.add(GraphWidget.Builder.create()
                .title(title)
                .region(region)
                .left(List.of(metrics))
                .leftYAxis(
                        YAxisProps.builder().label(unit).min(0).showUnits(false).build())
                .width(WIDTH / GRAPHS_A_ROW)
                .height(GRAPH_HEIGHT)
                .build());
        if (row.size() == GRAPHS_A_ROW) {
            endRow();
        }
        return this;
    }

    Dashboard build(Construct scope, String id, String name) {
        endRow();
        return Dashboard.Builder.create(scope, id)
                .dashboardName(name)
                .periodOverride(PeriodOverride.INHERIT)
                .widgets(rows)
                .build();
    }

    private void endRow() {
        if (!row.isEmpty()) {
            rows.add(List.copyOf(row));
            row.clear();
        }
    }
}
