package dev.eddy.trainer.head;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.network.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The distance between a window and its forecast, in units of the usual distance.
 *
 * <p>With {@code e[t]} the mean squared error of the forecast of window t (1 for the first one of an epoch, of which
 * there is no forecast) and {@code s[0] = 1}: {@code score[t] = sqrt(e[t] / s[t])} and {@code s[t+1] = decay * s[t] +
 * (1 - decay) * e[t]}. Over the steps of one run the recurrence is a product with a triangular matrix.
 *
 * @param decay share of the running scale that is kept
 * @param channels of a sample
 * @param samples in a window
 */
record Residual(double decay, int channels, int samples) {

    private static final float TINY = 1e-12f;

    int size() {
        return channels * samples;
    }

    /** From {@code [1][value][step]} and {@code [1][channel][step * sample]} to scores {@code [1][step][1]}. */
    Tensor answer(Tensor raw, Tensor signal, Scale scale) {
        float[] windows = scale.into(Tensors.floats(signal.transpose(1, 2)));
        float[] foretold = Tensors.floats(raw.transpose(1, 2));
        int steps = windows.length / size();
        float[] scores = new float[steps];
        double usual = 1;
        for (int step = 0; step < steps; step++) {
            double error = step == 0 ? 1 : error(windows, foretold, step);
            scores[step] = (float) Math.sqrt(error / (usual + TINY));
            usual = decay * usual + (1 - decay) * error;
        }
        return Tensor.create(scores, 1, steps, 1).clone();
    }

    private double error(float[] windows, float[] foretold, int step) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            double difference = windows[step * size() + i] - foretold[(step - 1) * size() + i];
            sum += difference * difference;
        }
        return sum / size();
    }

    /** The same as nodes: the name of a tensor {@code [batch][step][1]}. */
    String export(StreamGraph graph, String raw, Scale scale) {
        OnnxGraph nodes = graph.nodes();
        String errors = errors(graph, raw, scale);
        String before = graph.state("usual", List.of(1, 1), 0, 1f);
        Matrix matrix = Matrix.of(nodes, errors, (float) decay);
        String fromStart = nodes.op("Mul", List.of(matrix.powers(), before));
        String fromErrors = nodes.op("MatMul", List.of(matrix.weights(), errors));
        String usual = nodes.op("Add", List.of(fromStart, fromErrors));
        String kept = nodes.op("Mul", List.of(usual, one(nodes, (float) decay)));
        String added = nodes.op("Mul", List.of(errors, one(nodes, (float) (1 - decay))));
        graph.stateAfter("usual", graph.atLastStep(nodes.op("Add", List.of(kept, added)), 1));
        String safe = nodes.op("Add", List.of(usual, one(nodes, TINY)));
        return nodes.op("Sqrt", List.of(nodes.op("Div", List.of(errors, safe))));
    }

    /** {@code [batch][step][1]}: how far each window is from its forecast; remembers the newest forecast. */
    private String errors(StreamGraph graph, String raw, Scale scale) {
        OnnxGraph nodes = graph.nodes();
        String rows = nodes.op("Transpose", List.of(graph.start()), Attribute.ofAll("perm", 0, 2, 1));
        String windows = nodes.op("Reshape", List.of(rows, nodes.longs(0, -1, size())));
        String centred = nodes.op("Sub", List.of(windows, nodes.floats(scale.shift(), size())));
        String scaled = nodes.op("Div", List.of(centred, nodes.floats(scale.width(), size())));
        String foretold = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
        String difference = nodes.op("Sub", List.of(scaled, graph.shifted("foretold", foretold, size())));
        String squares = nodes.op("Mul", List.of(difference, difference));
        String mean = nodes.op("ReduceMean", List.of(squares), Attribute.ofAll("axes", 2));
        String known = nodes.op("Add", List.of(nodes.op("Mul", List.of(mean, one(nodes, 0f))), one(nodes, 1f)));
        String seen = graph.shifted("seen", known, 1);
        String usual = nodes.op("Sub", List.of(one(nodes, 1f), seen));
        return nodes.op("Add", List.of(nodes.op("Mul", List.of(mean, seen)), usual));
    }

    private static String one(OnnxGraph nodes, float value) {
        return nodes.floats(new float[] {value});
    }

    /**
     * What the running scale is made of at each step of a run.
     *
     * @param powers {@code [step][1]}: the share of the scale before the run
     * @param weights {@code [step][step]}: the share of each error, 0 for errors that are not yet known
     */
    private record Matrix(String powers, String weights) {

        static Matrix of(OnnxGraph nodes, String errors, float decay) {
            String steps = nodes.op("Gather", List.of(nodes.op("Shape", List.of(errors)), nodes.longs(1)));
            String count = nodes.op("Squeeze", List.of(steps));
            String range = nodes.toFloat(nodes.op("Range", List.of(nodes.scalar(0), count, nodes.scalar(1))));
            String down = nodes.op("Reshape", List.of(range, nodes.longs(-1, 1)));
            String across = nodes.op("Reshape", List.of(range, nodes.longs(1, -1)));
            String base = one(nodes, decay);
            String powers = nodes.op("Pow", List.of(base, down));
            String age = nodes.op("Sub", List.of(nodes.op("Sub", List.of(down, across)), one(nodes, 1f)));
            String past = nodes.toFloat(nodes.op("GreaterOrEqual", List.of(age, one(nodes, 0f))));
            String share = nodes.op("Pow", List.of(base, nodes.op("Relu", List.of(age))));
            String weight = nodes.op("Mul", List.of(share, one(nodes, 1 - decay)));
            return new Matrix(powers, nodes.op("Mul", List.of(weight, past)));
        }
    }
}
