package dev.eddy.inference;

import dev.eddy.inference.GraphDescription.Tensor;
import dev.eddy.model.Axis;
import dev.eddy.model.ConstantSpec;
import dev.eddy.model.InputSpec;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A manifest for a graph that has none, as far as names and shapes tell; a person confirms or corrects it.
 *
 * @param manifest whole, with a guess wherever nothing is known
 * @param guesses what nothing in the graph says, and what was taken for it
 */
public record ManifestProposal(ModelManifest manifest, List<String> guesses) {

    /** Copies the list. */
    public ManifestProposal {
        guesses = List.copyOf(guesses);
    }

    /**
     * What a person knows better than the graph.
     *
     * @param name of the model
     * @param rate samples per second (Hz), or 0 if it is not known
     * @param length samples of a window where the graph leaves that open, or 0 if it is not known
     * @param hop samples from one window's start to the next one's, or 0 if it is not known
     */
    public record Known(String name, double rate, int length, int hop) {}

    /**
     * Makes one.
     *
     * @param graph what it has
     * @param known beside it
     * @return the proposal
     * @throws InferenceException if there is nothing that could take a signal, or nothing that could be told
     */
    public static ManifestProposal of(GraphDescription graph, Known known) {
        return new Proposer(graph, known).propose();
    }

    /** The work of one proposal. */
    private static final class Proposer {

        private static final int MIDDLE_RANK = 3;

        private final GraphDescription graph;
        private final Known known;
        private final List<StatePairs.Pair> pairs;
        private final List<String> guesses = new ArrayList<>();

        private Proposer(GraphDescription graph, Known known) {
            this.graph = graph;
            this.known = known;
            this.pairs = StatePairs.of(graph);
        }

        private ManifestProposal propose() {
            Tensor signal = signal();
            List<Axis> axes = axes(signal);
            int samples = samples(signal, axes);
            int channels = Math.max(1, size(signal, axes, Axis.CHANNEL, 1));
            ModelManifest manifest = new ModelManifest(
                    known.name(),
                    "1",
                    new SignalSpec(channels, rate()),
                    window(samples),
                    new InputSpec(signal.name(), axes),
                    pairs.stream().map(this::state).toList(),
                    lengths(),
                    constants(signal),
                    outputs(axes.contains(Axis.STEP)),
                    null);
            return new ManifestProposal(manifest, guesses);
        }

        /** The one of the remaining inputs with most axes. */
        private Tensor signal() {
            return graph.inputs().stream()
                    .filter(it -> it.isFloat() && !isState(it) && it.open() > 0)
                    .reduce((a, b) -> b.shape().size() > a.shape().size() ? b : a)
                    .orElseThrow(() -> new InferenceException(
                            "a graph must have an input of floats with an open batch axis that is no state but has "
                                    + graph.inputs()
                                    + "; export it with a dynamic batch axis",
                            null));
        }

        private boolean isState(Tensor tensor) {
            return pairs.stream().anyMatch(pair -> pair.in().equals(tensor));
        }

        /** The batch comes first, unless the second axis alone is open, as in recurrent networks of PyTorch. */
        private List<Axis> axes(Tensor signal) {
            int rank = signal.shape().size();
            boolean second = rank == MIDDLE_RANK
                    && signal.shape().get(0) == 1
                    && signal.shape().get(1) == GraphDescription.ANY;
            List<Axis> axes =
                    switch (rank) {
                        case 1 -> List.of(Axis.BATCH);
                        case 2 -> List.of(Axis.BATCH, Axis.SAMPLE);
                        case MIDDLE_RANK ->
                            second
                                    ? List.of(Axis.STEP, Axis.BATCH, Axis.SAMPLE)
                                    : three(
                                            signal.shape().get(1),
                                            signal.shape().get(2));
                        default -> List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE, Axis.CHANNEL);
                    };
            if (rank > axes.size()) {
                throw new InferenceException(
                        "the input " + signal + " must have 4 axes at most: batch, step, sample, channel; put what"
                                + " reshapes it into the graph",
                        null);
            }
            guesses.add("input.axes of " + signal + " are " + axes + ": by their number and sizes");
            return axes;
        }

        /** A window has more samples than channels, mostly. */
        private static List<Axis> three(long second, long third) {
            if (second == 1 && third != GraphDescription.ANY) {
                return List.of(Axis.BATCH, Axis.STEP, Axis.SAMPLE);
            }
            boolean channelsFirst = third == GraphDescription.ANY || (second != GraphDescription.ANY && second < third);
            return channelsFirst
                    ? List.of(Axis.BATCH, Axis.CHANNEL, Axis.SAMPLE)
                    : List.of(Axis.BATCH, Axis.SAMPLE, Axis.CHANNEL);
        }

