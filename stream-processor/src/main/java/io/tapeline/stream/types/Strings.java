package io.tapeline.stream.types;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Strings, alone and in arrays, in Flink's own encoding: no length limit, a byte a character for most. */
final class Strings {
    private static final String[] NONE = {};

    private Strings() {}

    static void write(String value, DataOutputView target) throws IOException {
        StringValue.writeString(value, target);
    }

    static String readOne(DataInputView source) throws IOException {
        return StringValue.readString(source);
    }

    static void write(String[] values, DataOutputView target) throws IOException {
        target.writeInt(values.length);
        for (String value : values) {
            write(value, target);
        }
    }

    static String[] read(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return NONE;
        }
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = readOne(source);
        }
        return values;
    }
}
