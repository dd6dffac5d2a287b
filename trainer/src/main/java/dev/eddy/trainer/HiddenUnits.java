package dev.eddy.trainer;

import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.export.Trace;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.report.HiddenStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the hidden units of a model file do while a test recording goes by, step after step as when it is served.
 *
 * @param file the model
 * @param manifest what it promises
 * @param labels the name of each label of the data
 */
record HiddenUnits(Path file, ModelManifest manifest, List<String> labels) {

    private static final int MOST_UNITS = 64;
    private static final int MOST_STEPS = 600;

    /** What a recurrent cell says, beside what it keeps to itself and what other layers remember. */
    private static final String SAID = "_h_";

    /** The recording with the most labels; nothing for a model without memory. */
    Optional<HiddenStates> of(List<Steps> test, double secondsPerStep) {
        return manifest.states().isEmpty()
                ? Optional.empty()
                : test.stream()
                        .filter(run -> run.count() > 1)
                        .max(Comparator.comparingLong(HiddenUnits::variety).thenComparingInt(Steps::count))
                        .map(run -> show(run.slice(0, Math.min(run.count(), MOST_STEPS)), secondsPerStep));
    }

    private static long variety(Steps run) {
        return Arrays.stream(run.labels()).distinct().count();
    }

    private HiddenStates show(Steps run, double secondsPerStep) {
        try (ServedModel model = new ServedModel(file, manifest)) {
            Trace trace = model.trace(run.values(), run.count());
            return new HiddenStates(run.key(), signal(run), units(trace), secondsPerStep, strips(run, trace));
        }
    }

    private double[][] signal(Steps run) {
        int channels = manifest.channelsGiven();
        double[][] signal = new double[channels][run.values().length / channels];
        for (int i = 0; i < run.values().length; i++) {
            signal[i % channels][i / channels] = run.values()[i];
        }
        return signal;
    }

    private float[][] units(Trace trace) {
        int[] places = places().limit(MOST_UNITS).toArray();
        float[][] units = new float[places.length][trace.states().size()];
        for (int unit = 0; unit < places.length; unit++) {
            for (int step = 0; step < units[unit].length; step++) {
                units[unit][step] = trace.states().get(step)[places[unit]];
            }
        }
        return units;
    }

    /** Places in the flat state. */
    private IntStream places() {
        boolean recurrent = manifest.states().stream().anyMatch(HiddenUnits::isSaid);
        IntStream places = IntStream.empty();
        int from = 0;
        for (StateSpec state : manifest.states()) {
            if (!recurrent || isSaid(state)) {
                places = IntStream.concat(places, IntStream.range(from, from + state.size()));
            }
            from += state.size();
        }
        return places;
    }

    private static boolean isSaid(StateSpec state) {
        return state.input().contains(SAID);
    }

    private List<HiddenStates.Strip> strips(Steps run, Trace trace) {
        List<HiddenStates.Strip> strips = new ArrayList<>();
        if (manifest.outputs().get(0).kind() == OutputSpec.Kind.CLASSIFICATION) {
            strips.add(new HiddenStates.Strip(
                    "answered",
                    trace.answers().stream()
                            .map(scores -> labels.get(Answers.largest(scores)))
                            .toList()));
        }
        if (Arrays.stream(run.labels()).anyMatch(label -> label >= 0)) {
            strips.add(new HiddenStates.Strip(
                    "true",
                    Arrays.stream(run.labels())
                            .mapToObj(label -> label < 0 ? "unlabelled" : labels.get(label))
                            .toList()));
        }
        return strips;
    }
}
