package dev.eddy.bench;

import dev.eddy.event.EventSerde;
import dev.eddy.event.Prediction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads predictions as they come, on a thread of its own, and notes the longest time between two predictions of each key: while
 * a model takes over, and while none does. Time is cut into stretches, and each key counts once in each. Any thread may call.
 */
final class Gaps implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;

    private final @Nullable String[] versions;
    private final boolean[] changed;
    private final long[] last;
    private final long[] longest;
    private final Histogram switching = new Histogram(LONGEST_NANOS, DIGITS);
    private final Histogram quiet = new Histogram(LONGEST_NANOS, DIGITS);
    private Stretch stretch = Stretch.UNCOUNTED;
    private final EventSerde<Prediction> serde;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean open = true;

    /** What happens meanwhile. */
    enum Stretch {
        /** Not worth noting. */
        UNCOUNTED,
        /** Another version takes over. */
        SWITCHING,
        /** None does. */
        QUIET
    }

    Gaps(Bench.Kafka kafka, String topic, String isolation, int keys) {
        this.versions = new String[keys];
        this.changed = new boolean[keys];
        this.last = new long[keys];
        this.longest = new long[keys];
        this.serde = EventSerde.of(Prediction.class, kafka.registry());
        this.consumer = kafka.reader(topic, isolation);
        this.thread = new Thread(this::read, "gaps-" + isolation);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        while (open) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Prediction prediction = serde.deserializer().deserialize(record.topic(), record.value());
                int key = Load.number(new String(record.key(), StandardCharsets.UTF_8));
                note(key, prediction.getModelVersion(), System.nanoTime());
            }
        }
    }

    private synchronized void note(int key, String version, long now) {
        String before = versions[key];
        if (before != null) {
            longest[key] = Math.max(longest[key], now - last[key]);
            changed[key] |= !version.equals(before);
        }
        versions[key] = version;
        last[key] = now;
    }

    /** Another stretch begins. A gap that goes on counts in both: for what it came to in the one, and as a whole in the next. */
    synchronized void begin(Stretch next) {
        long now = System.nanoTime();
        for (int key = 0; key < last.length; key++) {
            long most = Math.min(LONGEST_NANOS, Math.max(longest[key], now - last[key]));
            if (stretch == Stretch.SWITCHING) {
                switching.recordValue(most);
            } else if (stretch == Stretch.QUIET) {
                quiet.recordValue(most);
            }
            longest[key] = 0;
            changed[key] = false;
        }
        stretch = next;
    }

    /** Whether each key has had predictions of both versions in this stretch. */
    synchronized boolean allChanged() {
        return IntStream.range(0, changed.length).allMatch(key -> changed[key]);
    }

    /** What was found in the stretches that are over. */
    synchronized PauseRun.Pauses pauses() {
        return new PauseRun.Pauses(switching, quiet);
    }

    @Override
    public void close() throws InterruptedException {
        if (open) {
            open = false;
            thread.join();
            consumer.close();
            serde.close();
        }
    }
}
