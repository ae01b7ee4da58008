package io.tapeline.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * An Avro decoder that believes no length it cannot check: Avro's own allocates what a corrupt length asks for. It reads
 * the types that the published schemas use.
 */
final class BoundedDecoder extends Decoder {
    /** What {@link AvroInput} refused, on its way through Avro. */
    static final class Refusal extends IOException {
        private final transient WireException reason;

        Refusal(WireException reason) {
            super(reason);
            this.reason = reason;
        }

        WireException reason() {
            return reason;
        }
    }

    private final AvroInput in;

    private BoundedDecoder(AvroInput in) {
        this.in = in;
    }

    static Decoder of(AvroInput in) {
        return new BoundedDecoder(in);
    }

    @Override
    public int readInt() throws IOException {
        try {
            return in.readInt();
        } catch (WireException e) {
            throw new Refusal(e);
        }
    }

    @Override
    public long readLong() throws IOException {
        try {
            return in.readLong();
        } catch (WireException e) {
            throw new Refusal(e);
        }
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        try {
            return in.readText();
        } catch (WireException e) {
            throw new Refusal(e);
        }
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = readLength();
        int start = in.position();
        in.skip(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(in.bytes(), start, start + length));
    }

    @Override
    public void skipBytes() throws IOException {
        in.skip(readLength());
    }

    @Override
    public long readArrayStart() throws IOException {
        try {
            return in.readBlock();
        } catch (WireException e) {
            throw new Refusal(e);
        }
    }

    @Override
    public long arrayNext() throws IOException {
        return readArrayStart();
    }

    /** Blocks are read item by item, also to be skipped. */
    @Override
    public long skipArray() throws IOException {
        return readArrayStart();
    }

    @Override
    public void readNull() throws IOException {
        throw unused("null");
    }

    @Override
    public boolean readBoolean() throws IOException {
        throw unused("boolean");
    }

    @Override
    public float readFloat() throws IOException {
        throw unused("float");
    }

    @Override
    public double readDouble() throws IOException {
        throw unused("double");
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        throw unused("fixed");
    }

    @Override
    public void skipFixed(int length) throws IOException {
        throw unused("fixed");
    }

    @Override
    public long readMapStart() throws IOException {
        throw unused("map");
    }

    @Override
    public long mapNext() throws IOException {
        throw unused("map");
    }

    @Override
    public long skipMap() throws IOException {
        throw unused("map");
    }

    @Override
    public int readIndex() throws IOException {
        throw unused("union");
    }

    private int readLength() throws IOException {
        try {
            return in.readLength();
        } catch (WireException e) {
            throw new Refusal(e);
        }
    }

    private static IOException unused(String type) {
        return new IOException("no published schema has the type " + type);
    }
}
