package dev.eddy.trainer.export;

import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A graph that is run step after step: its hidden state comes in and goes out as tensors, and rows of one batch may
 * have different numbers of steps.
 *
 * <p>Inputs: {@value #SIGNAL} float {@code [batch][step][sample][channel]}; {@value #LENGTHS} int64 {@code [batch]}, the
 * valid steps of each row; one float tensor per state. Between layers a signal is {@code [batch][channel][frame]}.
 *
 * <p>Not thread-safe.
 */
public final class StreamGraph {

    /** Name of the input that takes the windows. */
    public static final String SIGNAL = "signal";

    /** Name of the input that says how many steps each row really has. */
    public static final String LENGTHS = "lengths";

    private static final String BATCH = "batch";
    private static final String STEP = "step";

    private final OnnxGraph graph;
    private final List<StateSpec> states = new ArrayList<>();
    private final Map<Integer, String> frames = new HashMap<>();
    private final String start;

    /**
     * Starts a graph.
     *
     * @param name of the model
     * @param samples per step
     * @param channels per sample
     */
    public StreamGraph(String name, int samples, int channels) {
        graph = new OnnxGraph(name);
        graph.inputFloats(SIGNAL, List.of(BATCH, STEP, samples, channels));
        graph.inputLongs(LENGTHS, List.of(BATCH));
        String flat = graph.op("Reshape", List.of(SIGNAL, graph.longs(0, -1, channels)));
        start = graph.op("Transpose", List.of(flat), Attribute.ofAll("perm", 0, 2, 1));
    }

    /**
     * The nodes themselves.
     *
     * @return the graph that is being written
     */
    public OnnxGraph nodes() {
        return graph;
    }

    /**
     * The signal of all steps on one time axis.
     *
     * @return name of a tensor {@code [batch][channel][step * samples]}
     */
    public String start() {
        return start;
    }

    /**
     * The hidden state so far, in the order in which it was declared.
     *
     * @return the part of the manifest that describes it
     */
    public List<StateSpec> states() {
        return List.copyOf(states);
    }

    /**
     * Declares a state tensor that is zero at the start of an epoch.
     *
     * @param name unique in the graph
     * @param shape sizes without the batch axis
     * @param batchAxis where the batch axis stands
     * @return the name of the tensor that holds the state before the first step of the run
     */
    public String state(String name, List<Integer> shape, int batchAxis) {
        return state(name, shape, batchAxis, 0f);
    }

    /**
     * Declares a state tensor.
     *
     * @param name unique in the graph
     * @param shape sizes without the batch axis
     * @param batchAxis where the batch axis stands
     * @param initial its value at the start of an epoch
     * @return the name of the tensor that holds the state before the first step of the run
     */
    public String state(String name, List<Integer> shape, int batchAxis, float initial) {
        StateSpec state = new StateSpec(name + "_in", name + "_out", shape, batchAxis, initial);
        states.add(state);
        graph.inputFloats(state.input(), shape(state));
        return state.input();
    }

    /**
     * Says what the newest declared state is after each row's last valid step.
     *
     * @param name that it was declared with
     * @param after the tensor that holds it
     */
    public void stateAfter(String name, String after) {
        StateSpec state = states.stream()
                .filter(candidate -> candidate.input().equals(name + "_in"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("state " + name + " must be declared first"));
        graph.output(after, state.output(), shape(state));
    }

    /**
     * How many frames of each row are valid.
     *
     * @param perStep frames in one step
     * @return name of an int64 tensor {@code [batch]}
     */
    public String validFrames(int perStep) {
        return frames.computeIfAbsent(
                perStep, it -> it == 1 ? LENGTHS : graph.op("Mul", List.of(LENGTHS, graph.longs(it))));
    }

    /**
     * Puts the frames that a layer still remembers in front of the new ones, and carries the last ones over to the next
     * run: those before each row's own end, not those before the end of the padding.
     *
     * @param name of the state
     * @param x new frames, {@code [batch][channel][frame]}
     * @param frame channels and frames per step of {@code x}
     * @param context how many frames are remembered; with 0 there is no state
     * @return name of a tensor {@code [batch][channel][context + frame]}
     */
    public String withContext(String name, String x, FrameShape frame, int context) {
        if (context == 0) {
            return x;
        }
        int channels = frame.values();
        String before = state(name, List.of(channels, context), 0);
        String joined = graph.op("Concat", List.of(before, x), Attribute.of("axis", 2));
        long[] offsets = LongStream.range(0, context).toArray();
        String ends = graph.op("Reshape", List.of(validFrames(frame.perStep()), graph.longs(-1, 1, 1)));
        String places = graph.op("Add", List.of(ends, graph.longs(offsets)));
        String everyChannel = graph.op("Expand", List.of(places, graph.longs(1, channels, 1)));
        stateAfter(name, graph.op("GatherElements", List.of(joined, everyChannel), Attribute.of("axis", 2)));
        return joined;
    }

    /**
     * What some rows were one step before, also across runs.
     *
     * @param name of the state, zero at the start of an epoch
     * @param rows tensor {@code [batch][step][number]}
     * @param size numbers in a row
     * @return name of a tensor of the same shape
     */
    public String shifted(String name, String rows, int size) {
        String joined = graph.op("Concat", List.of(state(name, List.of(1, size), 0), rows), Attribute.of("axis", 1));
        stateAfter(name, at(joined, graph.op("Unsqueeze", List.of(LENGTHS, graph.longs(1))), size));
        return graph.op("Slice", List.of(joined, graph.longs(0), graph.longs(-1), graph.longs(1)));
    }

    /**
     * Each row's newest valid step.
     *
     * @param rows tensor {@code [batch][step][number]}
     * @param size numbers in a row
     * @return name of a tensor {@code [batch][1][number]}
     */
    public String atLastStep(String rows, int size) {
        String last = graph.op("Sub", List.of(LENGTHS, graph.longs(1)));
        return at(rows, graph.op("Unsqueeze", List.of(last, graph.longs(1))), size);
    }

    private String at(String rows, String places, int size) {
        String wide = graph.op("Unsqueeze", List.of(places, graph.longs(2)));
        String everyNumber = graph.op("Expand", List.of(wide, graph.longs(1, 1, size)));
        return graph.op("GatherElements", List.of(rows, everyNumber), Attribute.of("axis", 1));
    }

    /**
     * Gives a tensor the shape {@code [batch][sizes…]}.
     *
     * @param x whose elements are already in that order
     * @param sizes at most one is -1, which stands for what is left
     * @return name of the tensor
     */
    public String perRow(String x, long... sizes) {
        String batch = graph.op("Shape", List.of(LENGTHS));
        String shape = graph.op("Concat", List.of(batch, graph.longs(sizes)), Attribute.of("axis", 0));
        return graph.op("Reshape", List.of(x, shape));
    }

    /**
     * Ends the graph.
     *
     * @param answers for each output of the manifest a tensor, {@code [batch][step]} and the shape of the output
     * @param manifest describes the graph
     * @return the bytes of an {@code .onnx} file with the manifest inside
     */
    public byte[] finish(List<String> answers, ModelManifest manifest) {
        for (int i = 0; i < answers.size(); i++) {
            OutputSpec output = manifest.outputs().get(i);
            List<Object> shape = Stream.<Object>concat(Stream.of(BATCH, STEP), output.shape().stream())
                    .toList();
            graph.output(answers.get(i), output.tensor(), shape);
        }
        return graph.write(Map.of(ModelManifest.KEY, ManifestJson.write(manifest)));
    }

    private static List<Object> shape(StateSpec state) {
        List<Object> shape = new ArrayList<>(state.shape());
        shape.add(state.batchAxis(), BATCH);
        return shape;
    }
}
