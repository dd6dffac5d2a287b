package dev.eddy.bench;

import dev.eddy.model.ModelManifest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * Sends events at an even pace while another version of the model takes over again and again, and takes the longest time between
 * two predictions of each key: in the stretch of time in which that happens, and in one as long in which nothing does. With one
 * event of a key for each of its windows, it is the time between two events of the key as long as nothing holds them up. One
 * thread.
 */
public final class PauseRun {

    /** Not counted: the virtual machine compiles what a takeover needs. */
    private static final int WARM_UP = 4;

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(5);

    private final Bench.Kafka kafka;
    private final ModelManifest model;

    /**
     * Makes ready.
     *
     * @param kafka where it takes place
     * @param model what is served
     */
    public PauseRun(Bench.Kafka kafka, ModelManifest model) {
        this.kafka = kafka;
        this.model = model;
    }

    /**
     * The topics of an app that runs already.
     *
     * @param signals that it reads
     * @param predictions that it writes
     */
    public record Stream(String signals, String predictions) {}

    /**
     * How much is done.
     *
     * @param keys streams
     * @param windowsPerSecond of all keys together
     * @param switches that count
     * @param every how long one version scores at least
     */
    public record Size(int keys, double windowsPerSecond, int switches, Duration every) {

        /** Checks that there is something to be measured. */
        public Size {
            if (keys < 1 || switches < 1 || !(windowsPerSecond > 0) || every.toMillis() < 2) {
                throw new IllegalArgumentException("keys and switches must be 1 or more, the windows per second above 0"
                        + " and the time of a version 2 ms or more, but were " + keys + ", " + switches + ", "
                        + windowsPerSecond + " and " + every);
            }
        }
    }

    /**
     * The longest time between two predictions of a key, nanoseconds, each key once for each stretch.
     *
     * @param switching in stretches in which another version takes over
     * @param quiet in stretches in which none does
     */
    public record Pauses(Histogram switching, Histogram quiet) {}

    /**
     * What was measured.
     *
     * @param forwarded as a reader sees it that does not wait for commits
     * @param committed as a reader sees it of what is committed
     */
    public record Result(Pauses forwarded, Pauses committed) {}

    /**
     * Runs.
     *
     * @param stream that goes on
     * @param size of the run
     * @param takeover lets the other version take over, and returns when that is ordered
     * @return the times of all but the first takeovers
     * @throws IllegalStateException if the stream does not keep up
     * @throws InterruptedException if the thread is interrupted
     */
    public Result run(Stream stream, Size size, Runnable takeover) throws InterruptedException {
        int windows = (int) Math.ceil(LONGEST.toSeconds() * size.windowsPerSecond() / size.keys());
        Load load = new Load(
                model, new Bench.Size(size.keys(), windows, model.window().hop(), 1));
        AtomicBoolean wanted = new AtomicBoolean(true);
        try (Gaps forwarded = new Gaps(kafka, stream.predictions(), "read_uncommitted", size.keys());
                Gaps committed = new Gaps(kafka, stream.predictions(), "read_committed", size.keys())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> new EvenPace(kafka, model, load)
                    .send(stream.signals(), size.windowsPerSecond(), wanted::get, (key, event, at) -> {}));
            TimeUnit.NANOSECONDS.sleep(size.every().toNanos());
            List<Gaps> readers = List.of(forwarded, committed);
            for (int i = 0; i < WARM_UP + size.switches(); i++) {
                takeOver(i >= WARM_UP, size.every(), takeover, readers);
            }
            begin(readers, Gaps.Stretch.UNCOUNTED);
            wanted.set(false);
            sending.join();
            return new Result(forwarded.pauses(), committed.pauses());
        } catch (CompletionException e) {
            throw new IllegalStateException("the events must be sent but are not: " + e.getMessage(), e);
        } finally {
            wanted.set(false);
        }
    }

    /** One stretch until all keys have predictions of both versions, and one as long in which nothing is done. */
    private static void takeOver(boolean counts, Duration every, Runnable takeover, List<Gaps> readers)
            throws InterruptedException {
        long start = System.nanoTime();
        begin(readers, counts ? Gaps.Stretch.SWITCHING : Gaps.Stretch.UNCOUNTED);
        takeover.run();
        while (!readers.stream().allMatch(Gaps::allChanged)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("every key must have predictions of the next version within " + PATIENCE
                        + " but some have not: the machine is too slow, lower --rate");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
        sleepUntil(start + every.toNanos() / 2);
        long took = System.nanoTime() - start;
        begin(readers, counts ? Gaps.Stretch.QUIET : Gaps.Stretch.UNCOUNTED);
        sleepUntil(start + 2 * took);
    }

    private static void begin(List<Gaps> readers, Gaps.Stretch stretch) {
        readers.forEach(reader -> reader.begin(stretch));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
