package dev.eddy.signal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * A checksum of all that decides what the bytes of a key's state mean, so that models whose numbers differ just a little do
 * not pass for each other. What is usual adds nothing: states from before it could be otherwise are read.
 */
final class LayoutSignature {

    /** Apart from all that is said of epochs. */
    private static final int RESAMPLED = 16;

    private LayoutSignature() {}

    static int of(SignalSpec signal, WindowSpec window, int hidden) {
        ByteBuffer layout = ByteBuffer.allocate(4 * Double.BYTES + 11 * Integer.BYTES);
        layout.putDouble(signal.sampleRate()).putInt(signal.channels());
        layout.putInt(window.length())
                .putInt(window.hop())
                .putInt(window.lead())
                .putInt(window.maxGap());
        layout.putInt(hidden);
        boolean usual = window.epochs().equals(EpochSpec.USUAL);
        if (window.fill() != GapFill.HOLD || window.flush() || !usual || window.resample() != null) {
            layout.put(code(window.fill())).put((byte) (window.flush() ? 1 : 0));
        }
        if (!usual) {
            put(window.epochs(), layout);
        }
        ResampleSpec resample = window.resample();
        if (resample != null) {
            layout.put((byte) (RESAMPLED + code(resample.by()))).putInt(resample.longest());
        }
        CRC32 crc = new CRC32();
        crc.update(layout.flip());
        return (int) crc.getValue();
    }

    private static byte code(GapFill fill) {
        return switch (fill) {
            case HOLD -> 0;
            case LINEAR -> 1;
            case MASK -> 2;
        };
    }

    private static int code(ResampleSpec.By by) {
        return switch (by) {
            case HOLD -> 0;
            case LINEAR -> 1;
            case NEAREST -> 2;
        };
    }

    private static void put(EpochSpec epochs, ByteBuffer layout) {
        layout.put((byte) ((epochs.ignoreMarks() ? 1 : 0) | (epochs.carried() ? 2 : 0)));
        layout.putInt(epochs.every());
        SilenceSpec silence = epochs.silence();
        if (silence != null) {
            layout.putDouble(silence.level()).putDouble(silence.rise());
            layout.putInt(silence.samples()).putInt(silence.before());
        }
    }
}
