package dev.eddy.topology;

import dev.eddy.event.Began;
import dev.eddy.event.Flag;
import dev.eddy.event.Prediction;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.signal.Micros;
import dev.eddy.signal.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what a model said into the words of its manifest. The same for the stream and offline. Any thread may call. */
public final class Predictions {

    private final ModelManifest manifest;
    private final List<String> labels;
    private final int labelsAt;

    /**
     * For one model.
     *
     * @param manifest what its outputs mean
     */
    public Predictions(ModelManifest manifest) {
        this.manifest = manifest;
        this.labels = manifest.classification().map(OutputSpec::labels).orElse(List.of());
        this.labelsAt = offset(manifest);
    }

    /**
     * Words a result.
     *
     * @param result a scored step
     * @return the prediction of its window
     */
    public Prediction of(StepResult.Scored result) {
        Window window = result.step().window();
        return new Prediction(
                manifest.name(),
                manifest.version(),
                window.epoch(),
                window.step(),
                Micros.time(window.startMicros()),
                Micros.time(window.endMicros()),
                label(result.outputs()),
                scores(result.outputs()),
                packed(result.outputs()),
                flags(window),
                began(window));
    }

    private static int offset(ModelManifest manifest) {
        int offset = 0;
        for (OutputSpec output : manifest.outputs()) {
            if (output.kind() == OutputSpec.Kind.CLASSIFICATION) {
                return offset;
            }
            offset += output.size();
        }
        return 0;
    }

    /**
     * The most probable label.
     *
     * @param outputs of a scored step
     * @return its name, empty for a model that knows none
     */
    public String label(float[] outputs) {
        return labels.isEmpty() ? "" : labels.get(best(outputs));
    }

    /**
     * What to say of a prediction in one number.
     *
     * @param outputs of a scored step
     * @return the probability of the label, or the first output of a model that knows none
     */
    public float score(float[] outputs) {
        return labels.isEmpty() ? outputs[0] : outputs[labelsAt + best(outputs)];
    }

    private int best(float[] outputs) {
        int best = 0;
        for (int i = 1; i < labels.size(); i++) {
            if (outputs[labelsAt + i] > outputs[labelsAt + best]) {
                best = i;
            }
        }
        return best;
    }

    private Map<String, Float> scores(float[] outputs) {
        Map<String, Float> scores = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            scores.put(labels.get(i), outputs[labelsAt + i]);
        }
        return scores;
    }

    private static ByteBuffer packed(float[] outputs) {
        ByteBuffer packed = ByteBuffer.allocate(outputs.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        packed.asFloatBuffer().put(outputs);
        return packed;
    }

    private static Began began(Window window) {
        return switch (window.began()) {
            case UNKNOWN -> Began.UNKNOWN;
            case FIRST -> Began.FIRST;
            case GAP -> Began.GAP;
            case MARK -> Began.MARK;
            case RESET -> Began.RESET;
            case SILENCE -> Began.SILENCE;
            case DURATION -> Began.DURATION;
        };
    }

    private static List<Flag> flags(Window window) {
        List<Flag> flags = new ArrayList<>(3);
        if (window.initial()) {
            flags.add(Flag.FIRST_OF_EPOCH);
        }
        if (window.gapFilled()) {
            flags.add(Flag.GAP_FILLED);
        }
        if (window.padded()) {
            flags.add(Flag.PADDED);
        }
        return flags;
    }
}
