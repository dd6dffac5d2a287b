package dev.eddy.topology;

import dev.eddy.signal.CorruptStateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a key around which lies what a candidate has made of it. Little endian:
 *
 * <pre>
 * u8  126, u8 126   a version that an app which knows nothing of candidates refuses as a later one
 * i64 offset of the trial
 * i32 hidden, then hidden floats   (the candidate's hidden state)
 *                   the bytes of the key as they are without it
 * u32 CRC-32 of everything before
 * </pre>
 *
 * Any thread may call.
 */
final class ShadeCodec {

    private static final byte WRAPPED = 126;
    private static final int FIXED_BYTES = 2 + Long.BYTES + 2 * Integer.BYTES;

    private ShadeCodec() {}

    static boolean isIn(byte[] bytes) {
        return bytes.length > FIXED_BYTES && bytes[0] == WRAPPED;
    }

    static byte[] wrap(byte[] key, Shade shade) {
        float[] hidden = shade.hidden();
        ByteBuffer to = ByteBuffer.allocate(FIXED_BYTES + hidden.length * Float.BYTES + key.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        to.put(WRAPPED).put(WRAPPED).putLong(shade.trial).putInt(hidden.length);
        to.asFloatBuffer().put(hidden);
        to.position(to.position() + hidden.length * Float.BYTES).put(key);
        return to.putInt(GenerationCodec.checksum(to, to.position())).array();
    }

    /** What the candidate has made of a key whose bytes are whole. */
    static Shade shade(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int end = bytes.length - Integer.BYTES;
        if (from.getInt(end) != GenerationCodec.checksum(from, end)) {
            throw CorruptStateException.damaged("its checksum does not agree");
        }
        long trial = from.getLong(2);
        float[] hidden = new float[hidden(bytes)];
        from.position(2 + Long.BYTES + Integer.BYTES).asFloatBuffer().get(hidden);
        return new Shade(trial, hidden);
    }

    /** The key without the candidate. */
    static byte[] key(byte[] bytes) {
        int at = FIXED_BYTES - Integer.BYTES + hidden(bytes) * Float.BYTES;
        return Arrays.copyOfRange(bytes, at, bytes.length - Integer.BYTES);
    }

    private static int hidden(byte[] bytes) {
        int hidden = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(2 + Long.BYTES);
        if (hidden < 0 || hidden > (bytes.length - FIXED_BYTES) / Float.BYTES) {
            throw CorruptStateException.damaged("it cannot hold " + hidden + " floats of a candidate");
        }
        return hidden;
    }
}
