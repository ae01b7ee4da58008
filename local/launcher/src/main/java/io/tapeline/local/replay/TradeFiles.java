package io.tapeline.local.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens files of trades: NDJSON as {@code POST /v1/trades} takes it, or CSV with a header; plain, gzip or zstd. Which it
 * is is told from the content, not the name. A file of any size is read in constant memory.
 */
public final class TradeFiles {
    /**
     * Files are UTF-8, but are read, and written again, one char a byte: what is not valid must reach the service as it
     * is, for the service to say so.
     */
    static final Charset TRANSPARENT = StandardCharsets.ISO_8859_1;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
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
            LineReader lines = new LineReader(unpacked(new BufferedInputStream(counting, BUFFER)));
            return isJson(lines) ? new NdjsonTrades(lines, fraction) : new CsvTrades(lines, fraction, csv);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(BufferedInputStream in) throws IOException {
        in.mark(ZSTD.length);
        byte[] first = in.readNBytes(ZSTD.length);
        in.reset();
        if (startsWith(first, GZIP)) {
            return gzip(in);
        }
        return startsWith(first, ZSTD) ? new ZstdInput(in) : in;
    }

    private static InputStream gzip(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, BUFFER);
        } catch (EOFException | ZipException e) {
            throw new BadTradeFileException("the packed data are damaged or cut short in their header");
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static boolean isJson(LineReader lines) throws IOException {
        int first = lines.peek();
        if (first == '[') {
            throw new BadTradeFileException(
                    "the file is one JSON array: write one object a line instead, for instance" + " with jq -c '.[]'");
        }
        return first == '{';
    }
}
