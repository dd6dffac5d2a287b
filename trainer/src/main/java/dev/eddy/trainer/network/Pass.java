package dev.eddy.trainer.network;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How a batch goes through the layers.
 *
 * @param fitting true while fitting
 * @param steps valid steps of each row, the others being padding at its end; none if all are valid
 * @param memory of the frames before
 */
record Pass(boolean fitting, List<Integer> steps, Memory memory) {

    /** As after fitting, all steps valid. */
    static final Pass EVALUATION = new Pass(false, List.of(), Memory.none());

    Pass {
        steps = List.copyOf(steps);
    }

    /** The places {@code row * frames + frame} of all valid frames where each row has {@code frames}. */
    long[] validPlaces(int perStep, long frames) {
        return IntStream.range(0, steps.size())
                .mapToObj(row -> LongStream.range(row * frames, row * frames + (long) steps.get(row) * perStep))
                .flatMapToLong(places -> places)
                .toArray();
    }
}
