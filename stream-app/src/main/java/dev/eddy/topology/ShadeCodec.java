package dev.eddy.topology;

import dev.eddy.signal.CorruptStateException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a key around which lies what a candidate has made of it. Little endian:
 *
 * <pre>
 * u8  126, or 125 where the windows follow on which both models have agreed in a row: versions that an app which knows
 *                   nothing of them refuses as later ones
 * u8  the same once more
 * i64 offset of the trial
 * i32 hidden        (floats of the candidate's hidden state)
 *                   here the i32 of a 125
 *                   the hidden floats, then the bytes of the key as they are without it
 * u32 CRC-32 of everything before
 * </pre>
 *
 * Any thread may call.
 */
final class ShadeCodec {

    private static final byte WRAPPED = 126;
    private static final byte AGREED = 125;
    private static final int HIDDEN_AT = 2 + Long.BYTES;
    private static final int HEAD_BYTES = HIDDEN_AT + Integer.BYTES;
    private static final int END_BYTES = Integer.BYTES;

    private ShadeCodec() {}

    static boolean isIn(byte[] bytes) {
        return bytes.length > HEAD_BYTES + Integer.BYTES + END_BYTES && (bytes[0] == WRAPPED || bytes[0] == AGREED);
    }

    static byte[] wrap(byte[] key, Shade shade) {
        float[] hidden = shade.hidden();
        int head = shade.agreed == 0 ? HEAD_BYTES : HEAD_BYTES + Integer.BYTES;
        ByteBuffer to = ByteBuffer.allocate(head + hidden.length * Float.BYTES + key.length + END_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        byte version = shade.agreed == 0 ? WRAPPED : AGREED;
        to.put(version).put(version).putLong(shade.trial).putInt(hidden.length);
        if (shade.agreed != 0) {
            to.putInt(shade.agreed);
        }
        to.asFloatBuffer().put(hidden);
        to.position(to.position() + hidden.length * Float.BYTES).put(key);
        GenerationCodec.seal(to);
        return to.array();
    }

    /** What the candidate has made of a key whose bytes are whole. */
    static Shade shade(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        GenerationCodec.requireWhole(from);
        float[] hidden = new float[hidden(bytes)];
        from.position(head(bytes)).asFloatBuffer().get(hidden);
        return new Shade(from.getLong(2), bytes[0] == AGREED ? from.getInt(HEAD_BYTES) : 0, hidden);
    }

    /** The key without the candidate. */
    static byte[] key(byte[] bytes) {
        return Arrays.copyOfRange(bytes, head(bytes) + hidden(bytes) * Float.BYTES, bytes.length - END_BYTES);
    }

    private static int head(byte[] bytes) {
        return bytes[0] == AGREED ? HEAD_BYTES + Integer.BYTES : HEAD_BYTES;
    }

    private static int hidden(byte[] bytes) {
        int hidden = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(HIDDEN_AT);
        if (hidden < 0 || hidden > (bytes.length - head(bytes) - END_BYTES) / Float.BYTES) {
            throw CorruptStateException.damaged("it cannot hold " + hidden + " floats of a candidate");
        }
        return hidden;
    }
}
