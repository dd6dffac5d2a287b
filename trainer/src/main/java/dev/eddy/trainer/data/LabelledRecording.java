package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;

/**
 * A recording and what is known about it.
 *
 * @param recording the signal
 * @param split the part of the data set that it belongs to
 * @param group who or what was recorded; a group is never divided between fitting and validation
 * @param track the label of every sample that has one
 * @param targets the numbers that are to be predicted, {@code [sample][target]} flattened; empty where there are none;
 *     not copied, must not change afterwards
 */
public record LabelledRecording(Recording recording, Split split, String group, LabelTrack track, float[] targets) {

    private static final float[] NO_TARGETS = {};

    /** Checks that the targets are as long as the recording. */
    public LabelledRecording {
        if (targets.length > 0 && targets.length % recording.length() != 0) {
            throw new IllegalArgumentException("the targets of " + recording.key()
                    + " must be whole samples, a multiple of " + recording.length() + ", but are " + targets.length);
        }
    }

    /**
     * A recording without targets.
     *
     * @param recording the signal
     * @param split the part of the data set that it belongs to
     * @param group who or what was recorded
     * @param track the label of every sample that has one
     */
    public LabelledRecording(Recording recording, Split split, String group, LabelTrack track) {
        this(recording, split, group, track, NO_TARGETS);
    }
}
