package dev.eddy.trainer.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The label of every sample of a recording, as spans.
 *
 * @param spans one after the other from sample 0 on, none empty
 */
public record LabelTrack(List<Span> spans) {

    /**
     * Consecutive samples with the same label.
     *
     * @param label index of the class
     * @param from first sample
     * @param to sample after the last
     */
    public record Span(int label, int from, int to) {}

    /** Copies the spans. */
    public LabelTrack {
        spans = List.copyOf(spans);
    }

    /**
     * The same label for a whole recording.
     *
     * @param label index of the class
     * @param length samples of the recording
     * @return one span
     */
    public static LabelTrack constant(int label, int length) {
        return new LabelTrack(List.of(new Span(label, 0, length)));
    }

    /**
     * A label per sample.
     *
     * @param labels index of the class of each sample
     * @return the fewest spans that say the same
     */
    public static LabelTrack of(int[] labels) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= labels.length; i++) {
            if (i == labels.length || labels[i] != labels[from]) {
                spans.add(new Span(labels[from], from, i));
                from = i;
            }
        }
        return new LabelTrack(spans);
    }

    /**
     * The label of one sample.
     *
     * @param sample index in the recording
     * @return index of the class
     */
    public int at(int sample) {
        for (Span span : spans) {
            if (sample >= span.from && sample < span.to) {
                return span.label;
            }
        }
        throw new IndexOutOfBoundsException("sample " + sample + " has no label");
    }
}
