package dev.eddy.trainer.augment;

import dev.eddy.signal.GapFill;
import dev.eddy.trainer.config.Fields;
import java.util.random.RandomGenerator;

/**
 * Loses samples, a few in a row, and puts in their place what the stream would: the gaps are filled as {@code window.fill}
 * says.
 *
 * @param share greatest share of the samples that are lost, all shares as likely
 * @param longest gap in samples, all lengths as likely
 */
record Gaps(double share, int longest) implements Augmentation {

    static Gaps read(Fields fields) {
        return new Gaps(fields.number("share", 0, 0.5), fields.integer("longest", 1, 1 << 20, 1));
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        return apply(values, channels, GapFill.HOLD, random);
    }

    @Override
    public float[] apply(float[] values, int width, GapFill fill, RandomGenerator random) {
        float[] result = values.clone();
        int samples = values.length / width;
        double lost = random.nextDouble() * share;
        double begins = lost / (1 - lost) / ((1 + longest) / 2.0);
        for (int at = 1; at < samples; at++) {
            if (random.nextDouble() < begins) {
                int end = Math.min(samples, at + random.nextInt(1, longest + 1));
                fill(result, width, new Gap(at, end, samples), fill);
                at = end;
            }
        }
        return result;
    }

    /** Lost samples, with some before them, and some after them unless they are the last ones. */
    private record Gap(int from, int to, int samples) {

        /** How far a sample is on its way from the one before the gap to the one behind it. */
        double way(int sample) {
            return to == samples ? 0 : (double) (sample - from + 1) / (to - from + 1);
        }
    }

    private static void fill(float[] values, int width, Gap gap, GapFill fill) {
        for (int sample = gap.from; sample < gap.to; sample++) {
            double way = fill == GapFill.LINEAR ? gap.way(sample) : 0;
            for (int i = 0; i < width; i++) {
                float before = values[(gap.from - 1) * width + i];
                double up = way == 0 ? 0 : way * ((double) values[gap.to * width + i] - before);
                values[sample * width + i] = (float) (before + up);
            }
            if (fill == GapFill.MASK) {
                values[(sample + 1) * width - 1] = 0;
            }
        }
    }
}
