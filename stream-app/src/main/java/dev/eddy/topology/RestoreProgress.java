package dev.eddy.topology;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the states is still to be read back from the changelog before the stream can go on, as the gauges {@code
 * restore.restored} and {@code restore.remaining}, both in records. Any thread may call.
 */
public final class RestoreProgress implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

    private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
    private final LongAdder restored = new LongAdder();
    private long begunNanos;
    private long before;

    /**
     * Nothing is restored yet.
     *
     * @param metrics receives the gauges
     */
    public RestoreProgress(MetricRegistry metrics) {
        metrics.gauge("restore.restored", () -> this::restored);
        metrics.gauge("restore.remaining", () -> this::remaining);
    }

    /**
     * What was read back.
     *
     * @return records since the start
     */
    public long restored() {
        return restored.sum();
    }

    /**
     * What is to be read back.
     *
     * @return records, of the tasks that restore now
     */
    public long remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        if (remaining.isEmpty()) {
            begunNanos = System.nanoTime();
            before = restored();
        }
        remaining.put(partition, Math.max(0, to - from));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long upTo, long records) {
        restored.add(records);
        remaining.computeIfPresent(partition, (it, left) -> Math.max(0, left - records));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        ended(partition);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        ended(partition);
    }

    /** Says how fast it was once nothing is left. */
    private synchronized void ended(TopicPartition partition) {
        remaining.remove(partition);
        long records = restored() - before;
        if (remaining.isEmpty() && records > 0) {
            double seconds = Math.max(1, System.nanoTime() - begunNanos) / 1e9;
            LOG.info(
                    "Restored {} records of the states in {} s, {} per second",
                    records,
                    "%.2f".formatted(seconds),
                    Math.round(records / seconds));
        }
    }
}
