package dev.eddy.trainer.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The labels of the samples of a recording, as spans. What no span covers has no label.
 *
 * @param spans in the order of their samples, none empty, none overlapping
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

    /** Stands for the label of a sample that has none. */
    public static final int UNLABELLED = -1;

    private static final LabelTrack NONE = new LabelTrack(List.of());

    /** Copies the spans and checks their order. */
    public LabelTrack {
        spans = List.copyOf(spans);
        int end = 0;
        for (Span span : spans) {
            if (span.from < end || span.to <= span.from) {
                throw new IllegalArgumentException("spans must follow each other and hold a sample each but " + span
                        + " comes after sample " + end);
            }
            end = span.to;
        }
    }

    /**
     * No label anywhere.
     *
     * @return no spans
     */
    public static LabelTrack none() {
        return NONE;
    }

    /**
     * The same label for a whole recording.
     *
     * @param label index of the class
     * @param length samples of the recording
     * @return one span
     */
    public static LabelTrack constant(int label, int length) {
        return length == 0 ? NONE : new LabelTrack(List.of(new Span(label, 0, length)));
    }

    /**
     * A label per sample.
     *
     * @param labels index of the class of each sample, or {@link #UNLABELLED}
     * @return the fewest spans that say the same
     */
    public static LabelTrack of(int[] labels) {
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= labels.length; i++) {
            if (i == labels.length || labels[i] != labels[from]) {
                if (labels[from] != UNLABELLED) {
                    spans.add(new Span(labels[from], from, i));
                }
                from = i;
            }
        }
        return new LabelTrack(spans);
    }

    /**
     * The label of one sample.
     *
     * @param sample index in the recording
     * @return index of the class, or {@link #UNLABELLED}
     */
    public int at(int sample) {
        int low = 0;
        int high = spans.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Span span = spans.get(middle);
            if (sample >= span.from && sample < span.to) {
                return span.label;
            }
            if (sample < span.from) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return UNLABELLED;
    }
}
