package dev.eddy.bench;

import dev.eddy.inference.CatchUp;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How many windows a second a model scores of some keys that are behind, by how many windows of a key share a run: in turn,
 * round after round, each key from the state that its run before left. One thread.
 */
public final class BacklogCurve {

    private static final int NOISE = 256;

    private final Plan plan;

    /**
     * How it is measured.
     *
     * @param keys that are behind, all of them in every run of the model
     * @param backlog how far each of them is behind
     * @param runs how many windows of a key share a run of the model
     * @param rounds that count
     */
    public record Plan(int keys, Duration backlog, List<Integer> runs, int rounds) {

        /** Checks that there is something to be done. */
        public Plan {
            runs = List.copyOf(runs);
            if (keys < 1) {
                throw new IllegalArgumentException("keys must be 1 or more but was " + keys);
            }
            if (backlog.isNegative() || backlog.isZero()) {
                throw new IllegalArgumentException("backlog must be above 0 but was " + backlog);
            }
            if (runs.isEmpty() || Collections.min(runs) < 1) {
                throw new IllegalArgumentException("runs must be of 1 window or more but were " + runs);
            }
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds must be 1 or more but was " + rounds);
            }
        }

        /** What the backlog of a key comes to. */
        int windows(ModelManifest manifest) {
            double samples = backlog.toNanos() * 1e-9 * manifest.signal().sampleRate();
            return (int) Math.max(1, samples / manifest.window().hop());
        }
    }

    /**
     * Makes ready.
     *
     * @param plan how it is measured
     */
    public BacklogCurve(Plan plan) {
        this.plan = plan;
    }

    /**
     * Measures.
     *
     * @param model that takes runs of several windows
     * @return a table with one row for each length of a run: how fast it is, how many times as fast as the first, and how far
     *     its answers are off those of one window after the other
     */
    public String table(SequenceModel model) {
        double[][] speeds = new double[plan.runs().size()][plan.rounds()];
        for (int round = -1; round < plan.rounds(); round++) {
            for (int i = 0; i < speeds.length; i++) {
                double speed = speed(model, plan.runs().get(i));
                if (round >= 0) {
                    speeds[i][round] = speed;
                }
            }
        }
        StringBuilder table = new StringBuilder("""
                | windows of a key in a run | windows/s, median (min–max) | times the first row | largest difference |
                |---|---|---|---|
                """);
        for (int i = 0; i < speeds.length; i++) {
            int run = plan.runs().get(i);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %s | %s |%n",
                    run,
                    Spread.of(speeds[i]).text("%,.0f"),
                    ratio(speeds[i], speeds[0]).text("%.2f"),
                    run == 1 ? "–" : difference(model, run)));
        }
        return table.toString();
    }

    private static Spread ratio(double[] speeds, double[] first) {
        double[] ratios = new double[speeds.length];
        for (int round = 0; round < ratios.length; round++) {
            ratios[round] = speeds[round] / first[round];
        }
        return Spread.of(ratios);
    }

    private static String difference(SequenceModel model, int run) {
        double off = CatchUp.distance(model, run, 1);
        return off == 0 ? "none, the same bits" : String.format(Locale.ROOT, "%.2g", off);
    }

    private double speed(SequenceModel model, int run) {
        ModelManifest manifest = model.manifest();
        List<Window> noise = noise(manifest);
        List<float[]> states = new ArrayList<>(Collections.nCopies(plan.keys(), manifest.initialState()));
        int windows = plan.windows(manifest);
        long start = System.nanoTime();
        for (int done = 0; done < windows; done += run) {
            List<Step> steps = new ArrayList<>(plan.keys());
            for (int key = 0; key < plan.keys(); key++) {
                int from = (key + done) % (NOISE - run);
                List<Window> next = noise.subList(from, from + Math.min(run, windows - done));
                steps.add(new Step("", next, states.get(key)));
            }
            List<StepResult.Scored> results = model.step(steps);
            for (int key = 0; key < plan.keys(); key++) {
                states.set(key, results.get(key).state());
            }
        }
        return (double) plan.keys() * windows * 1e9 / (System.nanoTime() - start);
    }

    private static List<Window> noise(ModelManifest manifest) {
        Random random = new Random(1);
        List<Window> noise = new ArrayList<>(NOISE);
        for (int i = 0; i < NOISE; i++) {
            noise.add(Step.noise("", manifest, random).window());
        }
        return noise;
    }
}
