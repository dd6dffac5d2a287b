package dev.eddy.signal;

import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * What {@link KeyStateCodec} adds in version 7, for keys of which some windows have no score yet. Whoever reads them has them
 * scored, from the hidden state that is stored with them, as whoever wrote them would have.
 *
 * <pre>
 * i32 windows, then each:
 *     i64 epoch, step, startMicros, endMicros
 *     u8  bit 0 gap filled, bit 1 padded, bit 2 from the initial hidden state, bits 3-5 why its epoch began
 *     values of the model's window, as many floats
 * </pre>
 */
final class OpenWindowsCodec {

    private static final int GAP_FILLED = 1;
    private static final int PADDED = 2;
    private static final int INITIAL = 4;
    private static final int BEGAN_AT = 3;
    private static final int BEGINNING = 7;
    private static final int FIXED_BYTES = 4 * Long.BYTES + 1;

    private OpenWindowsCodec() {}

    static int bytes(KeyState state) {
        return Integer.BYTES + state.open() * windowBytes(state);
    }

    private static int windowBytes(KeyState state) {
        return FIXED_BYTES + state.windower.cut.buffer.length * Float.BYTES;
    }

    static void write(Collection<Window> windows, ByteBuffer to) {
        to.putInt(windows.size());
        for (Window window : windows) {
            to.putLong(window.epoch()).putLong(window.step());
            to.putLong(window.startMicros()).putLong(window.endMicros());
            to.put(bits(window));
            Floats.put(to, window.values(), window.values().length);
        }
    }

    private static byte bits(Window window) {
        int bits = (window.gapFilled() ? GAP_FILLED : 0)
                | (window.padded() ? PADDED : 0)
                | (window.initial() ? INITIAL : 0);
        return (byte) (bits | window.began().code << BEGAN_AT);
    }

    static void read(KeyState state, ByteBuffer from) {
        int count = from.getInt();
        KeyStateCodec.require(count > 0 && count <= from.remaining() / windowBytes(state));
        for (int i = 0; i < count; i++) {
            state.open.add(window(state.windower.cut.buffer.length, from));
        }
    }

    private static Window window(int length, ByteBuffer from) {
        long epoch = from.getLong();
        long step = from.getLong();
        long startMicros = from.getLong();
        long endMicros = from.getLong();
        int bits = from.get();
        float[] values = new float[length];
        Floats.get(from, values, length);
        KeyStateCodec.require(epoch >= 0 && step >= 0 && startMicros <= endMicros);
        return new Window(
                epoch,
                step,
                startMicros,
                endMicros,
                values,
                (bits & GAP_FILLED) != 0,
                (bits & PADDED) != 0,
                Beginning.of(bits >> BEGAN_AT & BEGINNING),
                (bits & INITIAL) != 0);
    }
}
