package dev.eddy.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A model file in ONNX Runtime, on one thread of the CPU. */
final class ModelSession implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final ModelManifest manifest;
    private final List<StateLayout> layouts = new ArrayList<>();

    ModelSession(Path file, ModelManifest manifest) throws OrtException {
        this.manifest = manifest;
        int offset = 0;
        for (var state : manifest.states()) {
            layouts.add(new StateLayout(state, offset));
            offset += state.size();
        }
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(file.toString(), options);
        }
    }

    /** Runs rows together, padded with zeros to the longest. */
    List<Row.Result> run(List<Row> rows) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            fill(inputs, rows);
            try (OrtSession.Result outputs = session.run(inputs)) {
                return results(outputs, rows);
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private void fill(Map<String, OnnxTensor> inputs, List<Row> rows) throws OrtException {
        int steps = rows.stream().mapToInt(Row::steps).max().orElseThrow();
        int size = manifest.windowSize();
        float[] values = new float[rows.size() * steps * size];
        for (int i = 0; i < rows.size(); i++) {
            float[] row = rows.get(i).values();
            System.arraycopy(row, 0, values, i * steps * size, row.length);
        }
        long[] shape = {rows.size(), steps, manifest.window().length(), manifest.channelsGiven()};
        inputs.put(manifest.input().tensor(), floats(values, shape));
        long[] lengths = rows.stream().mapToLong(Row::steps).toArray();
        inputs.put(
                StreamGraph.LENGTHS,
                OnnxTensor.createTensor(environment, LongBuffer.wrap(lengths), new long[] {lengths.length}));
        for (StateLayout layout : layouts) {
            inputs.put(layout.spec().input(), state(layout, rows));
        }
    }

    private OnnxTensor state(StateLayout layout, List<Row> rows) throws OrtException {
        float[] tensor = new float[rows.size() * layout.spec().size()];
        for (int i = 0; i < rows.size(); i++) {
            layout.move(rows.get(i).state(), tensor, new int[] {i, rows.size()}, true);
        }
        return floats(tensor, layout.spec().shape(rows.size()));
    }

    private List<Row.Result> results(OrtSession.Result outputs, List<Row> rows) throws OrtException {
        List<float[]> states = states(outputs, rows.size());
        List<float[]> answers = answers(outputs, rows);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Row.Result(answers.get(i), states.get(i)))
                .toList();
    }

    /** For each row all outputs side by side. */
    private List<float[]> answers(OrtSession.Result outputs, List<Row> rows) throws OrtException {
        int width = manifest.outputs().stream().mapToInt(OutputSpec::size).sum();
        List<float[]> answers =
                rows.stream().map(row -> new float[row.steps() * width]).toList();
        int offset = 0;
        for (OutputSpec output : manifest.outputs()) {
            float[] tensor = floats(outputs, output.tensor());
            int steps = tensor.length / rows.size() / output.size();
            for (int i = 0; i < rows.size(); i++) {
                for (int step = 0; step < rows.get(i).steps(); step++) {
                    int from = (i * steps + step) * output.size();
                    System.arraycopy(tensor, from, answers.get(i), step * width + offset, output.size());
                }
            }
            offset += output.size();
        }
        return answers;
    }

    private List<float[]> states(OrtSession.Result outputs, int rows) throws OrtException {
        List<float[]> states = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            states.add(new float[manifest.stateSize()]);
        }
        for (StateLayout layout : layouts) {
            float[] tensor = floats(outputs, layout.spec().output());
            for (int i = 0; i < rows; i++) {
                layout.move(states.get(i), tensor, new int[] {i, rows}, false);
            }
        }
        return states;
    }

    private OnnxTensor floats(float[] values, long[] shape) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    private static float[] floats(OrtSession.Result outputs, String name) throws OrtException {
        OnnxTensor tensor = (OnnxTensor)
                outputs.get(name).orElseThrow(() -> new IllegalStateException("the graph has no output " + name));
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
