package dev.eddy.trainer.data;

import dev.eddy.signal.SignalSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Labelled recordings of one kind of signal, already split into training and test part.
 *
 * @param name of the data set
 * @param signal what every recording is made of
 * @param channels the name of each channel
 * @param labels the name of each class; labels elsewhere are indices into this list
 * @param pcm true for audio whose values are 16-bit integers divided by 32768
 * @param recordings all of them, in a fixed order
 */
public record DataSet(
        String name,
        SignalSpec signal,
        List<String> channels,
        List<String> labels,
        boolean pcm,
        List<LabelledRecording> recordings) {

    /** Copies the lists. */
    public DataSet {
        channels = List.copyOf(channels);
        labels = List.copyOf(labels);
        recordings = List.copyOf(recordings);
    }

    /**
     * The recordings of one part.
     *
     * @param split the part
     * @return in the order of the data set
     */
    public Stream<LabelledRecording> part(Split split) {
        return recordings.stream().filter(recording -> recording.split() == split);
    }
}
