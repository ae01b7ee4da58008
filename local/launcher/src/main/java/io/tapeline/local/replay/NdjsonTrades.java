package io.tapeline.local.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Trades of a file that already holds the API's JSON, one object a line. Lines are passed on as they stand. */
final class NdjsonTrades implements TradeSource {
    private final BufferedReader reader;
    private final DoubleSupplier fraction;
    private long line;

    NdjsonTrades(BufferedReader reader, DoubleSupplier fraction) {
        this.reader = reader;
        this.fraction = fraction;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        @Nullable String text;
        do {
            text = reader.readLine();
            line++;
        } while (text != null && text.isBlank());
        return text == null ? null : text.getBytes(TradeFiles.TRANSPARENT);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public double fraction() {
        return fraction.getAsDouble();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
