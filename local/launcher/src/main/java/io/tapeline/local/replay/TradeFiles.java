package io.tapeline.local.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.zip.GZIPInputStream;

/**
 * Opens files of trades: NDJSON as {@code POST /v1/trades} takes it, or CSV with a header; plain or gzip. Which it is
 * is told from the content, not the name.
 */
public final class TradeFiles {
    /**
     * Files are UTF-8, but are read, and written again, one char a byte: what is not valid must reach the service as it
     * is, for the service to say so.
     */
    static final Charset TRANSPARENT = StandardCharsets.ISO_8859_1;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BUFFER = 64 * 1024;

    private TradeFiles() {}

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read
     * @throws BadTradeFileException if it is neither format
     */
    public static TradeSource open(Path file, CsvOptions csv) throws IOException {
        return open(Files.newInputStream(file), Files.size(file), csv);
    }

    /**
     * Opens a stream, which the source then owns.
     *
     * @param size in bytes; 0 if it is not known
     * @throws IOException if it cannot be read
     * @throws BadTradeFileException if it is neither format
     */
    public static TradeSource open(InputStream raw, long size, CsvOptions csv) throws IOException {
        CountingInput counting = new CountingInput(raw);
        DoubleSupplier fraction = () -> size > 0 ? Math.min(1.0, (double) counting.count() / size) : -1;
        try {
            BufferedInputStream buffered = new BufferedInputStream(counting, BUFFER);
            InputStream plain = isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER) : buffered;
            BufferedReader reader = new BufferedReader(new InputStreamReader(plain, TRANSPARENT), BUFFER);
            return isJson(reader) ? new NdjsonTrades(reader, fraction) : new CsvTrades(reader, fraction, csv);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return gzip;
    }

    private static boolean isJson(BufferedReader reader) throws IOException {
        reader.mark(BUFFER);
        int first = reader.read();
        for (int skipped = 1; Character.isWhitespace(first) && skipped < BUFFER; skipped++) {
            first = reader.read();
        }
        reader.reset();
        if (first == '[') {
            throw new BadTradeFileException(
                    "the file is one JSON array: write one object a line instead, for instance" + " with jq -c '.[]'");
        }
        return first == '{';
    }
}
