package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** States as bytes. */
final class States {
    private States() {}

    static byte[] write(BucketState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static BucketState read(byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        BucketState state = BucketState.read(new DataInputStream(in));
        assertThat(in.available()).as("bytes left over").isZero();
        return state;
    }
}
