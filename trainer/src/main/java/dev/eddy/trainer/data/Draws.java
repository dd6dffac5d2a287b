package dev.eddy.trainer.data;

import java.util.SplittableRandom;

/** Random numbers that are the same on every JVM. Not thread-safe. */
final class Draws {

    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A whole number in {@code 0..bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from {@code from} to below {@code to}. */
    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Near to a normal distribution of mean 0 and the given deviation. */
    double noise(double deviation) {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return deviation * (sum - 2) * 1.7320508;
    }

    /** One of some words. */
    String pick(String... words) {
        return words[below(words.length)];
    }
}
