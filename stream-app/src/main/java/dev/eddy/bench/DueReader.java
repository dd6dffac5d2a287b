package dev.eddy.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Reads predictions as they come, on a thread of its own, and notes how long after its due time each one did. */
final class DueReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int DIGITS = 3;

    private final Due due;
    private final int[] seen;
    private final Histogram times = new Histogram(LONGEST_NANOS, DIGITS);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final AtomicLong count = new AtomicLong();
    private volatile boolean open = true;

    DueReader(Bench.Kafka kafka, String topic, String isolation, Due due) {
        this.due = due;
        this.seen = new int[due.keys()];
        this.consumer = kafka.reader(topic, isolation);
        this.thread = new Thread(this::read, "latency-" + isolation);
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        while (open) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                note(record, System.nanoTime());
            }
        }
    }

    /** Predictions of a key come in order and none is missing, so they can be counted instead of read. */
    private void note(ConsumerRecord<byte[], byte[]> record, long now) {
        int key = Load.number(new String(record.key(), StandardCharsets.UTF_8));
        int window = seen[key]++;
        if (due.counts(window)) {
            times.recordValue(Math.min(LONGEST_NANOS, Math.max(0, now - due.at(key, window))));
        }
        count.incrementAndGet();
    }

    /** All times, once so many predictions have come. */
    Histogram await(long predictions, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (count.get() < predictions) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        predictions + " predictions must come but only " + count + " have; lower the pace");
            }
            thread.join(POLL.toMillis());
        }
        close();
        return times;
    }

    @Override
    public void close() throws InterruptedException {
        if (open) {
            open = false;
            thread.join();
            consumer.close();
        }
    }
}
