package dev.eddy.signal;

import java.util.Arrays;

/**
 * Listens for the silence that ends an epoch and for the end of that silence. Of the silence it keeps the newest samples,
 * which may belong to the next epoch.
 *
 * <p>Not thread-safe.
 */
final class Hush {

    private final SilenceSpec spec;
    private final int channels;

    /** The newest samples of the silence, {@code [sample][channel]}, of which {@code held} are set. */
    final float[] before;

    int held;
    /** How many quiet samples the epoch ends in so far. */
    int quiet;

    Hush(SilenceSpec spec, int channels) {
        this.spec = spec;
        this.channels = channels;
        this.before = new float[Math.multiplyExact(spec.before(), channels)];
    }

    /** The sample after the one that ends the epoch, or -1 where none of these does. */
    int end(float[] values, int from, int to) {
        for (int at = from; at < to; at++) {
            quiet = reaches(spec.level(), values, at) ? 0 : quiet + 1;
            if (quiet == spec.samples()) {
                forget();
                return at + 1;
            }
        }
        return -1;
    }

    /** The sample that begins an epoch, or {@code to} where none of these does; what comes before it is kept. */
    int begin(float[] values, int from, int to) {
        int at = from;
        while (at < to && !reaches(spec.rise(), values, at)) {
            at++;
        }
        keep(values, from, at);
        return at;
    }

    private void keep(float[] values, int from, int to) {
        int fresh = Math.min(to - from, spec.before());
        int old = Math.min(held, spec.before() - fresh);
        System.arraycopy(before, (held - old) * channels, before, 0, old * channels);
        System.arraycopy(values, (to - fresh) * channels, before, old * channels, fresh * channels);
        held = old + fresh;
    }

    /** The samples that were kept, which are gone afterwards. */
    float[] take() {
        float[] taken = Arrays.copyOf(before, held * channels);
        forget();
        return taken;
    }

    /** Nothing was heard before what comes now. */
    void forget() {
        held = 0;
        quiet = 0;
    }

    private boolean reaches(double level, float[] values, int sample) {
        for (int i = sample * channels; i < (sample + 1) * channels; i++) {
            if (Math.abs(values[i]) >= level) {
                return true;
            }
        }
        return false;
    }
}
