package dev.eddy.trainer.augment;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Item;
import dev.eddy.trainer.config.Problems;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turns sensors with three axes, all by the same angle around the same axis, as if the device were worn otherwise.
 *
 * @param degrees greatest angle, forth or back, all as likely; every axis is as likely, too
 * @param sensors the channels x, y, z of each sensor
 */
record Rotate(double degrees, List<List<Integer>> sensors) implements Augmentation {

    private static final int AXES = 3;
    private static final int MAX_CHANNELS = 1 << 16;

    static Rotate read(Fields fields) {
        List<List<Integer>> sensors = fields.items("channels").stream()
                .map(item -> item.items().stream().map(Rotate::channel).toList())
                .toList();
        fields.problems()
                .require(
                        sensors.stream().allMatch(sensor -> sensor.size() == AXES),
                        "%s.channels must be lists of three channels each but was %s; write for example [[0, 1, 2]]"
                                .formatted(fields.path(), sensors));
        return new Rotate(fields.number("degrees", 0, 180), sensors);
    }

    private static int channel(Item item) {
        return item.integer(0, MAX_CHANNELS);
    }

    @Override
    public void check(int channels, Problems problems) {
        for (List<Integer> sensor : sensors) {
            problems.require(
                    sensor.stream().allMatch(channel -> channel < channels),
                    "augment rotate.channels must be below %d, the channels of the signal, but was %s"
                            .formatted(channels, sensor));
        }
    }

    @Override
    public float[] apply(float[] values, int channels, RandomGenerator random) {
        double[][] turn = rotation(axis(random), Math.toRadians(random.nextDouble(-1, 1) * degrees));
        float[] result = values.clone();
        for (int at = 0; at < values.length; at += channels) {
            for (List<Integer> sensor : sensors) {
                for (int row = 0; row < AXES; row++) {
                    result[at + sensor.get(row)] = (float) product(turn[row], values, at, sensor);
                }
            }
        }
        return result;
    }

    private static double product(double[] row, float[] values, int at, List<Integer> sensor) {
        double sum = 0;
        for (int axis = 0; axis < AXES; axis++) {
            sum += row[axis] * values[at + sensor.get(axis)];
        }
        return sum;
    }

    private static double[] axis(RandomGenerator random) {
        double[] axis = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double norm = Math.max(1e-12, Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]));
        return new double[] {axis[0] / norm, axis[1] / norm, axis[2] / norm};
    }

    /** Rodrigues' formula. */
    private static double[][] rotation(double[] axis, double angle) {
        double[][] cross = {{0, -axis[2], axis[1]}, {axis[2], 0, -axis[0]}, {-axis[1], axis[0], 0}};
        double[][] rotation = new double[AXES][AXES];
        for (int i = 0; i < AXES; i++) {
            for (int j = 0; j < AXES; j++) {
                double along = axis[i] * axis[j] * (1 - Math.cos(angle));
                rotation[i][j] = (i == j ? Math.cos(angle) : 0) + along + cross[i][j] * Math.sin(angle);
            }
        }
        return rotation;
    }
}
