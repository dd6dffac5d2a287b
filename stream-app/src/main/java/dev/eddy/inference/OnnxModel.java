package dev.eddy.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.model.StateSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model that ONNX Runtime runs, one session for all keys. */
public final class OnnxModel implements SequenceModel {

    private final ModelManifest manifest;
    private final OrtSession session;
    private final Device device;
    private final FixedInputs fixed;
    private final WindowTensor windows;
    private final List<StackedTensor> states;
    private final List<RowLayout> outputs;
    private final Set<String> requested;
    private final int outputSize;
    private final int stateSize;
    private boolean closed;

    OnnxModel(ModelManifest manifest, OnnxLoader.Opened opened, FixedInputs fixed) {
        this.manifest = manifest;
        this.session = opened.session();
        this.device = opened.device();
        this.fixed = fixed;
        this.windows = new WindowTensor(manifest);
        this.states = manifest.states().stream()
                .map(state -> new StackedTensor(RowLayout.of(state.shape(), state.batchAxis())))
                .toList();
        this.outputs = manifest.outputs().stream()
                .map(output -> new RowLayout(1, output.size()))
                .toList();
        this.requested = GraphCheck.outputNames(manifest);
        this.outputSize = manifest.outputSize();
        this.stateSize = manifest.stateSize();
    }

    /**
     * Loads a model and compares its manifest with its graph.
     *
     * @param file the model
     * @param device where to run it
     * @return the model, ready
     * @throws InferenceException when the graph or the device cannot be used
     * @throws dev.eddy.model.ManifestException when the manifest promises what the graph does not have
     */
    public static OnnxModel open(ModelFile file, Device device) {
        return open(file, device, CudaSettings.DEFAULT);
    }

    /**
     * The same with settings for a GPU.
     *
     * @param file the model
     * @param device where to run it
     * @param cuda how a GPU is used
     * @return the model, ready
     * @throws InferenceException when the graph or the device cannot be used
     * @throws dev.eddy.model.ManifestException when the manifest promises what the graph does not have
     */
    public static OnnxModel open(ModelFile file, Device device, CudaSettings cuda) {
        return OnnxLoader.open(file, device, cuda);
    }

    @Override
    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public boolean takesRuns() {
        return manifest.lengths() != null && windows.takesRuns() && device.kind() == Device.Kind.CPU;
    }

    @Override
    public List<StepResult.Scored> step(List<Step> batch) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        int steps = longest(batch);
        try {
            stack(batch, steps, inputs);
            try (OrtSession.Result result = session.run(fixed.with(inputs, batch.size()), requested)) {
                return unstack(batch, steps, result);
            }
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime failed on " + batch.size() + " steps: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static int longest(List<Step> batch) {
        int longest = 1;
        for (Step step : batch) {
            longest = Math.max(longest, step.windows().size());
        }
        return longest;
    }

    private void stack(List<Step> batch, int steps, Map<String, OnnxTensor> inputs) throws OrtException {
        inputs.put(manifest.input().tensor(), windows.stack(batch, steps).tensor(windows.shape(batch.size(), steps)));
        if (steps > 1) {
            inputs.put(fixed.lengths(), FixedInputs.lengths(batch));
        }
        int offset = 0;
        for (int i = 0; i < states.size(); i++) {
            StackedTensor state = states.get(i);
            StateSpec spec = manifest.states().get(i);
            FloatBuffer buffer = state.reserve(batch.size());
            for (int row = 0; row < batch.size(); row++) {
                state.layout().stack(batch.get(row).state(), offset, buffer, row, batch.size());
            }
            inputs.put(spec.input(), state.tensor(spec.shape(batch.size())));
            offset += state.layout().size();
        }
    }

    private List<StepResult.Scored> unstack(List<Step> batch, int steps, OrtSession.Result result) {
        List<StepResult.Scored> results = new ArrayList<>(batch.size());
        for (Step step : batch) {
            float[] told = new float[step.windows().size() * outputSize];
            results.add(new StepResult.Scored(step, told, new float[stateSize]));
        }
        int offset = 0;
        for (int i = 0; i < outputs.size(); i++) {
            OutputSpec output = manifest.outputs().get(i);
            FloatBuffer tensor = floats(result, output.tensor(), batch.size() * steps * output.size());
            unstackOutput(tensor, outputs.get(i), results, steps, offset);
            offset += outputs.get(i).size();
        }
        offset = 0;
        for (int i = 0; i < states.size(); i++) {
            StateSpec state = manifest.states().get(i);
            RowLayout layout = states.get(i).layout();
            FloatBuffer tensor = floats(result, state.output(), batch.size() * state.size());
            for (int row = 0; row < results.size(); row++) {
                layout.unstack(tensor, row, results.size(), results.get(row).state(), offset);
            }
            offset += layout.size();
        }
        return results;
    }

    /** Without what a row says of the zeros behind its windows. */
    private void unstackOutput(
            FloatBuffer tensor, RowLayout layout, List<StepResult.Scored> results, int steps, int offset) {
        for (int row = 0; row < results.size(); row++) {
            StepResult.Scored result = results.get(row);
            for (int i = 0; i < result.step().windows().size(); i++) {
                layout.unstack(
                        tensor, row * steps + i, results.size() * steps, result.outputs(), i * outputSize + offset);
            }
        }
    }

    /** A graph may leave sizes open, so what was checked at the start need not be what comes. */
    private static FloatBuffer floats(OrtSession.Result result, String name, int wanted) {
        FloatBuffer floats = ((OnnxTensor) result.get(name)
                        .orElseThrow(() -> new InferenceException("the run did not return " + name, null)))
                .getFloatBuffer();
        if (floats.remaining() != wanted) {
            throw new InferenceException(
                    "the run must return " + wanted + " numbers as " + name + " but returned " + floats.remaining()
                            + ": correct its shape in the manifest",
                    null);
        }
        return floats;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        fixed.close();
        close(session);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new InferenceException("ONNX Runtime could not close the model: " + e.getMessage(), e);
        }
    }
}
