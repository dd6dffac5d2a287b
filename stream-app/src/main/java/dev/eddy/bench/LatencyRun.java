package dev.eddy.bench;

import dev.eddy.event.Encoding;
import dev.eddy.event.EventSerde;
import dev.eddy.event.SampleCodec;
import dev.eddy.event.SignalChunk;
import dev.eddy.local.JavaProcess;
import dev.eddy.model.ModelManifest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

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
    private static final long TICK_NANOS = 50_000;

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
                send(load, input, due, load.windows() / (double) load.turns() / windowsPerSecond);
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

    /** One event of each key per turn, evenly spread over the time of a turn. */
    private void send(Load load, String topic, Due due, double secondsPerTurn) {
        SampleCodec codec = new SampleCodec(model.signal(), Integer.MAX_VALUE);
        double nanosPerEvent = secondsPerTurn * TimeUnit.SECONDS.toNanos(1) / load.keys();
        try (EventSerde<SignalChunk> serde = EventSerde.of(SignalChunk.class, kafka.registry());
                KafkaProducer<String, SignalChunk> producer = InputTopic.producer(kafka, serde, 0)) {
            producer.partitionsFor(topic);
            long start = System.nanoTime();
            for (int turn = 0; turn < load.turns(); turn++) {
                for (int key = 0; key < load.keys(); key++) {
                    long at = start + (long) (nanosPerEvent * ((double) turn * load.keys() + key));
                    int event = turn - load.delay(key);
                    if (event >= 0 && event < load.events()) {
                        waitUntil(at);
                        due.sent(key, event, at);
                        SignalChunk chunk = codec.encode(load.event(key, event), Encoding.F32LE);
                        var unused = producer.send(new ProducerRecord<>(topic, Load.name(key), chunk));
                    }
                }
            }
            producer.flush();
        }
    }

    private static void waitUntil(long nanos) {
        long left = nanos - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(Math.max(left, TICK_NANOS));
            left = nanos - System.nanoTime();
        }
    }
}
