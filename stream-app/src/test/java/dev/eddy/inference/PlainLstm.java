package dev.eddy.inference;

/** The LSTM of {@link SmallModels#lstm} written out in double precision. Used by one thread. */
final class PlainLstm {

    private static final int H = SmallModels.HIDDEN;
    private static final int F = SmallModels.FEATURES;

    private final float[] weights;
    final double[] h = new double[H];
    final double[] c = new double[H];

    PlainLstm(float[] weights) {
        this.weights = weights;
    }

    void step(float[] x) {
        double[] gates = new double[4 * H];
        for (int row = 0; row < 4 * H; row++) {
            gates[row] = gate(row, x);
        }
        for (int j = 0; j < H; j++) {
            double in = sigmoid(gates[j]);
            double out = sigmoid(gates[H + j]);
            double forget = sigmoid(gates[2 * H + j]);
            c[j] = forget * c[j] + in * Math.tanh(gates[3 * H + j]);
            h[j] = out * Math.tanh(c[j]);
        }
    }

    private double gate(int row, float[] x) {
        int recurrent = 4 * H * F;
        int bias = recurrent + 4 * H * H;
        double sum = weights[bias + row] + weights[bias + 4 * H + row];
        for (int i = 0; i < F; i++) {
            sum += weights[row * F + i] * x[i];
        }
        for (int i = 0; i < H; i++) {
            sum += weights[recurrent + row * H + i] * h[i];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
