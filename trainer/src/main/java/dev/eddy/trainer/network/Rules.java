package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;

/** What several layers want of the signal that comes in. */
final class Rules {

    private Rules() {}

    /** A step must hold a whole number of strides. */
    static void requireWholeStrides(String field, int stride, FrameShape in, Problems problems) {
        problems.require(
                in.perStep() % stride == 0,
                "%s %d must divide the %d frames of a step; choose window.length as a multiple of all strides"
                        .formatted(field, stride, in.perStep()));
    }

    /** A number that splits something into equal parts. */
    static void requireDivides(String field, int divisor, int number, String what, Problems problems) {
        problems.require(number % divisor == 0, "%s %d must divide the %d %s".formatted(field, divisor, number, what));
    }

    /** Channels must be single numbers. */
    static void requireFlat(String layer, FrameShape in, Problems problems) {
        problems.require(
                !in.isGrid(),
                "%s wants channels that are single numbers but gets grids of %d x %d; put flatten: {} before it"
                        .formatted(layer, in.rows(), in.columns()));
    }

    /** One number per frame. */
    static void requireOneChannel(String layer, FrameShape in, Problems problems) {
        problems.require(
                in.values() == 1,
                "%s wants one channel but gets %d; pick one with fusion.channels".formatted(layer, in.values()));
    }
}
