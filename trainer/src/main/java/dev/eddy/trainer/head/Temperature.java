package dev.eddy.trainer.head;

/**
 * The temperature that makes probabilities mean what they say: the one under which the truth of held-out steps is most
 * likely (Guo et al. 2017, On Calibration of Modern Neural Networks). A few answers do not say much about it: before
 * there are any, its logarithm is thought to be normal around 0, so that few of them, all right, do not make it ice cold.
 */
final class Temperature {

    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final int CUTS = 60;

    /** Deviation of the logarithm, of which nothing is known but that most temperatures lie between 0.5 and 2. */
    private static final double DOUBT = 0.5;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Temperature() {}

    /** Golden-section search over the logarithm; 1 when there is nothing to fit on. */
    static double fit(Answers held) {
        if (held.count() == 0) {
            return 1;
        }
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        for (int i = 0; i < CUTS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (cost(held, left) < cost(held, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double cost(Answers held, double logarithm) {
        double doubt = logarithm * logarithm / (2 * DOUBT * DOUBT);
        return surprise(held, Math.exp(logarithm)) + doubt / held.count();
    }

    /** Mean negative log-likelihood of the truth, in nats. */
    static double surprise(Answers answers, double temperature) {
        double sum = 0;
        for (int step = 0; step < answers.count(); step++) {
            sum -= Math.log(Math.max(1e-12, probabilities(answers.raw(step), temperature)[(int) answers.truth(step)]));
        }
        return sum / answers.count();
    }

    /** A softmax. */
    static double[] probabilities(float[] raw, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float value : raw) {
            largest = Math.max(largest, value / temperature);
        }
        double[] probabilities = new double[raw.length];
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            probabilities[i] = Math.exp(raw[i] / temperature - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < raw.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
