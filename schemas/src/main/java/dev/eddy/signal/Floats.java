package dev.eddy.signal;

import java.nio.ByteBuffer;

/** Many floats in and out of bytes at once. */
final class Floats {

    private Floats() {}

    static void put(ByteBuffer to, float[] values, int count) {
        to.asFloatBuffer().put(values, 0, count);
        to.position(to.position() + count * Float.BYTES);
    }

    static void get(ByteBuffer from, float[] values, int count) {
        from.asFloatBuffer().get(values, 0, count);
        from.position(from.position() + count * Float.BYTES);
    }
}
