package io.tapeline.live;

import io.tapeline.live.board.Board;
import io.tapeline.live.record.LiveRecord;
import io.tapeline.live.record.MalformedRecordException;
import io.tapeline.live.record.RecordReader;
import io.tapeline.live.socket.Sockets;
import io.tapeline.live.source.RecordSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** From the stream to the board, and from there to those who have subscribed. Thread safe. */
final class Intake implements RecordSink {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Board board;
    private final Sockets sockets;
    private final LiveMetrics metrics;
    private final Clock clock;

    Intake(Board board, Sockets sockets, LiveMetrics metrics, Clock clock) {
        this.board = board;
        this.sockets = sockets;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void accept(byte[] data, Instant arrival) {
        try {
            LiveRecord record = RecordReader.read(data);
            sockets.changed(board.put(record.bars(), record.indicators()));
            metrics.read(record, Duration.between(arrival, clock.instant()));
        } catch (MalformedRecordException e) {
            metrics.malformed();
            LOG.debugf(e, "a record is left out, bytes=%d", data.length);
        }
    }
}
