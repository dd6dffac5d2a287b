package dev.eddy.trainer.export;

/**
 * The shape of a signal between two layers.
 *
 * @param channels values per frame, at least 1
 * @param perStep frames in one step, at least 1
 */
public record FrameShape(int channels, int perStep) {}
