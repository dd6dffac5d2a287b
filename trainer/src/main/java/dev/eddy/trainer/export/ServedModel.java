package dev.eddy.trainer.export;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eddy.model.ManifestJson;
import dev.eddy.model.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model file as it is served: in ONNX Runtime, its hidden state carried from step to step. Not thread-safe. */
public final class ServedModel implements AutoCloseable {

    private static final int BATCH = 64;

    private final ModelManifest manifest;
    private final ModelSession session;

    /**
     * Loads a file.
     *
     * @param file the model
     * @param manifest what it promises
     * @throws ProofException when ONNX Runtime refuses it
     */
    public ServedModel(Path file, ModelManifest manifest) {
        this.manifest = manifest;
        try {
            this.session = new ModelSession(file, manifest);
        } catch (OrtException e) {
            throw refusal(e);
        }
    }

    /**
     * Loads a file by what it says of itself.
     *
     * @param file written by this trainer
     * @return the model
     * @throws ProofException when ONNX Runtime refuses it or it does not say
     */
    public static ServedModel open(Path file) {
        return new ServedModel(file, ManifestJson.read(told(file)));
    }

    private static String told(Path file) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options)) {
            return session.getMetadata()
                    .getCustomMetadataValue(ModelManifest.KEY)
                    .orElseThrow(() -> new ProofException(("%s must carry a manifest under the metadata key %s but does"
                                    + " not; name a file that was written by train")
                            .formatted(file, ModelManifest.KEY)));
        } catch (OrtException e) {
            throw refusal(e);
        }
    }

    /**
     * What the file promises.
     *
     * @return its manifest
     */
    public ModelManifest manifest() {
        return manifest;
    }

    /**
     * The version of what runs the file.
     *
     * @return of ONNX Runtime
     */
    public static String runtime() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /**
     * What the file says and remembers, one step at a time from the initial state.
     *
     * @param values samples {@code [step][sample][channel]} flattened
     * @param steps how many there are, at least 1
     * @return after each step
     */
    public Trace trace(float[] values, int steps) {
        int size = values.length / steps;
        List<float[]> answers = new ArrayList<>();
        List<float[]> states = new ArrayList<>();
        float[] state = manifest.initialState();
        for (int step = 0; step < steps; step++) {
            float[] samples = Arrays.copyOfRange(values, step * size, (step + 1) * size);
            Row.Result result = step(samples, state);
            state = result.state();
            answers.add(result.answer());
            states.add(state);
        }
        return new Trace(answers, states);
    }

    /**
     * What the file says to whole runs of steps, each from the initial state.
     *
     * @param runs samples {@code [step][sample][channel]} flattened, at least one step each
     * @return for each run all outputs side by side, {@code [step][number]} flattened
     */
    public List<float[]> answers(List<float[]> runs) {
        int size = manifest.windowSize();
        List<float[]> answers = new ArrayList<>();
        for (int from = 0; from < runs.size(); from += BATCH) {
            List<Row> rows = runs.subList(from, Math.min(from + BATCH, runs.size())).stream()
                    .map(values -> new Row(values, values.length / size, manifest.initialState()))
                    .toList();
            run(rows).forEach(result -> answers.add(result.answer()));
        }
        return answers;
    }

    /** One step {@code [sample][channel]} of one key. */
    Row.Result step(float[] samples, float[] state) {
        return run(List.of(new Row(samples, 1, state))).get(0);
    }

    private List<Row.Result> run(List<Row> rows) {
        try {
            return session.run(rows);
        } catch (OrtException e) {
            throw refusal(e);
        }
    }

    private static ProofException refusal(OrtException e) {
        return new ProofException("ONNX Runtime refuses the graph: " + e.getMessage());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw refusal(e);
        }
    }
}
