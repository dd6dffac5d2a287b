package dev.eddy.topology;

import dev.eddy.event.SignalFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The names and bounds of a topology.
 *
 * @param signals topic of signal chunks, key = stream id
 * @param predictions topic of predictions
 * @param deadLetters topic of what could not be used, each with its reason
 * @param shadow topic of the predictions of models that are tried; it need not be there before one is
 * @param bounds how much may pile up
 * @param format how signals are written
 * @param life how long keys are kept
 * @param feeds the topics that make one signal together, that of {@code signals} first; none where that is all
 */
public record TopologySettings(
        String signals,
        String predictions,
        String deadLetters,
        String shadow,
        Bounds bounds,
        SignalFormat format,
        KeyLife life,
        List<Feed> feeds) {

    /**
     * Signals are chunks in Avro, keys are kept for ever, and the predictions of models that are tried go where they usually go.
     *
     * @param signals topic of signal chunks
     * @param predictions topic of predictions
     * @param deadLetters topic of what could not be used
     * @param bounds how much may pile up
     */
    public TopologySettings(String signals, String predictions, String deadLetters, Bounds bounds) {
        this(
                signals,
                predictions,
                deadLetters,
                shadowOf(predictions),
                bounds,
                SignalFormat.AVRO,
                KeyLife.ENDLESS,
                List.of());
    }

    /**
     * All topics that are read.
     *
     * @return that of the signals, and others where several make one signal
     */
    public List<String> sources() {
        return feeds.isEmpty()
                ? List.of(signals)
                : feeds.stream().map(Feed::topic).toList();
    }

    /** Bounds of the store. What comes of a key can be read once more, unless time itself changes keys, or several topics do. */
    Bounds ofStore() {
        return life.isEndless() && bounds.grace().isZero() && feeds.isEmpty() ? bounds : bounds.withReread(0);
    }

    /**
     * Where the predictions of models that are tried go, unless it was said otherwise.
     *
     * @param predictions topic of predictions
     * @return the topic in its shadow
     */
    public static String shadowOf(String predictions) {
        return predictions + ".shadow";
    }

    /**
     * How much may pile up.
     *
     * @param chunkSamples the most samples per channel in one chunk, 1 or more
     * @param pendingWindows the most windows of one task that wait for their score before the task takes no more input,
     *     1 or more; where more than a quarter of them wait at a commit, a quarter goes over it
     * @param liveKeys the most keys of one task whose state is kept decoded in memory between commits, 1 or more
     * @param drainTime how long a commit, or a task that is full, waits for the engine before the task fails; below the
     *     transaction time-out
     * @param persistent true for a RocksDB store on disk, false for one in memory; both have a changelog
     * @param grace how much older than the newest sample of its key one may be that still counts; zero or more
     * @param rereadEvents the most events of one task that it reads once more when it begins; 0 writes each key at each
     *     commit that something has come of it
     */
    public record Bounds(
            int chunkSamples,
            int pendingWindows,
            int liveKeys,
            Duration drainTime,
            boolean persistent,
            Duration grace,
            int rereadEvents) {

        /** Some seconds of a partition at full speed. */
        private static final int USUAL_REREAD = 250_000;

        /** Enough for the engine to work on while a commit is written. */
        private static final int PARTS_OVER_COMMIT = 4;

        /** Half of what Kafka takes in one record, since all of them may be of one key. */
        private static final int BYTES_OVER_COMMIT = 1 << 19;

        /** Of a window beside its values: its place, its key's name. */
        private static final int BYTES_BESIDE = 64;

        /** What suits most. */
        public static final Bounds DEFAULT =
                new Bounds(1 << 20, 1024, 10_000, Duration.ofSeconds(8), true, Duration.ZERO, USUAL_REREAD);

        /**
         * The same with a store in memory.
         *
         * @return new bounds
         */
        public Bounds inMemory() {
            return new Bounds(chunkSamples, pendingWindows, liveKeys, drainTime, false, grace, rereadEvents);
        }

        /**
         * The same for keys whose chunks come in some other order.
         *
         * @param other how much older a sample may be
         * @return new bounds
         */
        public Bounds withGrace(Duration other) {
            return new Bounds(chunkSamples, pendingWindows, liveKeys, drainTime, persistent, other, rereadEvents);
        }

        /**
         * The same for more or fewer windows.
         *
         * @param other how many may wait for their score
         * @return new bounds
         */
        public Bounds withPendingWindows(int other) {
            return new Bounds(chunkSamples, other, liveKeys, drainTime, persistent, grace, rereadEvents);
        }

        /**
         * The same with more or fewer events that are read once more.
         *
         * @param other how many a task that begins reads once more at most
         * @return new bounds
         */
        public Bounds withReread(int other) {
            return new Bounds(chunkSamples, pendingWindows, liveKeys, drainTime, persistent, grace, other);
        }

        /**
         * The most windows of one task that a commit leaves without a score, where there are more: they are written.
         *
         * @param values of a window
         * @return 0 or more
         */
        int windowsOverCommit(int values) {
            return Math.min(
                    pendingWindows / PARTS_OVER_COMMIT, BYTES_OVER_COMMIT / (BYTES_BESIDE + values * Float.BYTES));
        }

        /**
         * The grace as states count it.
         *
         * @return microseconds, 0 or more
         */
        public long graceMicros() {
            return TimeUnit.NANOSECONDS.toMicros(grace.toNanos());
        }
    }

    /**
     * The usual names with the usual bounds.
     *
     * @return topics {@code signals}, {@code predictions} and {@code signals.dead-letters}
     */
    public static TopologySettings usual() {
        return new TopologySettings("signals", "predictions", "signals.dead-letters", Bounds.DEFAULT);
    }
}
