package io.tapeline.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.tapeline.live.api.FakeSource;
import io.tapeline.live.board.Board;
import io.tapeline.testkit.documents.MetricsDocumentContract;

class MetricsDocumentTest extends MetricsDocumentContract {
    MetricsDocumentTest() {
        super("tapeline.live.", MetricNames.class);
    }

    @Override
    protected void register(MeterRegistry registry) {
        assertThat(new LiveMetrics(registry, new Board(new Board.Limits(1, 1, 1)), new FakeSource()))
                .isNotNull();
    }
}
