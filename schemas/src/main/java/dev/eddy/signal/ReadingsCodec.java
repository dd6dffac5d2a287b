package dev.eddy.signal;

import java.nio.ByteBuffer;

/**
 * What {@link KeyStateCodec} adds from version 5 on, for keys of readings at any times.
 *
 * <pre>
 * i64 time of the newest reading that came, of the newest that was taken, of sample 0; the next sample
 * per channel:
 *     i64 time of its last value
 *     f32 that value
 *     i32 samples decided, then as many floats, NaN for none
 * i32 readings that wait (0 in version 5), then each:
 *     i64 time
 *     u8  bit 0 end of event, bit 1 reset
 *     channels floats, NaN for none
 * </pre>
 */
final class ReadingsCodec {

    private static final int ENDS = 1;
    private static final int RESETS = 2;

    private ReadingsCodec() {}

    static int bytes(Readings readings) {
        Resampler resampler = readings.resampler;
        int channels = resampler.decided.length;
        int bytes = 4 * Long.BYTES + Integer.BYTES;
        for (int decided : resampler.decided) {
            bytes += Long.BYTES + Float.BYTES + Integer.BYTES + decided * Float.BYTES;
        }
        return bytes + readings.waiting.size() * rowBytes(channels);
    }

    private static int rowBytes(int channels) {
        return Long.BYTES + 1 + channels * Float.BYTES;
    }

    static void write(Readings readings, ByteBuffer to) {
        Resampler from = readings.resampler;
        int channels = from.decided.length;
        to.putLong(readings.seenMicros).putLong(from.newestMicros);
        to.putLong(from.anchorMicros).putLong(from.next);
        for (int c = 0; c < channels; c++) {
            to.putLong(from.lastMicros[c]).putFloat(from.lastValues[c]).putInt(from.decided[c]);
            for (int i = 0; i < from.decided[c]; i++) {
                to.putFloat(from.pending[i * channels + c]);
            }
        }
        to.putInt(readings.waiting.size());
        readings.waiting.forEach((micros, row) -> {
            to.putLong(micros).put((byte) ((row.ends() ? ENDS : 0) | (row.resets() ? RESETS : 0)));
            Floats.put(to, row.values(), channels);
        });
    }

    static void read(Readings readings, ByteBuffer from) {
        Resampler to = readings.resampler;
        readings.seenMicros = from.getLong();
        to.newestMicros = from.getLong();
        to.anchorMicros = from.getLong();
        to.next = from.getLong();
        KeyStateCodec.require(to.stands());
        for (int c = 0; c < to.decided.length; c++) {
            to.lastMicros[c] = from.getLong();
            to.lastValues[c] = from.getFloat();
            int decided = from.getInt();
            KeyStateCodec.require(to.mayHaveDecided(decided) && to.lastMicros[c] <= to.newestMicros);
            for (int i = 0; i < decided; i++) {
                to.decide(c, from.getFloat());
            }
        }
        readWaiting(readings, from);
    }

    private static void readWaiting(Readings readings, ByteBuffer from) {
        int channels = readings.resampler.decided.length;
        int count = from.getInt();
        KeyStateCodec.require(count >= 0 && count <= from.remaining() / rowBytes(channels));
        for (int i = 0; i < count; i++) {
            long micros = from.getLong();
            int bits = from.get();
            float[] values = new float[channels];
            Floats.get(from, values, channels);
            KeyStateCodec.require(micros <= readings.seenMicros);
            readings.waiting.put(micros, new Readings.Row(values, (bits & ENDS) != 0, (bits & RESETS) != 0));
        }
    }
}