        private int samples(Tensor signal, List<Axis> axes) {
            int size = size(signal, axes, Axis.SAMPLE, 1);
            if (size > 0) {
                return size;
            }
            if (known.length() == 0) {
                guesses.add("window.length is 1: the graph leaves it open; give --window SAMPLES");
            }
            return Math.max(1, known.length());
        }

        /** What windows share is taken for context, which is silent before the first sample. */
        private WindowSpec window(int length) {
            if (known.hop() == 0) {
                guesses.add("window.hop is " + length
                        + ": each window begins where the one before ended. Where it begins with"
                        + " the last samples of that one, as voice detectors often want it, --window is both parts together"
                        + " and --hop the new one: 64 and 512 are --window 576 --hop 512");
                return WindowSpec.tumbling(length);
            }
            int lead = Math.max(0, length - known.hop());
            guesses.add("window.lead is " + lead
                    + ": so many zeros stand in front of the first sample of an epoch, so that the"
                    + " first window has " + Math.min(length, known.hop())
                    + " new samples, too; 0 if it is to be full of"
                    + " samples");
            return new WindowSpec(length, known.hop(), lead, 0);
        }

        /** The size of an axis, 0 where it is open. */
        private static int size(Tensor signal, List<Axis> axes, Axis axis, int absent) {
            int at = axes.indexOf(axis);
            return at < 0 ? absent : (int) Math.max(0, signal.shape().get(at));
        }

        private double rate() {
            if (known.rate() == 0) {
                guesses.add("signal.sampleRate is 1 Hz: no graph says it; give --rate HZ");
                return 1;
            }
            return known.rate();
        }

        private StateSpec state(StatePairs.Pair pair) {
            List<Long> shape = pair.in().shape();
            int batch = Math.max(0, shape.indexOf(GraphDescription.ANY));
            List<Integer> sizes = IntStream.range(0, shape.size())
                    .filter(axis -> axis != batch)
                    .mapToObj(axis -> (int) Math.max(1, shape.get(axis)))
                    .toList();
            if (!pair.byName()) {
                guesses.add("state " + pair.in().name() + " comes back as "
                        + pair.out().name() + ": by the shape alone");
            }
            if (pair.in().open() != 1) {
                guesses.add("state " + pair.in() + " has its batch on axis " + batch
                        + ": one axis should be open, and no other");
            }
            return new StateSpec(pair.in().name(), pair.out().name(), sizes, batch, 0);
        }

        private @Nullable String lengths() {
            Optional<Tensor> lengths = graph.inputs().stream()
                    .filter(it -> it.type().equals("int64") && it.shape().equals(List.of(GraphDescription.ANY)))
                    .findFirst();
            lengths.ifPresent(it -> guesses.add("lengths is " + it + ": whole numbers, one for each key"));
            return lengths.map(Tensor::name).orElse(null);
        }

        private List<ConstantSpec> constants(Tensor signal) {
            return graph.inputs().stream()
                    .filter(it -> !it.equals(signal) && !isState(it) && it.open() == 0)
                    .map(this::constant)
                    .toList();
        }

        private ConstantSpec constant(Tensor tensor) {
            List<Integer> shape = tensor.shape().stream().map(Long::intValue).toList();
            int size = shape.stream().reduce(1, Math::multiplyExact);
            boolean isRate = size == 1 && tensor.name().toLowerCase(Locale.ROOT).matches("sr|.*rate.*");
            double value = isRate ? Math.max(1, known.rate()) : 0;
            guesses.add(
                    "constant " + tensor + " is " + (isRate ? "the sample rate, " : "") + value + ": no graph says it");
            ConstantSpec.Type type =
                    tensor.type().equals("int64") ? ConstantSpec.Type.INT64 : ConstantSpec.Type.FLOAT32;
            return new ConstantSpec(tensor.name(), type, shape, Collections.nCopies(size, value));
        }

        private List<OutputSpec> outputs(boolean steps) {
            List<OutputSpec> outputs = graph.outputs().stream()
                    .filter(it -> it.isFloat()
                            && pairs.stream().noneMatch(pair -> pair.out().equals(it)))
                    .map(it -> output(it, steps ? 2 : 1))
                    .toList();
            if (outputs.isEmpty()) {
                throw new InferenceException(
                        "a graph must have an output of floats that is no state but has " + graph.outputs()
                                + "; export it with what it predicts",
                        null);
            }
            return outputs;
        }

        private OutputSpec output(Tensor tensor, int leading) {
            List<Integer> shape = tensor.shape().stream()
                    .skip(leading)
                    .map(size -> (int) Math.max(1, size))
                    .toList();
            guesses.add("output " + tensor + " is raw, " + shape
                    + " for each key: if it is probabilities of labels, make it a classification and name them");
            return new OutputSpec(tensor.name(), OutputSpec.Kind.RAW, shape, List.of(), List.of());
        }
    }
}
