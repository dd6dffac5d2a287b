package dev.eddy.bench;

import dev.eddy.local.JavaProcess;
import dev.eddy.model.ModelManifest;
import org.HdrHistogram.Histogram;

/**
 * Sends events at an even pace to a contender and takes the time until the predictions that they complete can be read. The
 * clock of a prediction starts when its last event was due, not when it could be sent: who is late makes all wait that come
 * after.
 */
public final class LatencyRun {

    private static final String INPUT = "latency-signals";

    /** Not counted: the beginning, in which a new app finds its pace. One of so many windows. */
    private static final int BEGINNING = 4;

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Bench.Kafka kafka;
    private final ModelManifest model;

    /**
     * Makes ready.
     *
     * @param kafka where it takes place
     * @param model what is served
     */
    public LatencyRun(Bench.Kafka kafka, ModelManifest model) {
        this.kafka = kafka;
        this.model = model;
    }

    /**
     * What was measured, nanoseconds.
     *
     * @param forwarded until a reader that does not wait for commits has it
     * @param committed until a reader of what is committed has it
     */
    public record Times(Histogram forwarded, Histogram committed) {}

    /**
     * Runs.
     *
     * @param process of the contender, which follows {@link Orders}
     * @param name of the run, new
     * @param size of the input
     * @param windowsPerSecond the pace
     * @return the times of all windows but those at the beginning
     * @throws InterruptedException if the thread is interrupted
     */
    public Times run(JavaProcess process, String name, Bench.Size size, double windowsPerSecond)
            throws InterruptedException {
        Load load = new Load(model, size);
        Contestant contestant = new Contestant(process);
        Due due = new Due(load, size.windows(), size.windows() / BEGINNING);
        String input = name + "-" + INPUT;
        try (Topics topics = new Topics(kafka)) {
            topics.create(input, name, Topics.deadLetters(name));
            contestant.begin(input, name);
            try (DueReader forwarded = new DueReader(kafka, name, "read_uncommitted", due);
                    DueReader committed = new DueReader(kafka, name, "read_committed", due)) {
                new EvenPace(kafka, model, load).send(input, windowsPerSecond, () -> true, due::sent);
                long end = System.nanoTime() + PATIENCE_NANOS;
                return new Times(
                        forwarded.await(load.windows(), end - System.nanoTime()),
                        committed.await(load.windows(), end - System.nanoTime()));
            } finally {
                contestant.end(name);
                topics.deleteAll(name);
            }
        }
    }
}
