package dev.eddy.recording;

import dev.eddy.signal.SignalSpec;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up rotating machine with an accelerometer on its bearing housing, endlessly: it runs well, catches a fault,
 * recovers, catches another. Each machine has its own speed, noise and mounting. The same seed gives the same samples
 * on every JVM, in blocks of any size.
 *
 * <p>Not thread-safe.
 */
public final class VibrationMachine {

    /** Three axes at 1 kHz. */
    public static final SignalSpec SIGNAL = new SignalSpec(3, 1000);

    /** Two radial axes and one along the shaft, in g. */
    public static final List<String> CHANNELS = List.of("radial_x", "radial_y", "axial");

    /** What can be the matter; a label is an index into this list. */
    public static final List<String> LABELS = List.of("normal", "imbalance", "bearing", "looseness");

    private static final int NORMAL = 0;
    private static final int IMBALANCE = 1;
    private static final int BEARING = 2;
    private static final double TURN = 2 * Math.PI;
    /** Balls that pass a damaged spot of the outer race, per turn of the shaft. */
    private static final double STRIKES_PER_TURN = 3.58;
    /** Share of a ringing that is left after one sample. */
    private static final double RING_DECAY = 0.965;

    private final SplittableRandom random;
    private final double speed;
    private final double noise;
    private final double ringing;
    private double turns;
    private double wander;
    private double strikes;
    private double ring;
    private double ringPhase;
    private int label = NORMAL;
    private double severity;
    private int left;

    /**
     * Samples and what was the matter during each.
     *
     * @param values accelerations in g, {@code [sample][channel]} flattened
     * @param labels per sample an index into {@link #LABELS}
     */
    public record Block(float[] values, int[] labels) {}

    /**
     * A machine at rest in its first second.
     *
     * @param seed decides everything about it
     */
    public VibrationMachine(long seed) {
        random = new SplittableRandom(seed);
        speed = between(22, 32);
        noise = between(0.04, 0.08);
        ringing = between(280, 360);
        turns = random.nextDouble();
        left = duration();
    }

    /**
     * Goes on from where the last block ended.
     *
     * @param samples how many, 0 or more
     * @return the next ones
     */
    public Block next(int samples) {
        Block block = new Block(new float[samples * SIGNAL.channels()], new int[samples]);
        for (int i = 0; i < samples; i++) {
            turn();
            block.labels[i] = label;
            write(block.values, i * SIGNAL.channels());
        }
        return block;
    }

    private void turn() {
        if (left-- == 0) {
            label = label == NORMAL ? 1 + random.nextInt(LABELS.size() - 1) : NORMAL;
            severity = between(0.6, 1.4);
            left = duration();
        }
        wander = 0.999 * wander + 0.001 * between(-1, 1);
        double advance = speed * (1 + wander) / SIGNAL.sampleRate();
        turns += advance;
        strikes += advance * STRIKES_PER_TURN * between(0.9, 1.1);
        ring *= RING_DECAY;
        ringPhase += ringing / SIGNAL.sampleRate();
        if (strikes >= 1) {
            strikes -= 1;
            ring = label == BEARING ? severity * between(0.5, 0.9) : ring;
            ringPhase = 0;
        }
    }

    private void write(float[] values, int at) {
        double x = 0.06 * wave(1, 0) + 0.03 * wave(2, 0.1);
        double y = 0.06 * wave(1, 0.25) + 0.03 * wave(2, 0.4);
        double axial = 0.03 * wave(1, 0.6);
        if (label == IMBALANCE) {
            x += 0.28 * severity * wave(1, 0);
            y += 0.24 * severity * wave(1, 0.25);
        } else if (label > BEARING) {
            double rattle = 0.14 * severity;
            x += rattle * (wave(0.5, 0.2) + wave(2, 0.3) + 0.7 * wave(3, 0.7));
            y += rattle * (0.6 * wave(0.5, 0.5) + wave(3, 0.1) + 0.5 * wave(4, 0));
            axial += rattle * wave(2, 0.8);
        }
        double knock = ring * StrictMath.sin(TURN * ringPhase);
        values[at] = (float) (x + 0.6 * knock + noise());
        values[at + 1] = (float) (y + knock + noise());
        values[at + 2] = (float) (axial + 0.4 * knock + noise());
    }

    private double wave(double order, double phase) {
        return StrictMath.sin(TURN * (order * turns + phase));
    }

    /** Near to a normal distribution, and the same on every JVM. */
    private double noise() {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return noise * (sum - 2) * 1.7320508;
    }

    /** 2 to 9 seconds, in samples. */
    private int duration() {
        return (int) (between(2, 9) * SIGNAL.sampleRate());
    }

    private double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
