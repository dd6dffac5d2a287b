package dev.eddy.trainer.export;

import ai.onnxruntime.OrtException;
import dev.eddy.model.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shows that a model file does what the fitted network does, however its rows and steps are put together.
 *
 * @param cases real runs of steps with what the network says about them; of different lengths, several steps each
 */
public record Proof(List<Case> cases) {

    /** The largest difference allowed, relative to values above 1. */
    public static final double TOLERANCE = 1e-5;

    /**
     * One run of steps.
     *
     * @param key where it comes from
     * @param steps how many steps it has
     * @param values samples {@code [step][sample][channel]} flattened
     * @param expected scores {@code [step][label]} flattened
     */
    public record Case(String key, int steps, float[] values, float[] expected) {

        private float[] values(int from, int to) {
            int size = values.length / steps;
            return Arrays.copyOfRange(values, from * size, to * size);
        }

        private float[] expected(int from, int to) {
            int size = expected.length / steps;
            return Arrays.copyOfRange(expected, from * size, to * size);
        }
    }

    /**
     * Runs the file.
     *
     * @param file the model
     * @param manifest what it promises
     * @return a line per way of running it, with the largest difference
     * @throws ProofException when a difference exceeds {@value #TOLERANCE}
     */
    public List<String> check(Path file, ModelManifest manifest) {
        try (ModelSession session = new ModelSession(file, manifest)) {
            List<float[]> states = new ArrayList<>();
            List<Difference> differences = List.of(
                    whole(session, manifest, states),
                    cut(session, manifest, i -> 1, states),
                    cut(session, manifest, i -> 1 + i % 3, states),
                    alone(session, manifest));
            List<String> lines = differences.stream().map(Difference::line).toList();
            if (differences.stream().anyMatch(difference -> difference.exceeds(TOLERANCE))) {
                throw new ProofException("the exported graph must agree with the network within " + TOLERANCE
                        + " but does not:\n  " + String.join("\n  ", lines));
            }
            return lines;
        } catch (OrtException e) {
            throw new ProofException("ONNX Runtime refuses the exported graph: " + e.getMessage());
        }
    }

    /** All rows in one run, each with its own number of steps. Keeps the states after it. */
    private Difference whole(ModelSession session, ModelManifest manifest, List<float[]> states) throws OrtException {
        Difference difference = new Difference("all steps at once, ragged batch");
        List<Row> rows = cases.stream()
                .map(one -> new Row(one.values, one.steps, manifest.initialState()))
                .toList();
        List<Row.Result> results = session.run(rows);
        for (int i = 0; i < rows.size(); i++) {
            difference.compare(results.get(i).scores(), cases.get(i).expected, cases.get(i).key);
            states.add(results.get(i).state());
        }
        return difference;
    }

    /** How many steps a row takes in one run. */
    private interface Stride {
        int of(int row);
    }

    /** Run after run, row i taking some steps at a time, until all rows are through; states must agree at the end. */
    private Difference cut(ModelSession session, ModelManifest manifest, Stride stride, List<float[]> after)
            throws OrtException {
        boolean single = stride.of(1) == 1;
        Difference difference = new Difference(
                single ? "step by step, carried state, shrinking batch" : "1 to 3 steps at a time, carried state");
        float[][] states = cases.stream().map(one -> manifest.initialState()).toArray(float[][]::new);
        int[] done = new int[cases.size()];
        for (int[] open = open(done); open.length > 0; open = open(done)) {
            List<Row> rows = new ArrayList<>();
            for (int i : open) {
                int to = Math.min(done[i] + stride.of(i), cases.get(i).steps);
                rows.add(new Row(cases.get(i).values(done[i], to), to - done[i], states[i]));
            }
            List<Row.Result> results = session.run(rows);
            for (int at = 0; at < open.length; at++) {
                int i = open[at];
                int to = done[i] + rows.get(at).steps();
                String place = cases.get(i).key + " at step " + done[i];
                difference.compare(results.get(at).scores(), cases.get(i).expected(done[i], to), place);
                states[i] = results.get(at).state();
                done[i] = to;
            }
        }
        for (int i = 0; i < states.length; i++) {
            difference.compare(states[i], after.get(i), "the state of " + cases.get(i).key);
        }
        return difference;
    }

    private int[] open(int[] done) {
        return IntStream.range(0, done.length)
                .filter(i -> done[i] < cases.get(i).steps)
                .toArray();
    }

    /** Each row in a run of its own. */
    private Difference alone(ModelSession session, ModelManifest manifest) throws OrtException {
        Difference difference = new Difference("every row alone");
        for (Case one : cases) {
            Row row = new Row(one.values, one.steps, manifest.initialState());
            difference.compare(session.run(List.of(row)).get(0).scores(), one.expected, one.key);
        }
        return difference;
    }
}
