package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;

/**
 * A recording and what is known about it.
 *
 * @param recording the signal
 * @param split the part of the data set that it belongs to
 * @param group who or what was recorded; a group is never divided between fitting and validation
 * @param track the label of every sample
 */
public record LabelledRecording(Recording recording, Split split, String group, LabelTrack track) {}
