package dev.eddy.model;

import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.ResampleSpec;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the runtime must know of a model.
 *
 * @param name of the model, stable over its versions
 * @param version of the model
 * @param signal what it was fitted on
 * @param window how it wants the signal cut
 * @param input the tensor that takes the windows
 * @param states its hidden state, in the order in which it is kept; empty for a model without memory
 * @param lengths name of the optional int64 graph input of shape {@code [batch]} that says how many steps each row
 *     really has, at least 1 each; null where the graph has none
 * @param constants fixed inputs
 * @param outputs what it tells, one or more; a label is taken from the first classification
 * @param provenance where it comes from; null for graphs made by others
 */
public record ModelManifest(
        String name,
        String version,
        SignalSpec signal,
        WindowSpec window,
        InputSpec input,
        List<StateSpec> states,
        @Nullable String lengths,
        List<ConstantSpec> constants,
        List<OutputSpec> outputs,
        @Nullable Provenance provenance) {

    /** The metadata key of an {@code .onnx} file that holds the manifest as JSON. */
    public static final String KEY = "eddy.manifest";

    /** Copies the lists and checks everything, reporting all problems at once. */
    public ModelManifest {
        states = List.copyOf(states);
        constants = List.copyOf(constants);
        outputs = List.copyOf(outputs);
        Problems problems = new Problems();
        problems.requireText("name", name);
        problems.requireText("version", version);
        problems.requireGiven("signal", signal);
        problems.requireGiven("window", window);
        problems.requireGiven("input", input);
        if (signal != null && window != null && input != null) {
            input.check((long) window.length() * window.given(signal).channels(), problems);
            List<String> inputs = inputNames(input, states, lengths, constants);
            problems.require(
                    new HashSet<>(inputs).size() == inputs.size(),
                    "the names of the graph's inputs must differ but were " + inputs);
        }
        for (int i = 0; i < states.size(); i++) {
            states.get(i).check("states[" + i + "]", problems);
        }
        for (int i = 0; i < constants.size(); i++) {
            constants.get(i).check("constants[" + i + "]", problems);
        }
        for (int i = 0; i < outputs.size(); i++) {
            outputs.get(i).check("outputs[" + i + "]", problems);
        }
        problems.require(!outputs.isEmpty(), "outputs must hold at least one output");
        problems.throwIfAny("the manifest of " + name + " " + version);
    }

    /**
     * The same model with other rules for epochs.
     *
     * @param rules that suit what the model was fitted for
     * @return a new manifest
     * @throws IllegalArgumentException when they do not
     */
    public ModelManifest withEpochs(EpochSpec rules) {
        return withWindow(window.withEpochs(window.epochs().replacedBy(rules)));
    }

    /**
     * The same model on readings at any times.
     *
     * @param rule how they become samples
     * @return a new manifest
     */
    public ModelManifest withResampling(ResampleSpec rule) {
        return withWindow(window.withResampling(rule));
    }

    /**
     * The same model under another version.
     *
     * @param other version
     * @return a new manifest
     */
    public ModelManifest withVersion(String other) {
        return new ModelManifest(name, other, signal, window, input, states, lengths, constants, outputs, provenance);
    }

    private ModelManifest withWindow(WindowSpec other) {
        return new ModelManifest(name, version, signal, other, input, states, lengths, constants, outputs, provenance);
    }

    /**
     * What the model is given of each sample.
     *
     * @return channels of the signal, and one more where the model is told which samples were made up
     */
    public int channelsGiven() {
        return window.given(signal).channels();
    }

    /**
     * How much the model is given in one step.
     *
     * @return values of a window
     */
    public int windowSize() {
        return Math.multiplyExact(window.length(), channelsGiven());
    }

    /**
     * How much one key carries from step to step.
     *
     * @return floats per key
     */
    public int stateSize() {
        return states.stream().mapToInt(StateSpec::size).reduce(0, Math::addExact);
    }

    /**
     * The hidden state at the start of every epoch.
     *
     * @return a new flat array in the order of {@code states}
     */
    public float[] initialState() {
        float[] initial = new float[stateSize()];
        int at = 0;
        for (StateSpec state : states) {
            Arrays.fill(initial, at, at + state.size(), state.initial());
            at += state.size();
        }
        return initial;
    }

    /**
     * How much one key gets in one step, all outputs together.
     *
     * @return floats per key and step
     */
    public int outputSize() {
        return outputs.stream().mapToInt(OutputSpec::size).reduce(0, Math::addExact);
    }

    /**
     * The output that gives a prediction its label.
     *
     * @return the first classification among the outputs
     */
    public Optional<OutputSpec> classification() {
        return outputs.stream()
                .filter(output -> output.kind() == OutputSpec.Kind.CLASSIFICATION)
                .findFirst();
    }

    /**
     * Every tensor name that the graph must have as an input.
     *
     * @return input, states, lengths and constants
     */
    public Set<String> inputNames() {
        return Set.copyOf(inputNames(input, states, lengths, constants));
    }

    private static List<String> inputNames(
            InputSpec input, List<StateSpec> states, @Nullable String lengths, List<ConstantSpec> constants) {
        List<String> names = new ArrayList<>();
        names.add(input.tensor());
        states.forEach(state -> names.add(state.input()));
        constants.forEach(constant -> names.add(constant.tensor()));
        if (lengths != null) {
            names.add(lengths);
        }
        return names;
    }
}
