package io.tapeline.local.replay;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Trades of a file that already holds the API's JSON, one object a line. Lines are passed on as they stand. */
final class NdjsonTrades implements TradeSource {
    private final LineReader lines;
    private final DoubleSupplier fraction;
    private String text = "";
    private long row;

    NdjsonTrades(LineReader lines, DoubleSupplier fraction) {
        this.lines = lines;
        this.fraction = fraction;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        String found = lines.next();
        while (found != null && found.isBlank()) {
            found = lines.next();
        }
        if (found == null) {
            return null;
        }
        row++;
        text = found;
        return found.getBytes(TradeFiles.TRANSPARENT);
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public OptionalLong tsEvent() {
        return EventTimes.ofJson(text);
    }

    @Override
    public SourcePosition position() {
        return new SourcePosition(lines.offset(), lines.line(), row, null);
    }

    @Override
    public void goTo(SourcePosition position) throws IOException {
        if (!position.isStart()) {
            lines.skipTo(position.offset(), position.line());
            row = position.row();
        }
    }

    @Override
    public double fraction() {
        return fraction.getAsDouble();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
