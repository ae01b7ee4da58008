package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.feed.ManualClock;
import io.tapeline.ingest.publish.PublishEvent;
import io.tapeline.ingest.publish.PublishException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishLogTest {
    private static final Logger LOGGER = Logger.getLogger(PublishLog.class.getName());

    private final ManualClock clock = new ManualClock();
    private final PublishLog log = new PublishLog(clock);
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void writesAMessageAndKeysWithValues() {
        log.happened(new PublishEvent.LayoutChanged(1, 4, 4));
        log.happened(new PublishEvent.Throttled("shard-2", Duration.ofSeconds(7), 9, Duration.ofMillis(250)));
        log.happened(new PublishEvent.GaveUp("shard-1", 12, Reason.REFUSED, "no permission", true));

        assertThat(lines)
                .containsExactly(
                        "INFO layout changed: epoch=1 ranges=4 shards=4",
                        "WARN throttled: shard=shard-2 for_s=7 attempts=9 pace_ms=250",
                        "ERROR batch given up: shard=shard-1 events=12 code=REFUSED kept_in_spool=true"
                                + " reason=\"no permission\"");
    }

    @Test
    void writesTenLinesOfAKindAMinuteAndThenHowManyWereLeftOut() {
        for (int i = 0; i < 25; i++) {
            log.happened(new PublishEvent.GaveUp("shard-1", i, Reason.TIMED_OUT, "no route", false));
        }
        assertThat(lines).hasSize(10);
        log.happened(new PublishEvent.SpoolWorks());
        assertThat(lines).hasSize(11);

        clock.advance(Duration.ofMinutes(1));
        log.happened(new PublishEvent.GaveUp("shard-1", 25, Reason.TIMED_OUT, "no route", false));

        assertThat(lines).hasSize(12);
        assertThat(lines.get(11)).contains("events=25 ").endsWith(" left_out=15");
    }
}
