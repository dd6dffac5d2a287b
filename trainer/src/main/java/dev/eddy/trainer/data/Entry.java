package dev.eddy.trainer.data;

import java.util.function.Supplier;

/**
 * One recording of a data set, which may still lie in a file: what is known of it without opening it.
 *
 * @param key the stream id of the recording
 * @param split the part of the data set that it belongs to
 * @param group who or what was recorded
 * @param source opens the recording; gives an equal one each time
 */
public record Entry(String key, Split split, String group, Supplier<LabelledRecording> source) {

    /**
     * A recording that is in memory anyway.
     *
     * @param recording the recording
     * @return its entry
     */
    public static Entry of(LabelledRecording recording) {
        return new Entry(recording.recording().key(), recording.split(), recording.group(), () -> recording);
    }

    /**
     * The recording itself.
     *
     * @return read anew where it lies in a file
     */
    public LabelledRecording open() {
        return source.get();
    }
}
