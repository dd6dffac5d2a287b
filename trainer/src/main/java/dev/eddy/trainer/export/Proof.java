package dev.eddy.trainer.export;

import ai.onnxruntime.OrtException;
import dev.eddy.model.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Shows that a model file does what the fitted network does, however its rows and steps are put together.
 *
 * @param cases real runs of steps with what the network says about them; of different lengths, several steps each
 * @param rounding how much the network's own answers change when its input is changed by a rounding; a recurrent network
 *     may enlarge a difference from step to step, and no other order of summing can then agree better than that
 * @param format how much what goes from one run of the file to the next is rounded by its format, 0 for not at all
 */
public record Proof(List<Case> cases, double rounding, double format) {

    /** The largest difference allowed, relative to values above 1, where rounding alone does not make more. */
    public static final double TOLERANCE = 1e-5;

    private static final double ROUNDINGS = 10;

    /** The distance between two neighbouring floats, relative to them. */
    private static final float ROUNDING = 0x1p-23f;

    /**
     * A proof for a network that does not enlarge differences.
     *
     * @param cases real runs of steps with what the network says about them
     */
    public Proof(List<Case> cases) {
        this(cases, 0);
    }

    /**
     * A proof for a network whose states go from run to run as they are.
     *
     * @param cases real runs of steps with what the network says about them
     * @param rounding how much the network's own answers change when its input is changed by a rounding
     */
    public Proof(List<Case> cases, double rounding) {
        this(cases, rounding, 0);
    }

    /**
     * How far two values are apart.
     *
     * @param actual what is
     * @param expected what should be
     * @return the difference, relative to the expected value where that is above 1
     */
    public static double difference(float actual, float expected) {
        return Math.abs((double) actual - expected) / Math.max(1, Math.abs(expected));
    }

    /**
     * What is allowed here.
     *
     * @return {@value #TOLERANCE}, or {@value #ROUNDINGS} times the effect of a rounding where that is more
     */
    public double tolerance() {
        return tolerance(Math.max(rounding, format));
    }

    private static double tolerance(double rounding) {
        return Math.max(TOLERANCE, ROUNDINGS * rounding);
    }

    /**
     * Changes every value by a rounding.
     *
     * @param values not changed themselves
     * @return a copy, some values a little greater, the others a little less
     */
    public static float[] nudged(float[] values) {
        float[] nudged = values.clone();
        for (int i = 0; i < nudged.length; i++) {
            nudged[i] *= i % 3 == 0 ? 1 + ROUNDING : 1 - ROUNDING;
        }
        return nudged;
    }

    /**
     * One run of steps.
     *
     * @param key where it comes from
     * @param steps how many steps it has
     * @param values samples {@code [step][sample][channel]} flattened
     * @param expected all outputs side by side, {@code [step][number]} flattened
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
     * @throws ProofException when a difference exceeds {@link #tolerance()}
     */
    public List<String> check(Path file, ModelManifest manifest) {
        try (ModelSession session = new ModelSession(file, manifest)) {
            Carried carried = new Carried(new ArrayList<>(), new Difference("hidden state after carrying it"));
            List<Difference> answers = List.of(
                    whole(session, manifest, carried.after),
                    cut(session, manifest, 1, carried),
                    cut(session, manifest, 3, carried),
                    alone(session, manifest));
            List<String> lines = Stream.concat(answers.stream(), Stream.of(carried.difference))
                    .map(Difference::line)
                    .toList();
            double stateTolerance = tolerance(Math.max(format, felt(session, manifest, carried.after)));
            if (answers.stream().anyMatch(difference -> difference.exceeds(tolerance()))
                    || carried.difference.exceeds(stateTolerance)) {
                throw new ProofException(("the exported graph must agree with the network within %s, its hidden state"
                                + " within %s, but does not:\n  %s")
                        .formatted(tolerance(), stateTolerance, String.join("\n  ", lines)));
            }
            return lines;
        } catch (OrtException e) {
            throw new ProofException("ONNX Runtime refuses the graph: " + e.getMessage());
        }
    }

    /**
     * The same runs of steps with what a file says about them, each alone.
     *
     * @param file the model
     * @param manifest what it promises
     * @param precision of the file
     * @return a proof that asks whether a file agrees with this one
     */
    public Proof answeredBy(Path file, ModelManifest manifest, Precision precision) {
        try (ServedModel served = new ServedModel(file, manifest)) {
            List<Case> answered = new ArrayList<>();
            for (Case one : cases) {
                float[] answer = served.answers(List.of(one.values)).get(0);
                answered.add(new Case(one.key, one.steps, one.values, answer));
            }
            return new Proof(answered, rounding, precision.rounding());
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
            difference.compare(results.get(i).answer(), cases.get(i).expected, cases.get(i).key);
            states.add(results.get(i).state());
        }
        return difference;
    }

    /** How much the hidden states change when the input is changed by a rounding. */
    private double felt(ModelSession session, ModelManifest manifest, List<float[]> states) throws OrtException {
        Difference difference = new Difference("a rounding");
        List<Row> rows = cases.stream()
                .map(one -> new Row(nudged(one.values), one.steps, manifest.initialState()))
                .toList();
        List<Row.Result> results = session.run(rows);
        for (int i = 0; i < rows.size(); i++) {
            difference.compare(results.get(i).state(), states.get(i), cases.get(i).key);
        }
        return difference.largest();
    }

    /** The states after all steps at once, and how far those are from them that were carried. */
    private record Carried(List<float[]> after, Difference difference) {}

    /** Run after run, each row taking a few steps at a time, until all rows are through; states must agree then. */
    private Difference cut(ModelSession session, ModelManifest manifest, int longest, Carried carried)
            throws OrtException {
        Difference difference = new Difference("up to %d steps at a time, carried state".formatted(longest));
        List<float[]> states = new ArrayList<>();
        cases.forEach(one -> states.add(manifest.initialState()));
        int[] done = new int[cases.size()];
        for (int[] open = open(done); open.length > 0; open = open(done)) {
            advance(session, new Progress(states, done, open, longest), difference);
        }
        for (int i = 0; i < done.length; i++) {
            carried.difference.compare(states.get(i), carried.after.get(i), "the state of " + cases.get(i).key);
        }
        return difference;
    }

    /** Where each row stands, which rows are not through, and the most steps that a row takes at a time. */
    private record Progress(List<float[]> states, int[] done, int[] open, int longest) {}

    private void advance(ModelSession session, Progress progress, Difference difference) throws OrtException {
        List<Row> rows = new ArrayList<>();
        for (int i : progress.open) {
            int from = progress.done[i];
            int to = Math.min(from + 1 + i % progress.longest, cases.get(i).steps);
            rows.add(new Row(cases.get(i).values(from, to), to - from, progress.states.get(i)));
        }
        List<Row.Result> results = session.run(rows);
        for (int at = 0; at < progress.open.length; at++) {
            int i = progress.open[at];
            int from = progress.done[i];
            progress.done[i] += rows.get(at).steps();
            String place = cases.get(i).key + " at step " + from;
            difference.compare(results.get(at).answer(), cases.get(i).expected(from, progress.done[i]), place);
            progress.states.set(i, results.get(at).state());
        }
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
            difference.compare(session.run(List.of(row)).get(0).answer(), one.expected, one.key);
        }
        return difference;
    }
}
