package dev.eddy.inference;

import dev.eddy.model.Axis;
import dev.eddy.model.ConstantSpec;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Real ONNX models, small enough to be computed by hand or in a few lines. */
final class SmallModels {

    static final int HIDDEN = 3;
    static final int FEATURES = 4;

    private SmallModels() {}

    /** {@code hN = h / 2 + sum of x}, {@code y = 10 hN}. */
    static Graph sum() {
        return new Graph()
                .input("x", -1, 3)
                .input("h", -1, 1)
                .weights("half", List.of(), 0.5f)
                .weights("ten", List.of(), 10)
                .integerWeights("axis", 1)
                .node("ReduceSum x axis -> sum", Graph.number("keepdims", 1))
                .node("Mul h half -> halved")
                .node("Add halved sum -> hN")
                .node("Mul hN ten -> y")
                .output("y", -1, 1)
                .output("hN", -1, 1);
    }

    static ModelManifest sumManifest() {
        return manifest(
                new SignalSpec(1, 1000),
                new InputSpec("x", List.of(Axis.BATCH, Axis.SAMPLE)),
                List.of(new StateSpec("h", "hN", List.of(1), 0, 4)),
                output(1));
    }

    /** An LSTM as PyTorch would export it: batch on axis 1, with lengths, and an int64 rate that divides the input. */
    static Graph lstm(long seed) {
        float[] weights = lstmWeights(seed);
        int input = 4 * HIDDEN * FEATURES;
        int recurrent = 4 * HIDDEN * HIDDEN;
        return new Graph()
                .input("x", 1, -1, FEATURES)
                .integers("rate")
                .integers("lengths", -1)
                .input("h", 1, -1, HIDDEN)
                .input("c", 1, -1, HIDDEN)
                .weights("w", List.of(1L, 4L * HIDDEN, (long) FEATURES), part(weights, 0, input))
                .weights("r", List.of(1L, 4L * HIDDEN, (long) HIDDEN), part(weights, input, recurrent))
                .weights("b", List.of(1L, 8L * HIDDEN), part(weights, input + recurrent, 8 * HIDDEN))
                .node("Cast rate -> rateF", Graph.number("to", 1))
                .node("Cast lengths -> lengths32", Graph.number("to", 6))
                .node("Div x rateF -> scaled")
                .node("LSTM scaled w r b lengths32 h c -> all hN cN", Graph.number("hidden_size", HIDDEN))
                .node("Transpose hN -> y", Graph.numbers("perm", List.of(1L, 0L, 2L)))
                .output("y", -1, 1, HIDDEN)
                .output("hN", 1, -1, HIDDEN)
                .output("cN", 1, -1, HIDDEN);
    }

    static ModelManifest lstmManifest() {
        return new ModelManifest(
                "lstm",
                "1",
                new SignalSpec(2, 8),
                WindowSpec.tumbling(FEATURES / 2),
                new InputSpec("x", List.of(Axis.STEP, Axis.BATCH, Axis.SAMPLE)),
                List.of(
                        new StateSpec("h", "hN", List.of(1, HIDDEN), 1, 0),
                        new StateSpec("c", "cN", List.of(1, HIDDEN), 1, 0)),
                "lengths",
                List.of(new ConstantSpec("rate", ConstantSpec.Type.INT64, List.of(), List.of(8.0))),
                List.of(output(HIDDEN)),
                null);
    }

    /** Input weights, recurrent weights, then both biases; gates in ONNX's order i, o, f, c. */
    static float[] lstmWeights(long seed) {
        Random random = new Random(seed);
        float[] weights = new float[4 * HIDDEN * (FEATURES + HIDDEN + 2)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextFloat() - 0.5f;
        }
        return weights;
    }

    static OutputSpec output(int size) {
        return new OutputSpec("y", OutputSpec.Kind.RAW, List.of(size), List.of(), List.of());
    }

    static ModelManifest manifest(SignalSpec signal, InputSpec input, List<StateSpec> states, OutputSpec output) {
        return manifest(signal, WindowSpec.tumbling(3), input, states, output);
    }

    static ModelManifest manifest(
            SignalSpec signal, WindowSpec window, InputSpec input, List<StateSpec> states, OutputSpec output) {
        @Nullable String lengths = null;
        return new ModelManifest(
                "small", "1", signal, window, input, states, lengths, List.of(), List.of(output), null);
    }

    private static float[] part(float[] values, int from, int size) {
        float[] part = new float[size];
        System.arraycopy(values, from, part, 0, size);
        return part;
    }
}
