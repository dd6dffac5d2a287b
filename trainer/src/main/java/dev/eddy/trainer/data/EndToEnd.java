package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recordings laid end to end, as a stream brings them that nobody divides. What each one is labelled with at its end is
 * asked for there, and nowhere else.
 *
 * @param recordings how many become one; 1 for each alone
 * @param pause samples of zeros after each
 */
public record EndToEnd(int recordings, int pause) {

    /** Each recording alone, with all its labels. */
    public static final EndToEnd ALONE = new EndToEnd(1, 0);

    private static final int MANY = 1 << 16;
    private static final int SEED = 1;

    static EndToEnd read(Fields fields) {
        return new EndToEnd(
                fields.integer("together", 1, MANY, 1), fields.integer("pause", 0, WindowSpec.MAX_LENGTH, 0));
    }

    /**
     * Lays recordings end to end in an order of chance that is always the same.
     *
     * @param entries the recordings, opened as many at a time as become one
     * @param window how they will be cut: exactly one window ends in the part of a recording that keeps its label
     * @return the long recordings, each with key, group and part of its first
     */
    public Stream<LabelledRecording> join(Stream<Entry> entries, WindowSpec window) {
        if (recordings == 1) {
            return entries.map(Entry::open);
        }
        List<Entry> all = shuffled(entries);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + recordings)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + recordings)))
                .map(some -> laid(some.stream().map(Entry::open).toList(), window.hop()));
    }

    /**
     * The order in which recordings are laid end to end.
     *
     * @param entries the recordings
     * @return the same in an order of chance that is always the same
     */
    public static List<Entry> shuffled(Stream<Entry> entries) {
        List<Entry> all = new ArrayList<>(entries.toList());
        Collections.shuffle(all, new Random(SEED));
        return all;
    }

    private LabelledRecording laid(List<LabelledRecording> some, int hop) {
        LabelledRecording first = some.get(0);
        int channels = first.recording().signal().channels();
        int length =
                some.stream().mapToInt(one -> one.recording().length() + pause).reduce(0, Math::addExact);
        float[] values = new float[Math.multiplyExact(length, channels)];
        int[] labels = new int[length];
        Arrays.fill(labels, LabelTrack.UNLABELLED);
        int at = 0;
        for (LabelledRecording one : some) {
            Recording recording = one.recording();
            System.arraycopy(recording.values(), 0, values, at * channels, recording.values().length);
            int end = at + recording.length();
            Arrays.fill(labels, Math.max(at, end - hop), end, one.track().at(recording.length() - 1));
            at = end + pause;
        }
        Recording laid = new Recording(
                first.recording().key(),
                first.recording().startMicros(),
                first.recording().signal(),
                values);
        return new LabelledRecording(laid, first.split(), first.group(), LabelTrack.of(labels));
    }
}
