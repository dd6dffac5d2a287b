package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;

/**
 * How audio is cut for a Fourier transform. Frame i ends with sample {@code (i + 1) * hop}.
 *
 * @param frame samples in one frame
 * @param hop samples from one frame to the next; divides the samples of a step
 * @param fft length of the Fourier transform, at least {@code frame}
 */
record Framing(int frame, int hop, int fft) {

    static Framing read(Fields fields) {
        return new Framing(
                fields.integer("frame", 2, 65536), fields.integer("hop", 1, 65536), fields.integer("fft", 2, 65536));
    }

    /** How many frames there are in one step. */
    int perStep(String layer, FrameShape in, Problems problems) {
        Rules.requireOneChannel(layer, in, problems);
        problems.require(
                hop <= frame && frame <= fft,
                "%s wants hop <= frame <= fft but has %d, %d, %d".formatted(layer, hop, frame, fft));
        Rules.requireWholeStrides(layer + ".hop", hop, in, problems);
        return Math.max(1, in.perStep() / hop);
    }

    /** Frequencies that the transform tells apart, from 0 to half the sample rate. */
    int lines() {
        return fft / 2 + 1;
    }

    /** Samples that a frame shares with the step before. */
    int context() {
        return Math.max(0, frame - hop);
    }

    /** Real and then imaginary parts of all lines, {@code [2 * lines][frame]}, with a periodic Hann window in them. */
    float[] fourier() {
        float[] kernels = new float[2 * lines() * frame];
        for (int line = 0; line < lines(); line++) {
            for (int i = 0; i < frame; i++) {
                double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / frame);
                double angle = 2 * Math.PI * ((long) line * i % fft) / fft;
                kernels[line * frame + i] = (float) (hann * Math.cos(angle));
                kernels[(lines() + line) * frame + i] = (float) (-hann * Math.sin(angle));
            }
        }
        return kernels;
    }
}
