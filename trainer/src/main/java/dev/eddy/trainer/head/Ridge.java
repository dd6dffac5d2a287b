package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.network.Scope;
import dev.eddy.trainer.network.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Ridge regression: each channel's changes from its last sample as a linear function of all its samples in the window,
 * in closed form. Channels are brought to the same deviation first, so that the penalty means the same for all.
 */
final class Ridge implements Baseline {

    private static final double PENALTY = 10;

    private final LastSample last;
    private final Scale scale;
    private final List<float[]> weights = new ArrayList<>();

    private Ridge(LastSample last, Scale scale) {
        this.last = last;
        this.scale = scale;
    }

    /**
     * Fits the weights.
     *
     * @param fitted windows with the samples that follow as their truth; those that are not all known do not count
     */
    static Ridge of(List<Steps> fitted, LastSample last) {
        Scale scale = Scale.of(() -> fitted.stream().map(Steps::values).iterator(), last.channels());
        Ridge ridge = new Ridge(last, scale);
        List<Sums> sums = new ArrayList<>();
        for (int channel = 0; channel < last.channels(); channel++) {
            sums.add(new Sums(last.samples(), last.ahead()));
        }
        for (Steps steps : fitted) {
            for (int step = 0; step < steps.count(); step++) {
                for (int channel = 0; channel < last.channels(); channel++) {
                    sums.get(channel).add(ridge.inputs(steps, step, channel), ridge.truths(steps, step, channel));
                }
            }
        }
        sums.forEach(sum -> ridge.weights.add(sum.solve()));
        return ridge;
    }

    @Override
    public float[] forecast(Steps steps) {
        float[] all = last.of(steps);
        int size = last.ahead() * last.channels();
        for (int step = 0; step < steps.count(); step++) {
            for (int channel = 0; channel < last.channels(); channel++) {
                double[] inputs = inputs(steps, step, channel);
                for (int ahead = 0; ahead < last.ahead(); ahead++) {
                    int at = step * size + ahead * last.channels() + channel;
                    all[at] += (float) (scale.width()[channel] * product(inputs, weights.get(channel), ahead));
                }
            }
        }
        return all;
    }

    private double product(double[] inputs, float[] matrix, int ahead) {
        double sum = 0;
        for (int i = 0; i < inputs.length; i++) {
            sum += inputs[i] * matrix[i * last.ahead() + ahead];
        }
        return sum;
    }

    private double[] inputs(Steps steps, int step, int channel) {
        return changes(steps, steps.values(), new int[] {step, channel, last.samples()});
    }

    private double[] truths(Steps steps, int step, int channel) {
        return changes(steps, steps.truth(), new int[] {step, channel, last.ahead()});
    }

    /** From the last sample of the window, at a step and a channel and so many samples. */
    private double[] changes(Steps steps, float[] values, int[] place) {
        int channels = last.channels();
        float newest = steps.values()[((place[0] + 1) * last.samples() - 1) * channels + place[1]];
        double[] changes = new double[place[2]];
        for (int i = 0; i < changes.length; i++) {
            double value = values[(place[0] * place[2] + i) * channels + place[1]];
            changes[i] = (value - newest) / scale.width()[place[1]];
        }
        return changes;
    }

    /** What the closed form is made of: sums of products of inputs with inputs and with truths. */
    private static final class Sums {

        private final double[] inputs;
        private final double[] truths;
        private final int size;
        private final int ahead;

        Sums(int size, int ahead) {
            this.inputs = new double[size * size];
            this.truths = new double[size * ahead];
            this.size = size;
            this.ahead = ahead;
        }

        void add(double[] input, double[] truth) {
            for (double value : truth) {
                if (Double.isNaN(value)) {
                    return;
                }
            }
            for (int row = 0; row < size; row++) {
                addTo(inputs, row, input[row], input);
                addTo(truths, row, input[row], truth);
            }
        }

        private static void addTo(double[] matrix, int row, double factor, double[] values) {
            for (int column = 0; column < values.length; column++) {
                matrix[row * values.length + column] += factor * values[column];
            }
        }

        /** The weights {@code [sample][ahead]} flattened. */
        float[] solve() {
            for (int i = 0; i < size; i++) {
                inputs[i * size + i] += PENALTY;
            }
            return Scope.evaluating(() -> {
                Tensor solved =
                        torch.linalg_solve(Tensor.create(inputs, size, size), Tensor.create(truths, size, ahead), true);
                return Tensors.floats(solved.to(torch.ScalarType.Float));
            });
        }
    }
}
