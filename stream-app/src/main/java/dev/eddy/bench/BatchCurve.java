package dev.eddy.bench;

import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How many windows a model scores per second, by the size of its batches, on one device and on another: in turn, round
 * after round, each from the states that the run before left. One thread.
 */
public final class BatchCurve {

    private final Plan plan;

    /**
     * How it is measured.
     *
     * @param batches sizes
     * @param rounds that count
     * @param each how long one size is run on one device in a round
     */
    public record Plan(List<Integer> batches, int rounds, Duration each) {

        /** Checks that there is something to be done. */
        public Plan {
            batches = List.copyOf(batches);
            if (batches.isEmpty() || Collections.min(batches) < 1) {
                throw new IllegalArgumentException("batches must be sizes of 1 or more but were " + batches);
            }
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds must be 1 or more but was " + rounds);
            }
        }
    }

    /**
     * What one size came to.
     *
     * @param batch its steps
     * @param speeds windows per second of each model, median and ends of the rounds
     */
    record Point(int batch, List<Spread> speeds) {}

    /**
     * Makes ready.
     *
     * @param plan how it is measured
     */
    public BatchCurve(Plan plan) {
        this.plan = plan;
    }

    /**
     * Measures.
     *
     * @param models the same model on some devices
     * @return a table with one row for each size: each device, and how many times as fast as the first the last one is
     */
    public String table(List<? extends SequenceModel> models) {
        StringBuilder table = new StringBuilder("| batch |");
        models.forEach(model -> table.append(" %s: windows/s, median (min–max) |".formatted(model.device())));
        table.append(models.size() == 1 ? "\n|" : " × " + models.get(0).device() + " |\n|---|");
        table.append("---|".repeat(models.size() + 1));
        for (int batch : plan.batches()) {
            Point point = point(batch, models);
            table.append("\n| ").append(batch).append(" |");
            point.speeds()
                    .forEach(speed ->
                            table.append(' ').append(speed.text("%,.0f")).append(" |"));
            if (models.size() > 1) {
                double last = point.speeds().get(models.size() - 1).median();
                table.append(String.format(
                        Locale.ROOT, " %.2f |", last / point.speeds().get(0).median()));
            }
        }
        return table.append('\n').toString();
    }

    private Point point(int batch, List<? extends SequenceModel> models) {
        double[][] speeds = new double[models.size()][plan.rounds()];
        List<Step> steps = steps(models.get(0).manifest(), batch);
        for (int round = -1; round < plan.rounds(); round++) {
            for (int i = 0; i < models.size(); i++) {
                double speed = speed(models.get(i), steps);
                if (round >= 0) {
                    speeds[i][round] = speed;
                }
            }
        }
        return new Point(batch, List.of(speeds).stream().map(Spread::of).toList());
    }

    /** Each step begins from the state that the one before has left. */
    private double speed(SequenceModel model, List<Step> first) {
        List<Step> steps = first;
        long start = System.nanoTime();
        long end = start + plan.each().toNanos();
        long done = 0;
        do {
            steps = next(model.step(steps));
            done += steps.size();
        } while (System.nanoTime() < end);
        return done * 1e9 / (System.nanoTime() - start);
    }

    private static List<Step> next(List<StepResult.Scored> results) {
        return results.stream()
                .map(it -> new Step(it.step().key(), it.step().window(), it.state()))
                .toList();
    }

    private static List<Step> steps(ModelManifest manifest, int count) {
        Random random = new Random(1);
        List<Step> steps = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            steps.add(Step.noise("key" + i, manifest, random));
        }
        return steps;
    }
}
