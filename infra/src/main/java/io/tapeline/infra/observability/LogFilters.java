package io.tapeline.infra.observability;

import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.IFilterPattern;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/** Counts lines of ingest's log, which is JSON in production. */
final class LogFilters {
    /** Batches that ingest could not publish. */
    static final String GIVEN_UP = "GivenUpBatches";
    /** Lines of ingest at the level ERROR. */
    static final String ERRORS = "IngestErrors";

    private LogFilters() {}

    static void of(Construct scope, String pipeline, ILogGroup ingest) {
        count(scope, pipeline, ingest, GIVEN_UP, FilterPattern.stringValue("$.message", "=", "batch given up: *"));
        count(scope, pipeline, ingest, ERRORS, FilterPattern.stringValue("$.level", "=", "ERROR"));
    }

    private static void count(Construct scope, String pipeline, ILogGroup logs, String name, IFilterPattern pattern) {
        MetricFilter.Builder.create(scope, name + "Filter")
                .logGroup(logs)
                .filterPattern(pattern)
                .metricNamespace(Metrics.namespace(pipeline))
                .metricName(name)
                .metricValue("1")
                .build();
    }
}
