package dev.eddy.trainer.data;

import java.util.Arrays;

/** What a step is compared with while fitting: some numbers that are known of the last sample of its window. */
public interface Truth {

    /**
     * How many numbers there are.
     *
     * @return per step, at least 0
     */
    int size();

    /**
     * What is known of one sample.
     *
     * @param recording that it is part of
     * @param sample the last one of a window, from 0
     * @param into takes {@link #size()} numbers; NaN where nothing is known, and the step then does not count
     * @param from where the first number goes
     */
    void write(LabelledRecording recording, int sample, float[] into, int from);

    /**
     * Nothing but the label.
     *
     * @return the index of the label, or NaN where there is none
     */
    static Truth label() {
        return new Truth() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public void write(LabelledRecording recording, int sample, float[] into, int from) {
                int label = recording.track().at(sample);
                into[from] = label < 0 ? Float.NaN : label;
            }
        };
    }

    /**
     * The samples that follow.
     *
     * @param count how many
     * @param channels of a sample
     * @return their values {@code [ahead][channel]} flattened, all NaN unless the recording holds every one of them
     */
    static Truth ahead(int count, int channels) {
        return new Truth() {
            @Override
            public int size() {
                return count * channels;
            }

            @Override
            public void write(LabelledRecording recording, int sample, float[] into, int from) {
                float[] values = recording.recording().values();
                int first = (sample + 1) * channels;
                if (first + size() <= values.length) {
                    System.arraycopy(values, first, into, from, size());
                } else {
                    Arrays.fill(into, from, from + size(), Float.NaN);
                }
            }
        };
    }

    /**
     * The targets of the recording.
     *
     * @param count targets per sample
     * @return their values
     */
    static Truth targets(int count) {
        return new Truth() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public void write(LabelledRecording recording, int sample, float[] into, int from) {
                System.arraycopy(recording.targets(), sample * count, into, from, count);
            }
        };
    }
}
