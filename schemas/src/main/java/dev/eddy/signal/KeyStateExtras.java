package dev.eddy.signal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link KeyStateCodec} adds from version 3 on, for keys of which more is known than version 2 has room for. Version 4
 * is a key of which some chunks wait for others; the rest of it is added to what version 3 adds.
 *
 * <pre>
 * u8  bit 0 the initial hidden state is due, bit 1 the samples that come next are counted anew
 * i64 offset, passed
 * i32 quiet
 * i32 held, then held * channels floats   (the end of the silence)
 *                                         (from here on only in versions 4, 6 and 7)
 * i64 time of the newest sample that came
 * i32 chunks, then each:
 *     i64 time of its first sample
 *     u8  bit 0 end of event, bit 1 reset
 *     i32 samples, then samples * channels floats
 * </pre>
 */
final class KeyStateExtras {

    private static final int AFRESH = 1;
    private static final int BROKEN = 2;
    private static final int ENDS = 1;
    private static final int RESETS = 2;
    private static final int CHUNK_BYTES = Long.BYTES + 1 + Integer.BYTES;
    private static final int FIXED_BYTES = 1 + 2 * Long.BYTES + 2 * Integer.BYTES;

    private KeyStateExtras() {}

    /** Whether version 2 cannot hold all that is known of how an idle key's epochs are cut. */
    static boolean areIn(KeyState state) {
        return !state.windower.spec.epochs().equals(EpochSpec.USUAL);
    }

    /** Of all that is added; {@code early} says whether there is room for chunks that wait. */
    static int bytes(KeyState state, boolean early) {
        Hush hush = state.windower.hush;
        int held = hush == null ? 0 : hush.held * state.windower.signal.channels();
        return FIXED_BYTES
                + held * Float.BYTES
                + (early ? earlyBytes(state.early) : 0)
                + (state.readings == null ? 0 : ReadingsCodec.bytes(state.readings))
                + (state.idle() ? 0 : OpenWindowsCodec.bytes(state));
    }

    private static int earlyBytes(Early early) {
        int bytes = Long.BYTES + Integer.BYTES;
        for (Samples samples : early.all()) {
            bytes += CHUNK_BYTES + samples.values().length * Float.BYTES;
        }
        return bytes;
    }

    static void writeEarly(KeyState state, ByteBuffer to) {
        to.putLong(state.early.newestMicros());
        to.putInt(state.early.all().size());
        for (Samples samples : state.early.all()) {
            to.putLong(samples.startMicros());
            to.put((byte) ((samples.endOfEvent() ? ENDS : 0) | (samples.reset() ? RESETS : 0)));
            to.putInt(samples.values().length / state.windower.signal.channels());
            Floats.put(to, samples.values(), samples.values().length);
        }
    }

    static void readEarly(KeyState state, int least, ByteBuffer from) {
        int channels = state.windower.signal.channels();
        long newestMicros = from.getLong();
        int count = from.getInt();
        KeyStateCodec.require(count >= least && count <= from.remaining() / CHUNK_BYTES);
        List<Samples> early = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long startMicros = from.getLong();
            int bits = from.get();
            int samples = from.getInt();
            KeyStateCodec.require(samples >= 0 && samples <= from.remaining() / Float.BYTES / channels);
            float[] values = new float[samples * channels];
            Floats.get(from, values, values.length);
            early.add(new Samples(startMicros, values, (bits & ENDS) != 0, (bits & RESETS) != 0));
        }
        state.early.restore(early, newestMicros);
    }

    static void write(KeyState state, ByteBuffer to) {
        Windower windower = state.windower;
        Hush hush = windower.hush;
        boolean afresh = windower.afresh && windower.spec.epochs().carried();
        to.put((byte) ((afresh ? AFRESH : 0) | (windower.broken ? BROKEN : 0)));
        to.putLong(windower.offset).putLong(windower.passed);
        to.putInt(hush == null ? 0 : hush.quiet).putInt(hush == null ? 0 : hush.held);
        if (hush != null) {
            Floats.put(to, hush.before, hush.held * windower.signal.channels());
        }
    }

    static void read(KeyState state, ByteBuffer from) {
        Windower windower = state.windower;
        int bits = from.get();
        windower.afresh = (bits & AFRESH) != 0;
        windower.broken = (bits & BROKEN) != 0;
        windower.offset = from.getLong();
        windower.passed = from.getLong();
        int quiet = from.getInt();
        int held = from.getInt();
        Hush hush = windower.hush;
        if (hush != null) {
            hush.quiet = quiet;
            hush.held = held;
        }
        KeyStateCodec.require(stand(windower, quiet, held));
        if (hush != null) {
            Floats.get(from, hush.before, held * windower.signal.channels());
        }
    }

    /** Whether the numbers can be; far from where sums of them would overflow. */
    private static boolean stand(Windower at, int quiet, int held) {
        SilenceSpec silence = at.spec.epochs().silence();
        int every = at.spec.epochs().every();
        boolean waits = at.ended && silence != null;
        int mostQuiet = silence == null ? 0 : silence.samples() - 1;
        int mostHeld = silence == null || !at.ended ? 0 : silence.before();
        long most = Long.MAX_VALUE / 4;
        return at.offset >= 0
                && at.offset <= most
                && at.passed >= 0
                && at.passed <= (waits ? most : 0)
                && at.cut.received <= (every == 0 ? most : every)
                && quiet >= 0
                && quiet <= mostQuiet
                && held >= 0
                && held <= mostHeld;
    }
}
