package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.trace.Traces;
import io.tapeline.testkit.documents.MetricsDocumentContract;

class MetricsDocumentTest extends MetricsDocumentContract {
    MetricsDocumentTest() {
        super("tapeline.ingest.", MetricNames.class);
    }

    @Override
    protected void register(MeterRegistry registry) {
        BatchMetrics batches = new BatchMetrics(registry, PublisherSettings.DEFAULT);
        assertThat(new IngestMetrics(registry, new PublishLog(NanoClock.SYSTEM), batches, Traces.off()))
                .isNotNull();
    }
}
