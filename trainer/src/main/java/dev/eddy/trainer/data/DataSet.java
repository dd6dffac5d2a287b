package dev.eddy.trainer.data;

import dev.eddy.signal.SignalSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recordings of one kind of signal, already split into parts. They are opened one at a time, so that a data set may be
 * larger than memory.
 *
 * @param name of the data set
 * @param signal what every recording is made of
 * @param channels the name of each channel
 * @param labels the name of each class; labels elsewhere are indices into this list; empty where nothing is labelled
 * @param targets the name of each number that is to be predicted at every sample; empty where there are none
 * @param pcm true for audio whose values are 16-bit integers divided by 32768
 * @param entries all recordings, in a fixed order
 */
public record DataSet(
        String name,
        SignalSpec signal,
        List<String> channels,
        List<String> labels,
        List<String> targets,
        boolean pcm,
        List<Entry> entries) {

    /** Copies the lists. */
    public DataSet {
        channels = List.copyOf(channels);
        labels = List.copyOf(labels);
        targets = List.copyOf(targets);
        entries = List.copyOf(entries);
    }

    /**
     * A data set in memory, without targets.
     *
     * @param name of the data set
     * @param signal what every recording is made of
     * @param channels the name of each channel
     * @param labels the name of each class
     * @param pcm true for audio whose values are 16-bit integers divided by 32768
     * @param recordings all of them, in a fixed order
     */
    public DataSet(
            String name,
            SignalSpec signal,
            List<String> channels,
            List<String> labels,
            boolean pcm,
            List<LabelledRecording> recordings) {
        this(
                name,
                signal,
                channels,
                labels,
                List.of(),
                pcm,
                recordings.stream().map(Entry::of).toList());
    }

    /**
     * All recordings, each opened when its turn comes.
     *
     * @return in the order of the data set
     */
    public Stream<LabelledRecording> recordings() {
        return entries.stream().map(Entry::open);
    }

    /**
     * The recordings of one part, each opened when its turn comes.
     *
     * @param split the part
     * @return in the order of the data set
     */
    public Stream<LabelledRecording> part(Split split) {
        return entries.stream().filter(entry -> entry.split() == split).map(Entry::open);
    }
}
