package dev.eddy.signal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chunks that came before others which belong in front of them, oldest first. They wait until those have come, or until
 * samples have come that are so much newer that nobody waits any longer. Never more are held than twice the samples of that
 * time and {@value #MORE}.
 *
 * <p>Not thread-safe.
 */
final class Early {

    private static final int MORE = 1024;

    private static final Comparator<Samples> ORDER =
            Comparator.comparingLong(Samples::startMicros).thenComparingInt(samples -> samples.values().length);

    private final SignalSpec signal;
    final long graceMicros;
    private final long most;
    private final List<Samples> held = new ArrayList<>(2);
    /** Samples that are held, a chunk without any counting as one. */
    private long size;

    private long newestMicros = Long.MIN_VALUE;

    Early(SignalSpec signal, long graceMicros) {
        this.signal = signal;
        this.graceMicros = graceMicros;
        this.most = 2 * signal.samples(graceMicros) + MORE;
    }

    /** Something came, to be held or not. */
    void came(Samples samples) {
        newestMicros = Math.max(newestMicros, endMicros(samples));
    }

    /** Holds a chunk, unless another one has all of it. */
    void add(Samples samples) {
        if (held.stream().noneMatch(other -> covers(other, samples))) {
            held.removeIf(other -> covers(samples, other));
            held.add(samples);
            held.sort(ORDER);
            size = held.stream().mapToLong(this::weight).sum();
        }
    }

    private long weight(Samples samples) {
        return Math.max(1, count(samples));
    }

    /** Each is off by less than half a sample, so that a chunk with a sample of its own reaches beyond. */
    private boolean covers(Samples other, Samples samples) {
        boolean ends = endMicros(other) == endMicros(samples) && other.endOfEvent();
        boolean resets = other.startMicros() == samples.startMicros() && other.reset();
        return other.startMicros() <= samples.startMicros()
                && endMicros(other) >= endMicros(samples)
                && (ends || !samples.endOfEvent())
                && (resets || !samples.reset());
    }

    /** The oldest one. */
    Samples first() {
        return held.get(0);
    }

    /** Takes the oldest one out. */
    Samples remove() {
        size -= weight(held.get(0));
        return held.remove(0);
    }

    /** Whether the oldest one waits for nothing any more that could still come. */
    boolean isOver() {
        return first().startMicros() <= newestMicros - graceMicros || size > most;
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    List<Samples> all() {
        return held;
    }

    long newestMicros() {
        return newestMicros;
    }

    void restore(List<Samples> some, long newest) {
        held.addAll(some);
        size = held.stream().mapToLong(this::weight).sum();
        newestMicros = newest;
    }

    private int count(Samples samples) {
        return samples.values().length / signal.channels();
    }

    private long endMicros(Samples samples) {
        return samples.startMicros() + signal.micros(count(samples));
    }
}
