package dev.eddy.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one key on their way to samples: put in the order of time as far as the grace goes, then resampled. Of two of
 * one time what the first one tells counts, and the second one adds what the first one does not. Never more wait than
 * {@value #MORE} and, of the samples of the grace, one for each channel and one.
 *
 * <p>Not thread-safe.
 */
final class Readings {

    private static final int MORE = 1024;
    private static final long[] NONE = {};

    /** A reading that waits: its values, NaN for none; whether the event ends after it; whether an epoch begins with it. */
    record Row(float[] values, boolean ends, boolean resets) {

        private static Row merged(Row one, Row other) {
            float[] values = one.values.clone();
            for (int c = 0; c < values.length; c++) {
                values[c] = Float.isNaN(values[c]) ? other.values[c] : values[c];
            }
            return new Row(values, one.ends || other.ends, one.resets || other.resets);
        }
    }

    final Resampler resampler;
    final TreeMap<Long, Row> waiting = new TreeMap<>();
    /** Time of the newest reading that came. */
    long seenMicros = Resampler.NEVER;

    private final long graceMicros;

    /** Nothing where no rule says how readings become samples. */
    static @Nullable Readings of(SignalSpec signal, @Nullable ResampleSpec spec, long graceMicros) {
        return spec == null ? null : new Readings(new Resampler(signal, spec), graceMicros);
    }

    private Readings(Resampler resampler, long graceMicros) {
        this.resampler = resampler;
        this.graceMicros = graceMicros;
    }

    /** Takes readings and hands out the samples that they decide, of which it is told whether something was missing. */
    Arrival accept(Samples event, Function<Samples, Arrival> samples) {
        List<Arrival> gaps = new ArrayList<>(0);
        Arrival arrival = take(event, one -> {
            Arrival is = samples.apply(one);
            if (is == Arrival.GAP_FILLED || is == Arrival.GAP_RESET) {
                gaps.add(is);
            }
        });
        return gaps.isEmpty() ? arrival : gaps.get(gaps.size() - 1);
    }

    private Arrival take(Samples event, Consumer<Samples> samples) {
        int channels = resampler.signal.channels();
        long[] times = Objects.requireNonNullElse(event.times(), NONE);
        int rows = times.length;
        boolean known = resampler.anchorMicros != Resampler.NEVER;
        boolean taken = false;
        for (int i = 0; i < rows; i++) {
            float[] values = Arrays.copyOfRange(event.values(), i * channels, (i + 1) * channels);
            boolean last = i == rows - 1;
            taken |= hear(times[i], new Row(values, last && event.endOfEvent(), i == 0 && event.reset()));
        }
        if (rows == 0) {
            float[] nothing = new float[channels];
            Arrays.fill(nothing, Float.NaN);
            taken = (event.endOfEvent() || event.reset())
                    && hear(event.startMicros(), new Row(nothing, event.endOfEvent(), event.reset()));
        }
        long before = resampler.newestMicros;
        releaseOld(samples);
        return arrival(times, taken, known, before);
    }

    private Arrival arrival(long[] times, boolean taken, boolean known, long before) {
        if (taken) {
            boolean moved = resampler.newestMicros != before;
            return !moved && waits() ? Arrival.EARLY : known ? Arrival.APPENDED : Arrival.STARTED;
        }
        if (times.length == 0) {
            return Arrival.EMPTY;
        }
        return times[times.length - 1] == resampler.newestMicros ? Arrival.DUPLICATE : Arrival.LATE;
    }

    private boolean hear(long micros, Row row) {
        if (!resampler.takes(micros, row.values) && !endsNow(micros, row)) {
            return false;
        }
        seenMicros = Math.max(seenMicros, micros);
        waiting.merge(micros, row, Row::merged);
        return true;
    }

    private boolean endsNow(long micros, Row row) {
        return row.ends && micros == resampler.newestMicros && resampler.anchorMicros != Resampler.NEVER;
    }

    private void releaseOld(Consumer<Samples> samples) {
        long most = (resampler.signal.channels() + 1L) * resampler.signal.samples(graceMicros) + MORE;
        while (waits() && (waiting.firstKey() <= seenMicros - graceMicros || waiting.size() > most)) {
            releaseFirst(samples);
        }
    }

    private void releaseFirst(Consumer<Samples> samples) {
        Map.Entry<Long, Row> first = waiting.firstEntry();
        long micros = first.getKey();
        Row row = first.getValue();
        waiting.remove(micros);
        long behind = micros + resampler.signal.micros(1);
        if (row.resets && micros > resampler.newestMicros) {
            resampler.finish(samples);
            samples.accept(new Samples(behind, new float[0], false, true));
        }
        resampler.take(micros, row.values, samples);
        if (row.ends) {
            resampler.finish(samples);
            samples.accept(new Samples(behind, new float[0], true));
        }
    }

    /** Takes in all that waits. */
    void release(Consumer<Samples> samples) {
        while (waits()) {
            releaseFirst(samples);
        }
    }

    boolean waits() {
        return !waiting.isEmpty();
    }

    /** The same key under another rule; a grid of its own begins with the next reading. */
    @Nullable
    Readings under(@Nullable ResampleSpec other) {
        if (other == null) {
            return null;
        }
        if (other.equals(resampler.spec)) {
            return this;
        }
        Readings next = new Readings(new Resampler(resampler.signal, other), graceMicros);
        next.resampler.newestMicros = resampler.newestMicros;
        next.seenMicros = seenMicros;
        next.waiting.putAll(waiting);
        return next;
    }

    /** The same grid for a key that is listened to once more, from some time on. */
    Readings joined(long micros) {
        return new Readings(resampler.joined(micros), graceMicros);
    }
}
