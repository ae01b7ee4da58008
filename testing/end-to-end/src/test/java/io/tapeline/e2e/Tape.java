package io.tapeline.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The 100,000 real trades of BTC/USD that ship inside ta4j-examples, under a symbol of one's own and moved in time by whole
 * days, so that one stack can take them several times.
 *
 * @param symbol the name they get
 * @param ticks in the order of the file
 */
record Tape(String symbol, List<Tick> ticks) {
    private static final String FILE = "/bitstamp_trades_from_20131125_usd.csv";

    static Tape read(String symbol, Duration shift) throws IOException {
        List<Tick> ticks = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(Tape.class.getResourceAsStream(FILE)), UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split(",", -1);
                ticks.add(new Tick(
                        Long.parseLong(fields[0]) + shift.toSeconds(),
                        new BigDecimal(fields[1]),
                        new BigDecimal(fields[2]),
                        ticks.size() + 1));
            }
        }
        return new Tape(symbol, ticks);
    }

    /** Writes the trades as the API takes them, a line each. */
    void write(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Tick tick : ticks) {
                writer.write("{\"symbol\":\"" + symbol + "\",\"venue\":\"BITSTAMP\",\"ts_event\":" + tick.second()
                        + "000000000,\"sequence\":" + tick.line() + ",\"price\":\""
                        + tick.price().toPlainString() + "\",\"size\":\""
                        + tick.amount().toPlainString() + "\"}\n");
            }
        }
    }

    long lastSecond() {
        return ticks.get(ticks.size() - 1).second();
    }
}
