package dev.eddy.trainer;

import dev.eddy.recording.Recording;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What becomes of a recording on its way: each sample is a chunk of its own.
 *
 * @param share of the samples that are lost, and of the others that come twice
 * @param within seconds that a sample may come late, and so after others
 */
record TroubledStream(double share, double within) {

    private static final double MICROS = 1e6;

    /** A chunk and the time at which it comes. */
    private record Delivery(double micros, Samples samples) {}

    /** The samples that are not lost, in the order in which they come; the same for the same seed. */
    List<Samples> of(Recording recording, long seed) {
        Random random = new Random(seed);
        List<Delivery> deliveries = new ArrayList<>();
        SignalSpec signal = recording.signal();
        for (int i = 0; i < recording.length(); i++) {
            float[] values = Arrays.copyOfRange(recording.values(), i * signal.channels(), (i + 1) * signal.channels());
            Samples sample = new Samples(recording.startMicros() + signal.micros(i), values, false);
            int times = random.nextDouble() < share ? 0 : random.nextDouble() < share ? 2 : 1;
            for (int time = 0; time < times; time++) {
                deliveries.add(new Delivery(sample.startMicros() + random.nextDouble() * within * MICROS, sample));
            }
        }
        deliveries.sort(Comparator.comparingDouble(Delivery::micros));
        return deliveries.stream().map(Delivery::samples).toList();
    }
}
