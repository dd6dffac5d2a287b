package dev.eddy.inference;

import dev.eddy.inference.GraphDescription.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which outputs of a graph are to go into which of its inputs at the next step. A pair has the same type and shape and, but
 * for words like "in" and "next", the same name; where names tell nothing, a shape that no others have is enough.
 */
final class StatePairs {

    /** What tells the two ends of a state apart; the rest of their names is the same. */
    private static final Set<String> ENDS = Set.of(
            "in",
            "out",
            "input",
            "output",
            "prev",
            "previous",
            "next",
            "new",
            "past",
            "present",
            "init",
            "initial",
            "last",
            "final",
            "n",
            "t",
            "0",
            "1",
            "before",
            "after",
            "updated");

    private final List<Pair> pairs = new ArrayList<>();
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;

    /**
     * One state.
     *
     * @param in the input that takes it
     * @param out the output that gives it
     * @param byName whether their names say so, too
     */
    record Pair(Tensor in, Tensor out, boolean byName) {}

    private StatePairs(GraphDescription graph) {
        this.inputs = candidates(graph.inputs());
        this.outputs = candidates(graph.outputs());
    }

    static List<Pair> of(GraphDescription graph) {
        StatePairs found = new StatePairs(graph);
        found.byName();
        found.byShape();
        return found.pairs;
    }

    private static List<Tensor> candidates(List<Tensor> tensors) {
        return new ArrayList<>(tensors.stream().filter(Tensor::isFloat).toList());
    }

    private void byName() {
        for (Tensor in : List.copyOf(inputs)) {
            outputs.stream()
                    .filter(out -> fit(in, out) && !stem(in).isEmpty() && stem(in).equals(stem(out)))
                    .findFirst()
                    .ifPresent(out -> take(new Pair(in, out, true)));
        }
    }

    /** The first input is what the graph is about: without a name it is no state. */
    private void byShape() {
        for (Tensor in : List.copyOf(inputs)) {
            Optional<Tensor> out = only(outputs, in);
            if (inputs.indexOf(in) > 0
                    && out.isPresent()
                    && only(inputs, out.get()).isPresent()) {
                take(new Pair(in, out.get(), false));
            }
        }
    }

    private static Optional<Tensor> only(List<Tensor> among, Tensor like) {
        List<Tensor> fitting = among.stream().filter(it -> fit(it, like)).toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private void take(Pair pair) {
        pairs.add(pair);
        inputs.remove(pair.in());
        outputs.remove(pair.out());
    }

    /** An axis that one of them leaves open may be of any length in the other. */
    private static boolean fit(Tensor in, Tensor out) {
        boolean fit = in.shape().size() == out.shape().size() && !in.shape().isEmpty();
        for (int i = 0; fit && i < in.shape().size(); i++) {
            long a = in.shape().get(i);
            long b = out.shape().get(i);
            fit = a == b || a == GraphDescription.ANY || b == GraphDescription.ANY;
        }
        return fit;
    }

    /** {@code hN}, {@code h_out}, {@code new.h} and {@code h0} all are {@code h}. */
    private static String stem(Tensor tensor) {
        String parted = tensor.name().replaceAll("([a-z])([A-Z0-9])", "$1_$2").toLowerCase(Locale.ROOT);
        String stem = Arrays.stream(parted.split("[^a-z0-9]+", -1))
                .filter(part -> !ENDS.contains(part))
                .collect(Collectors.joining("_"));
        return stem.length() > 1 && stem.endsWith("n") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
